"""The hand-off card of the line that is shipped: what a representative reads of each way a caller may have come, and that the
whole account number is on the page of whoever has the call, while the call lasts, and nowhere else.
"""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from callback_house import CALLER, ROSA, House, Rosa, house
from card_calls import RINGING, Seen, seen_in, shipped, watched, written
from leaks.leak_search import squeezed
from sampling import sampled
from tiny_line import NUMBER

from ivr.carrier.handsets.keys import Keys
from ivr.carrier.paying.connectors import Connector, Declined
from ivr.carrier.phones import Phone
from ivr.carrier.web import Reply
from ivr.dialog.journal import Entry, Happening
from ivr.routing.availability import Presence
from ivr.routing.roster import Chosen
from ivr.secret import Secret
from ivr.service.desk_views import Card
from ivr.service.handing_over import card_after, card_of, in_words, written_amount
from ivr.service.lines import program_of

MAIN = ("main",)
PIN_PATH = ("main", "account number", "pin")
PAYS = '  - press: 1\n  - hear: account number\n  - press: "8448200012345678"\n  - hear: right\n  - press: 1\n  - hear: PIN\n'


def told(card: Card) -> dict[str, object]:
    """What is on it besides times and numbers."""
    return {
        name: value
        for name in ("reason", "verified", "amount", "reference_last4", "account_last4", "failed")
        if (value := getattr(card, name))
    }


@pytest.mark.parametrize(
    ("name", "path", "on_it"),
    [
        ("zero-in-the-menu", MAIN, {}),
        ("more-time", ("main", "help paying", "more time"), {"reason": "more time"}),
        (
            "pay-with-a-representative",
            PIN_PATH,
            {"reason": "paying", "verified": "by PIN", "account_last4": "5678"},
        ),
        (
            "proof-zip-service-is-off",
            (*PIN_PATH, "another proof", "zip"),
            {
                "reason": "paying",
                "verified": "by ZIP code: may pay, may not hear amounts",
                "account_last4": "0123",
            },
        ),
        (
            "proof-last-four-of-the-phone",
            (*PIN_PATH, "another proof", "phone on file"),
            {
                "reason": "paying",
                "verified": "by telephone number on file: may pay, may not hear amounts",
                "account_last4": "6789",
            },
        ),
        (
            "wrong-account",
            (*PIN_PATH, "account number", "pin", "account number", "pin"),
            {
                "reason": "account not matched",
                "account_last4": "9012",
                "failed": ("account and proof did not match",),
            },
        ),
        (
            "accounts-down",
            PIN_PATH,
            {"reason": "paying", "account_last4": "5678", "failed": ("the account directory did not answer",)},
        ),
        (
            "proof-of-payment",
            ("main", "help paying", "service off", "proof of payment"),
            {"reason": "proof of payment", "reference_last4": "0042"},
        ),
        (
            "keypad-star",
            (*PIN_PATH, "card or bank", "pay amount", "authorise", "payment stopped"),
            {
                "reason": "paying",
                "verified": "by PIN",
                "amount": "$45.10",
                "account_last4": "1234",
                "failed": ("the payment was broken off",),
            },
        ),
        ("silent-caller", MAIN, {"failed": ("main: no usable answer",)}),
    ],
)
def test_the_card_says_how_the_caller_came(name: str, path: tuple[str, ...], on_it: dict[str, object]) -> None:
    card = seen_in(name).card
    assert told(card) == on_it
    assert card.path == path
    assert (card.language, card.callback, card.waited) == ("English", False, 0)


def test_a_declined_card_is_on_the_card_with_the_amount_and_nothing_of_the_card_itself() -> None:
    steps = (
        f'{PAYS}  - press: "2580"\n  - hear: To pay with a card\n  - press: 1\n  - hear: To pay all of it\n  - press: 1\n'
        "  - hear: If that's right\n  - press: 1\n  - hear: To go ahead\n  - press: 1\n  - hear: enter your card number\n"
        "  - pay: {card: 4111 1111 1111 1111, expires: 0129, code: 123, postal: 10013}\n"
        "  - hear: The card was not accepted\n  - press: 3\n  - ring: Rosa\n    whisper: About declined payment\n    press: 1\n"
    )
    loaded = shipped((("pay.mode", "pay_verb"),))
    seen = watched(written(steps), loaded, connector=Connector(Declined()))
    assert told(seen.card) == {
        "reason": "declined payment",
        "verified": "by PIN",
        "amount": "$134.50",
        "account_last4": "5678",
        "failed": ("the card was declined",),
    }
    assert "4111" not in repr(seen.views)


def test_somebody_who_waited_is_shown_with_the_seconds_of_it() -> None:
    seen = seen_in("wait-and-get-through")
    assert seen.card.waited > 60
    assert seen.card.path == PIN_PATH


def test_whoever_is_called_back_is_shown_as_that_with_all_that_was_known_before() -> None:
    cards: list[Card | None] = []
    rosa = Rosa(talks=lambda _: cards.append(made.desk.representative("rosa").card))
    with house(phones={ROSA: rosa.phone(), CALLER: Phone(4, handset=Keys("1"))}) as made:
        asks(made)
        made.desk.choose("rosa", Chosen.READY)
        made.passes(120)
    (card,) = cards
    assert card is not None
    assert (card.callback, card.account, card.account_last4) == (True, Secret(NUMBER), "2917")
    assert (card.reason, card.phone_last4, card.waited > 60) == ("more time", "0123", True)


def asks(made: House) -> None:
    made.desk.choose("rosa", Chosen.BUSY)
    made.call(made.keys(f"1 {NUMBER} 258014 1 1"))


def words_of(reply: Reply) -> str:
    """Of a document: words and addresses, without the pauses in a number."""
    return re.sub(r"<break[^>]*>", " ", reply.body.decode())


# -- the whole number -------------------------------------------------------------------------------------------------

NUMBER_NOT_KEPT = ("wrong-account", "survey-solved")
"""Of an account that was not found nothing but the last digits is kept; on the other call none was keyed."""
IDENTIFIED = ("pay-with-a-representative", "wrong-account", "survey-solved", "wait-and-get-through", "keypad-star")


@pytest.mark.parametrize("name", IDENTIFIED)
def test_the_whole_number_is_shown_while_they_talk_and_at_no_other_moment(name: str) -> None:
    seen = seen_in(name)
    whole = [card.account is not None for card in seen.cards(Presence.TALKING)]
    assert whole == [name not in NUMBER_NOT_KEPT] * len(whole)
    assert len(whole) >= 10
    others = [one for one in Presence if one is not Presence.TALKING]
    assert [card.account for card in seen.cards(*others) if card.account is not None] == []
    assert seen.cards(Presence.RINGING)
    assert [card for card in seen.cards(*Presence, who="ben") if card.account is not None] == []


def test_it_is_gone_when_the_caller_stays_on_the_line_without_the_representative() -> None:
    """The line goes on with a question after the talk, so the call's state is there still."""
    with house(phones={ROSA: Rosa(talks_for=5).phone()}) as made:
        seen: list[tuple[str, Secret | None]] = []

        def look() -> None:
            view = made.desk.representative("rosa")
            assert view.me is not None
            seen.append((view.me.presence, view.card.account if view.card else None))

        for second in range(5, 90):
            made.at(second, look)
        made.call(made.keys(f"1 {NUMBER} 258014 w60"))
    assert {presence for presence, account in seen if account is not None} == {"on a call"}
    assert {"ringing", "on a call", "wrap-up"} <= {presence for presence, _ in seen}


@pytest.mark.parametrize(
    "file", sampled(RINGING, 8, lambda file: file.name), ids=lambda file: file.name.partition(".")[0]
)
def test_no_address_hand_off_or_document_for_a_representative_holds_a_whole_number(file: Path) -> None:
    seen = seen_in(file.name.removesuffix(".call.yaml"))
    numbers = {
        card.account.reveal()
        for name in ("rosa", "ben")
        for card in seen.cards(*Presence, who=name)
        if card.account is not None
    }
    for request, reply in seen.asked:
        theirs = "/voice/whisper/" in request.url or b"<Dial" in reply.body or b"<Enqueue" in reply.body
        for number in numbers:
            assert number not in squeezed(request.url)
            assert not theirs or number not in squeezed(words_of(reply))
    assert not [number for number in numbers if number in squeezed(repr(seen.views) + repr(seen.office))]


def test_those_searches_do_find_a_number() -> None:
    """The read-back is one of the four places where it may stand."""
    seen = seen_in("pay-with-a-representative")
    assert seen.card.account is not None
    number = seen.card.account.reveal()
    assert [reply for _, reply in seen.asked if number in squeezed(words_of(reply))]


# -- words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "file", sampled(RINGING, 8, lambda file: file.name), ids=lambda file: file.name.partition(".")[0]
)
def test_the_way_and_what_failed_read_as_words_and_not_as_names(file: Path) -> None:
    seen: Seen = seen_in(file.name.removesuffix(".call.yaml"))
    for card in seen.cards(*Presence):
        for text in (*card.path, *card.failed, card.reason, card.verified):
            assert "_" not in text
            assert "." not in text
            assert text == text.strip()
        assert not [one for one, other in zip(card.path, card.path[1:], strict=False) if one == other]


def test_only_the_last_stations_of_a_long_way_are_shown() -> None:
    program, _ = program_of(shipped())
    now = datetime(2026, 11, 24, 15, 5, tzinfo=UTC)
    names = ["main", "ways_to_pay"] * 10
    journal = [Entry(Happening.ENTERED, now, turn, name) for turn, name in enumerate(names)]
    with house() as made:
        made.at(3, lambda: states.append(made.installation.store.in_progress()[0][2]))
        states: list[object] = []
        made.call(made.keys("w5 h"))
    card = card_of(program, states[0], journal, None, now)  # type: ignore[arg-type]  # the state of a call
    assert card.path == ("main", "ways to pay") * 6


@pytest.mark.parametrize(
    ("name", "words"), [("ring_billing", "ring billing"), ("call_me.own", "call me"), ("main", "main"), ("", "")]
)
def test_an_author_s_name_is_read_without_its_part_and_its_lines(name: str, words: str) -> None:
    assert in_words(name) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("4510 USD", "$45.10"),
        ("5 USD", "$0.05"),
        ("123456789 USD", "$1,234,567.89"),
        ("-1225 USD", "-$12.25"),
        ("4510 EUR", "45.10 EUR"),
        ("-5 EUR", "-0.05 EUR"),
    ],
)
def test_an_amount_is_written_as_people_write_it(text: str, words: str) -> None:
    assert written_amount(text) == words


def test_after_the_call_the_card_is_what_may_be_seen_for_longer() -> None:
    now = datetime(2026, 11, 24, 15, 5, tzinfo=UTC)
    hand_off = (
        ("account.last4", "2917"),
        ("caller.reason", "more_time"),
        ("caller.language", "es-US"),
        ("caller.phone_last4", "0123"),
        ("caller.reference_last4", "7741"),
    )
    card = card_after("CA1", hand_off, now)
    assert card == Card(
        "CA1",
        now,
        account_last4="2917",
        reason="more time",
        language=card.language,
        phone_last4="0123",
        reference_last4="7741",
    )
    assert card.language.startswith("Spanish")
    assert card_after("CA1", (), now) == Card("CA1", now)
