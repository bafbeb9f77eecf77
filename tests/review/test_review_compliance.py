"""What a compliance officer and a security engineer found on the finished line, each as the call in which it showed."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "traps"))  # the trap line is a rehearsal of the shipped one

from trap_line import BY_KEYPAD, CARD, IDENTIFIED, NUMBER, PIN, TO_THE_CARD, rehearsed

from ivr.accounts.guard import Guarded
from ivr.accounts.memory_attempts import MemoryAttempts
from ivr.carrier.clock import VirtualClock
from ivr.carrier.paying.connectors import Broken, Connector, Declined, Payments, Unreachable
from ivr.dialog.grammar import DigitString, Meaning, read
from ivr.dialog.journal import Happening
from ivr.dialog.prompts import Known
from ivr.secret import Secret
from ivr.service.inbox import Inbox
from ivr.service.ports import Accounts, Links, LinkTarget, Payment, Proof, Verification
from ivr.telephony.outcomes import FetchOutcome

CARD_NUMBER = "4111111111111111"
PAID = f"- pay: {CARD}\n- hear: To get it by text, press 2\n"
TO_THE_AMOUNT = "- hear: To pay with a card, press 1\n- press: 1\n"
AGREED = "- hear: If that's right, press 1\n- press: 1\n- hear: To go ahead, press 1\n- press: 1\n"
TO_OTHER_CHOICES = f'{TO_THE_AMOUNT}- hear: For another amount\n- press: 2\n- press: "3000#"\n{AGREED}'


# Cards ----------------------------------------------------------------------------------------------------------------


def test_a_card_keyed_as_a_confirmation_number_is_neither_kept_nor_read_back() -> None:
    """It used to be taken for one, kept, and read out in full to whoever stood by (PCI DSS 3.3.1, 3.4.1)."""
    steps = "- press: 4\n- hear: service is off\n- press: 1\n- hear: confirmation number\n- press: 1\n"
    with rehearsed() as line:
        call = line.call(
            f'{steps}- press: "{CARD_NUMBER}#"\n- hear: looks like a card number\n- hear_not: You entered\n- wait: 1 s\n'
        )
        assert len(line.noted(call, Happening.KEYED_A_CARD)) == 1
        assert CARD_NUMBER not in "".join(map(repr, line.wire.documents))


@pytest.mark.parametrize(("digits", "meaning"), [(CARD_NUMBER, Meaning.CARD), ("4111111111111112", Meaning.MATCH)])
def test_only_what_may_be_a_card_is_refused_as_a_confirmation_number(digits: str, meaning: Meaning) -> None:
    assert read(DigitString(Known.CALLER_REFERENCE.value, 4, 20, "next"), Secret(digits)).meaning is meaning


def test_an_account_number_of_the_companys_own_shape_is_no_card() -> None:
    assert read(DigitString(Known.ACCOUNT_NUMBER.value, 16, 16, "next"), Secret(CARD_NUMBER)).meaning is Meaning.MATCH


# What is owed after a payment -----------------------------------------------------------------------------------------


def test_what_was_paid_on_this_call_is_not_owed_any_more() -> None:
    """All of it after a part of it used to be all of it once more: 164.50 for a bill of 134.50."""
    hear_again = f'{PAID}- press: "*"\n- hear: To hear how much you owe, press 2\n- press: 2\n'
    owed = "- hear: You owe one hundred four dollars and fifty cents.\n- hear: To pay now, press 1\n- press: 1\n"
    all_of_it = "- hear: To pay all of it, one hundred four dollars and fifty cents, press 1\n- press: 1\n"
    with rehearsed(BY_KEYPAD) as line:
        line.call(f"{IDENTIFIED}{TO_OTHER_CHOICES}{hear_again}{owed}{TO_THE_AMOUNT}{all_of_it}{AGREED}{PAID}")
        assert line.charged == ["30.00", "104.50"]


def test_nothing_is_owed_after_all_of_it_was_paid() -> None:
    steps = f'{PAID}- press: "*"\n- hear: To hear how much you owe, press 2\n- press: 2\n'
    with rehearsed(BY_KEYPAD) as line:
        line.call(f"{TO_THE_CARD}{steps}- hear: You don't owe anything right now.\n")


class Tacit:
    """A back office that proves who is calling, and tells no amount."""

    quick = True

    def check(self, number: Secret, proof: Proof) -> Verification:
        del proof
        return Verification(FetchOutcome.VERIFIED, {"account.last4": number.reveal()[-4:]})

    def record(self, payment: Payment, key: str) -> FetchOutcome:
        del payment, key
        return FetchOutcome.DONE


def tacit(clock: VirtualClock) -> Accounts:
    return Guarded(Tacit(), MemoryAttempts(), clock)


def test_who_cannot_be_told_an_amount_does_not_hear_that_nothing_is_owed() -> None:
    """A back office that names no balance in directory.yaml made every customer free of debt."""
    steps = f'- press: 2\n- hear: account number\n- press: "{NUMBER}"\n- hear: right\n- press: 1\n- hear: PIN\n'
    with rehearsed(accounts=tacit) as line:
        call = line.call(f'{steps}- press: "{PIN}"\n- hear: but a person can help you\n')
        assert not call.transcript.heard("You don't owe")


# A payment of unknown end ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [Unreachable(), Broken()], ids=lambda one: type(one).__name__)
def test_a_payment_company_that_does_not_answer_is_not_asked_again_on_this_call(answer: Unreachable | Broken) -> None:
    """It may have charged before it went silent, and a second question has a key of its own. Nor is the caller told that
    nothing was charged, which nobody knows."""
    failed = f"- pay: {CARD}\n- hear: I can't take cards just now, but a person can help you.\n- hear: nobody could take your call\n"
    again = f"- press: 1\n{TO_THE_AMOUNT}- hear: To pay all of it\n- press: 1\n{AGREED}- hear: connecting you\n"
    with rehearsed(BY_KEYPAD, phones={}, payments=Payments({"Default": Connector(answer)})) as line:
        call = line.call(f'{TO_THE_CARD}{failed}- press: "*"\n{again}')
        assert line.charged == ["134.50"]
        assert not call.transcript.heard("nothing was charged")


# Fees ----------------------------------------------------------------------------------------------------------------


def declines() -> Payments:
    return Payments({"Default": Connector(Declined())})


def silence() -> Payments:
    return Payments({"Default": Connector(Unreachable())})


DECLINED = f"- pay: {CARD}\n- hear: To try again, or use another card\n- press: 1\n"


@pytest.mark.parametrize(
    ("payments", "steps"),
    [(declines, f"{DECLINED}{DECLINED}- pay: {CARD}\n"), (silence, f"- pay: {CARD}\n")],
    ids=["declined three times", "cards cannot be taken"],
)
def test_whoever_ends_up_paying_a_representative_hears_what_that_costs(
    payments: Callable[[], Payments], steps: str
) -> None:
    fee = "- hear: A payment with a representative costs three dollars more.\n"
    with rehearsed({**BY_KEYPAD, "fees.representative": "3.00"}, payments=payments()) as line:
        line.call(f"{TO_THE_CARD}{steps}{fee}")


# The payment page ----------------------------------------------------------------------------------------------------


class NoLinks(Links):
    def make(self, target: LinkTarget, key: str) -> str:
        raise NotImplementedError

    def redeem(self, token: str) -> LinkTarget | None:
        assert token == ""
        return None

    def purge(self) -> None:
        raise NotImplementedError


@pytest.mark.parametrize("body", [b"[" * 60_000, b'{"token":' * 9_000], ids=["lists", "objects"])
def test_a_question_of_the_payment_page_nested_too_deep_is_an_unknown_link(body: bytes) -> None:
    with pytest.raises(RecursionError):
        json.loads(body)
    assert Inbox(None, NoLinks(), "key").redeem(body) is None
