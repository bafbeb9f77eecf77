"""Traps on the way to an account: what is keyed where, who calls, and what nobody may find out."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from trap_line import BALANCE, BY_LINK, IDENTIFIED, NUMBER, PIN, Rehearsal, rehearsed
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

from ivr.accounts.guard import WITHHELD
from ivr.carrier.masking import digits_in
from ivr.carrier.network import Call, Network
from ivr.carrier.web import Reply, Request, Web
from ivr.dialog.journal import Happening
from ivr.webhook.form import form_bytes, parse_form

TEST_CARDS = ("4111111111111111", "5555555555554444", "378282246310005", "6011111111111117")
STAYS = "8448200056789012"
"""An account with nothing on file that anybody could prove: no PIN, zeros for a ZIP code and for a telephone."""


@pytest.mark.parametrize("card", TEST_CARDS)
def test_a_card_number_instead_of_an_account_number_is_dropped_and_never_said_again(card: str) -> None:
    """T1: nothing of it is read back, kept, logged or sent to anybody."""
    digits = f'- press: 1\n- hear: account number\n- press: "{card}#"\n- hear: looks like a card number\n'
    with rehearsed() as line:
        call = line.call(f"{digits}- hear_not: You entered\n")
        assert line.noted(call, Happening.KEYED_A_CARD) != []
        written = (*line.wire.documents, line.logs, line.journal(call), call.transcript)
        assert not any(card[:12] in "".join(digits_in(str(one))) for one in written)
        assert not any(card in request.url for request, _ in line.wire.seen)


PROOFS = {
    "the PIN that was never chosen": '- press: "0000"',
    "a security code that was never sent": '- press: "*"\n- hear: bill, press 2\n- press: 2\n- press: "0000"',
    "a ZIP code of zeros": '- press: "*"\n- hear: code, press 3\n- press: 3\n- press: "00000"',
    "a telephone that ends in zeros": '- press: "*"\n- hear: number, press 4\n- press: 4\n- press: "0000"',
}


@pytest.mark.parametrize("proof", PROOFS.values(), ids=PROOFS)
def test_what_is_blank_or_zeros_on_file_proves_nothing(proof: str) -> None:
    """T2: an account without a PIN is not open to whoever keys zeros."""
    steps = f'- press: 1\n- hear: account number\n- press: "{STAYS}"\n- hear: right\n- press: 1\n- hear: PIN\n{proof}\n'
    with rehearsed() as line:
        line.call(f"{steps}- hear: I couldn't find a match. Let's try once more.\n")


def test_a_zero_inside_an_account_number_is_a_digit_like_any_other() -> None:
    """T3: 8448 2000 ... has three of them, and no person is rung."""
    with rehearsed() as line:
        call = line.call(
            f'- press: 1\n- hear: account number\n- press: "{NUMBER}"\n- hear: You entered 8 4 4 8, 2 0 0 0\n'
        )
        assert line.noted(call, Happening.ASKED_FOR_PERSON) == []


@pytest.mark.parametrize("keys", ['"0#"', "0"])
def test_a_lone_zero_where_a_number_is_asked_for_is_a_person(keys: str) -> None:
    """T3: with pound, or with nothing after it until the time is over."""
    with rehearsed() as line:
        line.call(f"- press: 1\n- hear: account number\n- press: {keys}\n- hear: connecting you to a representative\n")


def test_a_pound_on_nothing_is_silence_and_asks_once_more_with_where_to_look() -> None:
    """T4: it is no account number, no wrong one either, and after the last attempt a person helps."""
    again = '- press: "#"\n- hear: It is printed at the top of your bill\n'
    steps = f"- press: 1\n- hear: sixteen-digit account number\n{again * 3}"
    with rehearsed() as line:
        call = line.call(f'{steps}- press: "#"\n- hear: connecting you to a representative\n')
        kinds = [entry.kind for entry in line.journal(call) if entry.dialog == "account_number"]
        assert kinds.count(Happening.NOINPUT) == 4
        assert {Happening.NOMATCH, Happening.KEYED}.isdisjoint(kinds)


def test_keys_pressed_during_the_greeting_count() -> None:
    """T5: whoever knows the line types ahead, and hears the greeting no further."""
    with rehearsed() as line:
        call = line.call(
            f'- press: 2\n- hear: First, I will ask\n- press: "{NUMBER}"\n- hear: You entered\n- press: 1\n'
            f'- hear: PIN\n- press: "{PIN}"\n- hear: You owe one hundred thirty-four dollars\n'
        )
        assert not call.transcript.heard("To pay your bill")


# Who calls ----------------------------------------------------------------------------------------------------------

NO_NUMBERS = (
    "anonymous",
    "Restricted",
    "",
    "sip:rosa@pbx.example.com",
    "client:rosa",
    "2125550123,,5",
    *sorted(WITHHELD),
)
ABROAD = ("+6281234567890", "+442071838750", "+12425550123")


def test_whoever_calls_from_wherever_hears_what_is_owed() -> None:
    """T15: the calling number is a hint, and nobody needs one. Withheld ones lock nobody out either."""
    with rehearsed() as line:
        for caller in (*NO_NUMBERS, *ABROAD):
            line.call(f"{BALANCE}- hear: You owe one hundred thirty-four dollars\n", caller)


@pytest.mark.parametrize("caller", list(NO_NUMBERS))
def test_whose_number_is_no_number_is_asked_for_one_before_a_text(caller: str) -> None:
    """T15: "+266696687" and its like are the letters of ANONYMOUS on a keypad, and no telephone."""
    with rehearsed(BY_LINK) as line:
        line.call(f"{IDENTIFIED}- hear: Enter the ten-digit number of a mobile phone\n", caller)
        assert line.network.messages == ()


@pytest.mark.parametrize("caller", ["+6281234567890", "+442071838750", "+18765551234"])
def test_a_number_abroad_gets_no_text_and_a_person_instead(caller: str) -> None:
    """T15: texts go to the countries in company.yaml alone, +1 or not."""
    agreed = "- hear: To get the text, press 1\n- press: 1\n"
    steps = f"{IDENTIFIED}- hear: mobile phone, and gets texts, press 1\n- press: 1\n{agreed}"
    with rehearsed(BY_LINK) as line:
        line.call(f"{steps}- hear: I could not send a text to that phone\n- hear: connecting you\n", caller)
        assert line.network.messages == ()


class Stirred:
    """Requests with fields of STIR/SHAKEN, signed anew as the carrier would have."""

    def __init__(self, fields: Sequence[tuple[str, str]]) -> None:
        self.fields = fields
        self.inner: Web
        self.network: Network

    def over(self, web: Web) -> Web:
        self.inner = web
        return self

    def fetch(self, request: Request) -> Reply:
        pairs = [*parse_form(request.body), *self.fields]
        signature = RequestValidator(self.network.token).compute_signature(request.url, MultiDict(pairs))
        headers = [(name, value) for name, value in request.headers if name.lower() != "x-twilio-signature"]
        return self.inner.fetch(
            replace(request, headers=(*headers, ("X-Twilio-Signature", signature)), body=form_bytes(pairs))
        )


def answers_with(fields: Sequence[tuple[str, str]]) -> list[bytes]:
    web = Stirred(fields)
    with rehearsed(around=web.over) as line:
        web.network = line.network
        line.call(f"{BALANCE}- hear: You owe\n")
        return line.wire.documents


PASSED = "TN-Validation-Passed-A"


@pytest.mark.parametrize(
    "fields",
    [
        [("StirVerstat", PASSED)],
        [("StirVerstat", "")],
        [("StirVerstat", PASSED.lower())],
        [("StirVerstat", f" {PASSED}-Diverted ")],
        [("StirVerstat", "TN-Validation-Failed"), ("StirVerstat", PASSED)],
        [("StirPassportToken", "x" * 900), ("StirVerstat", "NULL")],
    ],
)
def test_nothing_hangs_on_what_the_carrier_says_of_the_calling_number(fields: Sequence[tuple[str, str]]) -> None:
    """T16: missing, wrong, failed or sent twice: the same bytes. Caller ID proves nothing on this line."""
    assert answers_with(fields) == answers_with(())


# What nobody may find out -------------------------------------------------------------------------------------------

WRONG = {"an unknown account": ("8448200099999999", "2580"), "a wrong PIN": (NUMBER, "9999"), "no PIN": (STAYS, "1111")}


def tries(number: str, pin: str) -> str:
    return f'- hear: account number\n- press: "{number}"\n- hear: right\n- press: 1\n- hear: PIN\n- press: "{pin}"\n'


def refusals(line: Rehearsal, number: str, pin: str, caller: str) -> tuple[Call, list[bytes]]:
    """All documents but those that hold what was keyed."""
    before = len(line.wire.seen)
    call = line.call(
        f"- press: 1\n{tries(number, pin)}- hear: I couldn't find a match. Let's try once more.\n"
        f"{tries(number, pin)}- hear: I couldn't find a match. Let's try once more.\n"
        f"{tries(number, pin)}- hear: I couldn't find a match, but a person can help you.\n",
        caller,
    )
    return call, [
        body for body in line.wire.documents[before:] if b"You entered" not in body and b"/whisper/" not in body
    ]


def test_an_unknown_account_a_wrong_pin_no_pin_and_a_locked_account_get_the_same_bytes() -> None:
    """T22: and after each refusal the call goes the same way, so nobody learns which numbers exist."""
    with rehearsed() as line:
        answers = [refusals(line, *keyed, f"+1212555014{place}")[1] for place, keyed in enumerate(WRONG.values())]
        for place in range(3):  # ten failures lock the account of these calls
            refusals(line, NUMBER, "9999", f"+1212555015{place}")
        answers.append(refusals(line, NUMBER, PIN, "+12125550160")[1])
        assert len(answers[0]) > 6
        assert [one == answers[0] for one in answers] == [True] * 4


def test_a_representative_hears_no_more_than_four_digits_of_the_account() -> None:
    """T23: nor does the URL of the whisper hold any."""
    with rehearsed() as line:
        call = line.call(
            f"{IDENTIFIED}- hear: connecting you\n- ring: Rosa\n  whisper: Account ending 5 6 7 8\n  press: 1\n",
            stays=True,
        )
        whispered = call.transcript.raw("Rosa")
        assert "five six seven eight" in whispered.lower() or "5 6 7 8" in whispered
        assert max(map(len, digits_in(re.sub("press one", "", whispered)))) == 4
        urls = [request.url for request, _ in line.wire.seen if "/whisper/" in request.url]
        assert urls
        assert not any(NUMBER[-4:] in url for url in urls)
