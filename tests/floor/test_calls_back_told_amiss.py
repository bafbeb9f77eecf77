"""Call backs where the carrier tells things twice, late, out of order or not at all, where the server is replaced, and where
somebody else asks: whoever wants to talk is called, once, and nobody is held or called without an end.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from callback_house import ACCOUNT, CALLER, OURS, ROSA, URL, House, Rosa, house
from tiny_line import NUMBER, PIN

from ivr.carrier.handsets.keys import Keys
from ivr.carrier.happenings import Ended
from ivr.carrier.phones import Phone
from ivr.carrier.web import Reply, Request
from ivr.dialog.journal import Happening
from ivr.routing.floor import Activity, Waiting
from ivr.routing.roster import Chosen
from ivr.stores.sealing import new_key

ANSWERS_WITH_1 = Phone(4, handset=Keys("1"), name="called back")
HOURS = 3600.0


def asks(made: House) -> None:
    """Somebody keys an account number and a PIN, and waits for a representative, who is busy."""
    made.desk.choose("rosa", Chosen.BUSY)
    made.call(made.keys(f"1 {NUMBER} {PIN} 1 1"))
    assert [one.callback for one in made.waiting] == [True]


@pytest.fixture
def asked() -> Iterator[House]:
    with house(phones={ROSA: Rosa().phone(), CALLER: ANSWERS_WITH_1}) as made:
        asks(made)
        yield made


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[House]:
    """As `asked`, on a file."""
    with house(database=tmp_path / "floor.db", phones={ROSA: Rosa().phone(), CALLER: ANSWERS_WITH_1}) as made:
        asks(made)
        yield made


def ready(made: House) -> None:
    made.desk.choose("rosa", Chosen.READY)


def is_status(request: Request) -> bool:
    path = urlsplit(request.url).path
    return path.startswith("/callback/") and path.endswith("/status")


def is_answer(request: Request) -> bool:
    """The first request of a call back that was answered."""
    parts = urlsplit(request.url)
    return parts.path.startswith("/callback/") and not parts.path.endswith("/status") and not parts.query


def lost(request: Request) -> Reply | None:
    return Reply(500) if is_status(request) else None


def sid(request: Request) -> str:
    return dict(parse_qsl(request.body.decode()))["CallSid"]


# -- told twice, late, or out of order --------------------------------------------------------------------------------


def test_every_request_delivered_twice_is_answered_the_same_and_calls_nobody_twice(asked: House) -> None:
    asked.web.twice = True
    ready(asked)
    calls = asked.passes(1500)
    assert [call.ended for call in calls] == [Ended.BRIDGED]
    assert (asked.waiting, asked.activity) == ((), Activity.IDLE)


@pytest.mark.parametrize("phone", [Phone(None), Phone(4, handset=Keys("h"))], ids=["unanswered", "answered"])
def test_an_end_told_twice_counts_as_one_try(asked: House, phone: Phone) -> None:
    asked.numbers[CALLER] = phone
    asked.web.twice = True
    ready(asked)
    assert len(asked.passes(200)) == 1
    assert [(one.tries, one.status) for one in asked.waiting] == [(1, Waiting.WAITING)]
    assert asked.network.messages == ()


def test_an_end_told_before_anybody_is_said_to_have_answered_leaves_nothing_to_hear(asked: House) -> None:
    """The request for the first document was overtaken: nobody is on that leg any more."""
    token = asked.waiting[0].token

    def overtaken(request: Request) -> None:
        if is_answer(request):
            asked.status(f"/callback/{token}/status", sid(request))

    asked.web.before = overtaken
    ready(asked)
    (call,) = asked.passes(100)
    assert call.legs[0].heard == []
    assert [(one.tries, one.status, one.callback) for one in asked.waiting] == [(1, Waiting.WAITING, True)]
    assert asked.activity is Activity.IDLE
    asked.web.before = lambda _: None
    assert [one.ended for one in asked.passes(800)] == [Ended.BRIDGED]


def test_the_end_of_the_first_try_told_while_the_second_rings_changes_nothing(asked: House) -> None:
    token = asked.waiting[0].token
    asked.numbers[CALLER] = Phone(None)
    ready(asked)
    (first,) = asked.passes(150)
    asked.numbers[CALLER] = Phone(20, handset=Keys("1"))
    while asked.activity is not Activity.RINGING:
        asked.clock.advance(1)
        asked.installation.calls.tick()
    asked.at(10, lambda: asked.status(f"/callback/{token}/status", first.sid, "no-answer"))
    assert [one.ended for one in asked.passes(120)] == [Ended.BRIDGED]
    assert asked.network.messages == ()


def test_the_end_of_an_older_call_told_while_somebody_talks_ends_nothing(asked: House) -> None:
    token = asked.waiting[0].token
    asked.numbers[CALLER] = Phone(4, handset=Keys("h"))
    ready(asked)
    (first,) = asked.passes(100)
    asked.numbers[CALLER] = ANSWERS_WITH_1
    seen: list[Activity] = []

    def told_late(_: object) -> None:
        asked.status(f"/callback/{token}/status", first.sid)
        seen.append(asked.activity)

    asked.numbers[ROSA] = Rosa(talks=told_late).phone()
    assert [one.ended for one in asked.passes(800)] == [Ended.BRIDGED]
    assert seen == [Activity.TALKING]


def test_the_end_told_to_the_line_s_own_status_address_counts_as_well(asked: House) -> None:
    """An account may name it for all of its calls."""
    asked.numbers[CALLER] = Phone(4, handset=Keys("h"))
    asked.web.before = lambda request: (
        replace(asked.status("/status", sid(request)), status=204) if is_status(request) else None
    )
    ready(asked)
    asked.passes(100)
    assert [(one.tries, one.status, one.callback) for one in asked.waiting] == [(1, Waiting.WAITING, True)]


# -- never told -------------------------------------------------------------------------------------------------------


def test_when_no_end_is_ever_told_nobody_is_called_more_often_than_twice(asked: House) -> None:
    asked.numbers[CALLER] = Phone(None)
    asked.web.before = lost
    ready(asked)
    assert len(asked.passes(2 * HOURS)) == 2
    assert (asked.waiting, asked.activity) == ((), Activity.IDLE)
    assert [text.to for text in asked.network.messages] == [CALLER]


def test_meanwhile_the_representative_is_free_for_others(asked: House) -> None:
    asked.numbers[CALLER] = Phone(None)
    asked.web.before = lost
    ready(asked)
    asked.passes(200)
    assert asked.activity is Activity.IDLE
    assert asked.call(asked.keys("2", "+12125550177")).ended is Ended.BRIDGED


@pytest.mark.parametrize(
    ("keys", "waits"), [("h", True), ("1 w2 h", True), ("2", False)], ids=["greeting", "in line", "declined"]
)
def test_a_call_whose_end_is_never_told_is_closed_by_the_sweep_and_then_tried_again_or_done(
    asked: House, keys: str, waits: bool
) -> None:
    asked.numbers |= {CALLER: Phone(4, handset=Keys(keys)), ROSA: Phone(None, name="Rosa")}
    asked.web.before = lost
    ready(asked)
    assert len(asked.passes(300)) == 1
    asked.clock.advance(4 * HOURS)
    asked.numbers |= {ROSA: Rosa().phone(), CALLER: ANSWERS_WITH_1}
    asked.call(asked.keys("h", "+12125550177"))
    assert [one.callback for one in asked.waiting] == [True] * waits
    assert [one.ended for one in asked.passes(900)] == [Ended.BRIDGED] * waits
    assert asked.waiting == ()


def test_nobody_is_brought_out_of_a_queue_who_is_not_in_one_any_more(asked: House) -> None:
    """A call back that was hung up, of which nobody told: the representative is not held for it again and again."""
    asked.numbers[CALLER] = Phone(4, handset=Keys("h"))
    asked.web.before = lost
    ready(asked)
    asked.passes(150)
    assert [asked.activity for _ in range(100) if asked.passes(1) == []] == [Activity.IDLE] * 100


# -- the server is replaced -------------------------------------------------------------------------------------------


def test_a_call_back_outlives_the_server(kept: House) -> None:
    kept.restart()
    ready(kept)
    (call,) = kept.passes(120)
    assert call.ended is Ended.BRIDGED
    assert kept.passes(1500) == []


@pytest.mark.parametrize("seconds", [62, 67, 73], ids=["ringing", "greeting", "talking"])
def test_a_server_replaced_while_the_call_back_goes_on_loses_nothing(kept: House, seconds: float) -> None:
    kept.at(seconds, kept.restart)
    ready(kept)
    assert [call.ended for call in kept.passes(1500)] == [Ended.BRIDGED]
    assert (kept.waiting, kept.activity) == ((), Activity.IDLE)


def test_a_server_that_dies_before_it_could_place_the_call_leaves_it_to_the_next(kept: House) -> None:
    """The representative is held, and nobody was told."""

    class DiedError(Exception):
        pass

    def dies(*_: object) -> str:
        raise DiedError

    kept.ticks = False
    kept.passes(61)
    kept.installation.floor.transfers.acd._back = dies  # type: ignore[assignment]
    with pytest.raises(DiedError):
        ready(kept)
    assert kept.activity is Activity.RINGING
    kept.restart()
    kept.ticks = True
    assert [call.ended for call in kept.passes(200)] == [Ended.BRIDGED]


def test_a_wish_that_cannot_be_read_any_more_holds_up_nobody_else(kept: House) -> None:
    """The key it was sealed with is not at hand: callers go on reaching people."""
    kept.settings = replace(kept.settings, state_keys=(new_key(),))
    kept.restart()
    ready(kept)
    kept.passes(90)
    assert kept.waiting == ()
    assert kept.call(kept.keys("2", "+12125550177")).ended is Ended.BRIDGED
    assert ["a call back cannot be read" in error for error in kept.errors] == [True] * len(kept.errors)
    assert len(kept.errors) >= 1
    kept.errors.clear()


# -- what is kept of it -----------------------------------------------------------------------------------------------


def files(made: House) -> bytes:
    path = Path(made.settings.database_url.removeprefix("sqlite:///"))
    return b"".join(file.read_bytes() for file in sorted(path.parent.rglob("*")) if file.is_file())


def rows(made: House) -> int:
    database = made.installation.floor.store._database
    assert database is not None
    return len(database.rows("SELECT token FROM desk_tickets"))


def test_no_byte_of_the_files_holds_the_account_or_the_telephone_number(kept: House) -> None:
    assert rows(kept) == 1
    for number in (NUMBER, PIN, CALLER, CALLER[1:], CALLER[2:]):
        assert number.encode() not in files(kept)


WAYS: dict[str, Callable[[House], object]] = {
    "talked": ready,
    "declined": lambda made: (made.numbers.update({CALLER: Phone(4, handset=Keys("2"))}), ready(made)),
    "given up": lambda made: (made.numbers.update({CALLER: Phone(None)}), ready(made)),
    "set aside": lambda made: made.desk.set_aside(made.waiting[0].token),
}


@pytest.mark.parametrize("way", list(WAYS.values()), ids=list(WAYS))
def test_what_was_kept_is_gone_when_the_call_back_is_done(kept: House, way: Callable[[House], object]) -> None:
    way(kept)
    kept.passes(1500)
    assert rows(kept) == 0
    assert kept.waiting == ()


def test_it_is_gone_as_soon_as_somebody_talks(kept: House) -> None:
    seen: list[int] = []
    kept.numbers[ROSA] = Rosa(talks=lambda _: seen.append(rows(kept))).phone()
    ready(kept)
    kept.passes(120)
    assert seen == [0]


def test_the_journal_of_a_call_back_says_nothing_of_numbers(asked: House) -> None:
    ready(asked)
    (call,) = asked.passes(120)
    journal = asked.installation.store.journal(call.sid)
    assert Happening.CONNECTED in {entry.kind for entry in journal}
    assert not [entry for entry in journal if NUMBER in entry.detail or CALLER[1:] in entry.detail]


def test_no_address_document_or_form_of_ours_holds_the_account_number(asked: House) -> None:
    """But for what the caller keyed, which is the carrier's to tell."""
    before = len(asked.web.asked)
    ready(asked)
    asked.passes(120)
    for request, reply in asked.web.asked[before:]:
        assert NUMBER not in request.url
        assert NUMBER.encode() not in request.body
        assert NUMBER.encode() not in reply.body
        assert CALLER[1:] not in request.url


# -- strangers --------------------------------------------------------------------------------------------------------

STRANGE = {"CallSid": "CA" + "7" * 32, "AccountSid": ACCOUNT, "From": OURS, "To": CALLER, "CallStatus": "in-progress"}


@pytest.mark.parametrize("query", ["", "?turn=0", "?turn=0&silent=1"])
def test_a_token_that_nobody_gave_out_is_answered_with_the_end_and_nothing_else(asked: House, query: str) -> None:
    before = asked.floor
    reply = asked.post(f"/callback/nobody-gave-this-out{query}", STRANGE)
    said = reply.body.decode()
    assert reply.status == 200
    assert said.endswith("<Response><Hangup /></Response>")
    assert asked.floor == before
    assert asked.installation.store.journal(STRANGE["CallSid"]) == ()


@pytest.mark.parametrize("token", ["nobody-gave-this-out", "x" * 500])
def test_the_end_of_a_call_back_that_nobody_asked_for_is_taken_note_of_and_nothing_else(
    asked: House, token: str
) -> None:
    before = asked.floor
    reply = asked.status(f"/callback/{token}/status", "CA" + "7" * 32)
    assert (reply.status, reply.body) == (204, b"")
    assert asked.floor == before


@pytest.mark.parametrize("rest", ["", "/status"])
def test_without_the_carrier_s_signature_nobody_learns_whether_a_token_is_one(asked: House, rest: str) -> None:
    client = asked.installation.app.test_client()
    answers = [client.post(f"/callback/{token}{rest}", data=STRANGE) for token in (asked.waiting[0].token, "none")]
    assert [(one.status_code, one.data) for one in answers] == [(403, b"")] * 2


def test_a_token_is_of_no_use_to_a_call_that_is_not_the_one_placed(asked: House) -> None:
    """Somebody who knows a token, and could sign, still hears nothing of the caller's while nobody is called back."""
    token = asked.waiting[0].token
    reply = asked.post(f"/callback/{token}", STRANGE)
    assert reply.body.decode().endswith("<Response><Hangup /></Response>")
    assert [(one.callback, one.call) for one in asked.waiting] == [(True, token)]


def test_the_leg_of_a_call_back_stays_on_its_own_address(asked: House) -> None:
    token = asked.waiting[0].token
    ready(asked)
    (call,) = asked.passes(120)
    of_the_leg = {urlsplit(made.url).path for made in call.made if made.call == call.sid}
    assert of_the_leg == {f"/callback/{token}", f"/callback/{token}/status"}
    assert {made.url.split("/callback")[0] for made in call.made if made.call == call.sid} == {URL}
