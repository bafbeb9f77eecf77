"""The port's sentences, for every store. A store is added to STORES and to nothing else."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stores_cast import at_once

from ivr.dialog.journal import Entry, Happening
from ivr.dialog.state import FORMAT, CallState
from ivr.secret import Secret
from ivr.service.ports import Clock, Exchange, Store, StoreError, UnreadableStateError, Whisper
from ivr.stores.memory import MemoryStore
from ivr.stores.sealing import Sealer, new_key
from ivr.stores.sqlite import SqliteStore

CALL, OTHER, LEG = "CA1", "CA2", "CA3"
TEN = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
ACCOUNT = Secret("8448200012345678")
ENTERED = Entry(Happening.ENTERED, TEN, 0, "main")
CHOSE = Entry(Happening.CHOSE, TEN + timedelta(microseconds=1), 1, "main", "2", 1)
HUNG_UP = Entry(Happening.HUNG_UP, TEN + timedelta(minutes=2), 2, count=120)


@dataclass
class SetClock:
    """A clock that stands where it is set."""

    at: datetime = TEN

    def now(self) -> datetime:
        return self.at


@contextmanager
def memory(folder: Path, clock: Clock) -> Iterator[Store]:
    yield MemoryStore(clock)


def sqlite(folder: Path, clock: Clock) -> AbstractContextManager[Store]:
    return SqliteStore(folder / "calls.db", Sealer([new_key()]), clock)


STORES: dict[str, Callable[[Path, Clock], AbstractContextManager[Store]]] = {"memory": memory, "sqlite": sqlite}


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(params=list(STORES))
def store(request: pytest.FixtureRequest, tmp_path: Path, clock: SetClock) -> Iterator[Store]:
    with STORES[request.param](tmp_path, clock) as opened:
        yield opened


def state(turn: int = 1) -> CallState:
    return CallState("digest", turn, "main", values={"heard.count": "16"}, secrets={"account.number": ACCOUNT})


def exchange(answered: int = 0, call: str = CALL, **more: object) -> Exchange:
    whole = Exchange(call, answered, state(answered + 1), b"<Response>%d</Response>" % answered)
    return replace(whole, **more)  # type: ignore[arg-type]  # tests name the fields they change


def whisper(token: str, call: str = CALL, turn: int = 1, representative: str = "rosa") -> Whisper:
    return Whisper(token, call, turn, representative, "digest", "whisper", (("account.last4", "5678"),))


def everything(store: Store) -> object:
    """All that can be asked about the calls of this file."""
    return [
        (
            store.state(call),
            store.latest_reply(call),
            [store.reply(call, turn) for turn in range(4)],
            store.journal(call),
            store.closed(call),
            [store.whispers_of(call, turn) for turn in range(4)],
            store.open_since_before(TEN + timedelta(days=1)),
            store.in_progress(),
        )
        for call in (CALL, OTHER, LEG)
    ]


class TestAStateAndItsReplies:
    def test_of_a_call_nobody_saved_are_unknown(self, store: Store) -> None:
        assert store.state(CALL) is None
        assert store.reply(CALL, 0) is None
        assert store.latest_reply(CALL) is None
        assert store.journal(CALL) == ()
        assert not store.closed(CALL)

    def test_come_back_as_they_were_saved(self, store: Store) -> None:
        store.save(exchange(0, reply=b"\x00\xff<Response/>"))
        assert store.state(CALL) == state(1)
        assert store.reply(CALL, 0) == b"\x00\xff<Response/>"

    def test_are_those_of_the_last_exchange_and_older_replies_stay(self, store: Store) -> None:
        for turn in range(3):
            store.save(exchange(turn))
        assert store.state(CALL) == state(3)
        assert [store.reply(CALL, turn) for turn in range(4)] == [
            b"<Response>0</Response>",
            b"<Response>1</Response>",
            b"<Response>2</Response>",
            None,
        ]

    def test_the_latest_reply_is_the_one_given_last_whatever_its_turn(self, store: Store) -> None:
        """The end of a stay in a queue has a lower turn than what was heard in it."""
        for turn in (9, 10, 2):
            store.save(exchange(turn))
            assert store.latest_reply(CALL) == f"<Response>{turn}</Response>".encode()

    def test_of_one_call_are_not_those_of_another(self, store: Store) -> None:
        store.save(exchange(0))
        store.save(exchange(4, OTHER))
        assert store.state(CALL) == state(1)
        assert store.reply(CALL, 4) is None
        assert store.reply(OTHER, 0) is None

    def test_of_another_format_are_unreadable(self, store: Store) -> None:
        store.save(exchange(0, state=replace(state(), format=FORMAT + 1)))
        with pytest.raises(UnreadableStateError):
            store.state(CALL)

    def test_may_replace_an_unreadable_state(self, store: Store) -> None:
        store.save(exchange(0, state=replace(state(), format=FORMAT + 1)))
        store.save(exchange(1))
        assert store.state(CALL) == state(2)

    def test_a_reply_once_given_is_never_replaced(self, store: Store) -> None:
        store.save(exchange(0))
        with pytest.raises(StoreError):
            store.save(exchange(0, reply=b"<Response>another</Response>"))
        assert store.reply(CALL, 0) == b"<Response>0</Response>"


class TestAnExchangeThatFailsInTheMiddle:
    @pytest.mark.parametrize(
        "broken",
        [
            {"whispers": (whisper("new"), whisper("new", turn=2))},
            {"whispers": (whisper("new"), whisper("taken"))},
            {"journal": (CHOSE, replace(CHOSE, at=datetime(2026, 11, 24)))},  # noqa: DTZ001 - what makes it fail
            {"journal": (CHOSE, replace(CHOSE, detail="\udc00"))},
            {"state": replace(state(), at="\udc00")},
            {"state": replace(state(), counts={"heard.count": 1 << 70})},
            {"answered": 0},
        ],
        ids=["a token twice", "a token that is taken", "no zone", "no text", "no name", "no number", "answered before"],
    )
    def test_leaves_everything_as_it_was(self, store: Store, broken: dict[str, object]) -> None:
        store.save(exchange(0, journal=(ENTERED,), whispers=(whisper("taken"),)))
        before = everything(store)
        sound = exchange(1, journal=(CHOSE,), whispers=(whisper("fresh"),), verdict=("taken", True))
        with pytest.raises(StoreError):
            store.save(replace(sound, **broken))  # type: ignore[arg-type]  # the broken parts
        assert everything(store) == before
        assert store.whisper("fresh") is None
        assert store.whisper("new") is None
        store.save(sound)
        assert store.state(CALL) == state(2)

    def test_keeps_the_intent(self, store: Store) -> None:
        assert store.intend(CALL, 1, "verify")
        with pytest.raises(StoreError):
            store.save(exchange(1, whispers=(whisper("a"), whisper("a"))))
        assert not store.intend(CALL, 1, "verify")

    def test_of_a_new_call_leaves_the_call_unknown(self, store: Store) -> None:
        with pytest.raises(StoreError):
            store.save(exchange(0, whispers=(whisper("a"), whisper("a"))))
        assert store.state(CALL) is None
        assert not store.close(CALL, ())


class TestAnIntent:
    def test_may_begin_once(self, store: Store) -> None:
        assert store.intend(CALL, 1, "verify")
        assert not store.intend(CALL, 1, "verify")
        assert not store.intend(CALL, 1, "verify")

    def test_is_that_of_its_call_and_turn(self, store: Store) -> None:
        assert store.intend(CALL, 1, "verify")
        assert store.intend(CALL, 2, "verify")
        assert store.intend(OTHER, 1, "verify")

    def test_is_taken_whatever_else_was_meant_at_that_turn(self, store: Store) -> None:
        assert store.intend(CALL, 1, "verify")
        assert not store.intend(CALL, 1, "charge")

    def test_is_ended_by_the_exchange_of_its_turn(self, store: Store) -> None:
        store.intend(CALL, 1, "verify")
        store.save(exchange(1))
        assert store.intend(CALL, 1, "verify")

    def test_is_not_ended_by_another_turn_or_call(self, store: Store) -> None:
        store.intend(CALL, 1, "verify")
        store.save(exchange(0))
        store.save(exchange(1, OTHER))
        assert not store.intend(CALL, 1, "verify")

    def test_is_forgotten_when_the_call_is_closed(self, store: Store) -> None:
        store.save(exchange(0))
        store.intend(CALL, 1, "verify")
        store.close(CALL, ())
        assert store.intend(CALL, 1, "verify")

    def test_does_not_make_a_call_known(self, store: Store) -> None:
        store.intend(CALL, 0, "verify")
        assert store.state(CALL) is None
        assert not store.close(CALL, ())

    def test_is_granted_to_one_of_many_threads(self, store: Store) -> None:
        granted = at_once(8, lambda _: store.intend(CALL, 1, "charge"))
        assert sorted(granted) == [False] * 7 + [True]


class TestAWhisper:
    def test_is_found_by_its_token(self, store: Store) -> None:
        store.save(exchange(0, whispers=(whisper("t1"),)))
        assert store.whisper("t1") == whisper("t1")
        assert store.whisper("t2") is None

    def test_stands_in_the_order_rung_under_the_turn_that_answers(self, store: Store) -> None:
        rung = tuple(whisper(token, representative=token) for token in ("c", "a", "b"))
        store.save(exchange(0, whispers=rung))
        store.save(exchange(1, whispers=(whisper("d", turn=2),)))
        assert store.whispers_of(CALL, 1) == rung
        assert store.whispers_of(CALL, 2) == (whisper("d", turn=2),)
        assert store.whispers_of(CALL, 3) == ()
        assert store.whispers_of(OTHER, 1) == ()

    @pytest.mark.parametrize("accepted", [True, False])
    def test_keeps_the_verdict_of_its_leg(self, store: Store, accepted: bool) -> None:
        store.save(exchange(0, whispers=(whisper("t1"), whisper("t2"))))
        store.save(exchange(0, LEG, verdict=("t1", accepted)))
        assert store.whisper("t1") == replace(whisper("t1"), accepted=accepted)
        assert store.whispers_of(CALL, 1) == (replace(whisper("t1"), accepted=accepted), whisper("t2"))

    def test_that_nobody_knows_takes_no_verdict(self, store: Store) -> None:
        store.save(exchange(0, LEG, verdict=("t1", True)))
        assert store.whisper("t1") is None
        assert store.state(LEG) == state(1)

    def test_may_be_saved_with_a_verdict(self, store: Store) -> None:
        decided = replace(whisper("t1"), accepted=False)
        store.save(exchange(0, whispers=(decided,)))
        assert store.whisper("t1") == decided


class TestAJournal:
    def test_is_kept_in_order_over_exchanges(self, store: Store) -> None:
        store.save(exchange(0, journal=(ENTERED, ENTERED)))
        store.save(exchange(1))
        store.save(exchange(2, journal=(CHOSE,)))
        assert store.journal(CALL) == (ENTERED, ENTERED, CHOSE)
        assert store.journal(OTHER) == ()

    def test_outlives_its_call(self, store: Store) -> None:
        store.save(exchange(0, journal=(ENTERED,)))
        store.close(CALL, (HUNG_UP, replace(HUNG_UP, kind=Happening.CLOSED)))
        assert store.journal(CALL) == (ENTERED, HUNG_UP, replace(HUNG_UP, kind=Happening.CLOSED))

    @pytest.mark.parametrize("kind", Happening)
    def test_holds_every_kind_of_entry(self, store: Store, kind: Happening) -> None:
        store.save(exchange(0, journal=(replace(CHOSE, kind=kind),)))
        assert store.journal(CALL) == (replace(CHOSE, kind=kind),)


class TestClosing:
    def test_ends_the_call(self, store: Store) -> None:
        store.save(exchange(0))
        assert not store.closed(CALL)
        assert store.close(CALL, (HUNG_UP,))
        assert store.closed(CALL)
        assert store.state(CALL) is None
        assert store.reply(CALL, 0) is None
        assert store.latest_reply(CALL) is None

    def test_an_unknown_call_does_nothing(self, store: Store) -> None:
        assert not store.close(CALL, (HUNG_UP,))
        assert store.journal(CALL) == ()
        assert not store.closed(CALL)

    def test_twice_does_nothing_the_second_time(self, store: Store) -> None:
        store.save(exchange(0))
        store.close(CALL, (HUNG_UP,))
        assert not store.close(CALL, (HUNG_UP,))
        assert store.journal(CALL) == (HUNG_UP,)

    def test_takes_entries_one_by_one(self, store: Store) -> None:
        store.save(exchange(0))
        assert store.close(CALL, iter([ENTERED, HUNG_UP]))
        assert store.journal(CALL) == (ENTERED, HUNG_UP)

    def test_with_an_entry_that_cannot_be_kept_leaves_the_call_open(self, store: Store) -> None:
        store.save(exchange(0))
        before = everything(store)
        with pytest.raises(StoreError):
            store.close(CALL, (HUNG_UP, replace(HUNG_UP, detail="\udc00")))
        assert everything(store) == before

    def test_lets_other_calls_be(self, store: Store) -> None:
        store.save(exchange(0, whispers=(whisper("t1"),)))
        store.save(exchange(0, OTHER, whispers=(whisper("t2", OTHER),)))
        store.close(CALL, ())
        assert store.state(OTHER) == state(1)
        assert store.whisper("t2") == whisper("t2", OTHER)

    def test_takes_its_whispers_and_the_legs_that_answered_them(self, store: Store) -> None:
        store.save(exchange(0, whispers=(whisper("t1"), whisper("t2"))))
        store.save(exchange(0, LEG))
        store.save(exchange(1, LEG, verdict=("t1", True), journal=(ENTERED,)))
        store.save(exchange(2, LEG))
        store.intend(LEG, 3, "text")
        store.save(exchange(0, OTHER))
        assert store.close(CALL, ())
        assert store.whisper("t1") is None
        assert store.whispers_of(CALL, 1) == ()
        assert store.state(LEG) is None
        assert store.reply(LEG, 1) is None
        assert store.closed(LEG)
        assert store.journal(LEG) == (ENTERED,)
        assert store.intend(LEG, 3, "text")
        assert store.state(OTHER) == state(1)

    def test_a_leg_lets_the_call_that_rang_it_be(self, store: Store) -> None:
        store.save(exchange(0, whispers=(whisper("t1"),)))
        store.save(exchange(0, LEG, verdict=("t1", False)))
        assert store.close(LEG, (HUNG_UP,))
        assert store.state(CALL) == state(1)
        assert store.whisper("t1") == replace(whisper("t1"), accepted=False)
        assert store.close(CALL, ())

    def test_is_final_so_that_a_late_exchange_brings_no_secret_back(self, store: Store) -> None:
        store.save(exchange(0))
        store.close(CALL, (HUNG_UP,))
        before = everything(store)
        with pytest.raises(StoreError, match="over"):
            store.save(exchange(1, journal=(CHOSE,), whispers=(whisper("t1"),)))
        assert everything(store) == before

    def test_a_call_that_verdicts_on_its_own_whisper_ends_once(self, store: Store) -> None:
        store.save(exchange(0, whispers=(whisper("t1"),)))
        store.save(exchange(1, verdict=("t1", True)))
        assert store.close(CALL, ())
        assert store.closed(CALL)


class TestCallsThatWereForgotten:
    def test_are_those_whose_last_exchange_is_older_and_come_longest_ago_first(
        self, store: Store, clock: SetClock
    ) -> None:
        for call, minutes in ((CALL, 3), (OTHER, 1), (LEG, 5)):
            clock.at = TEN + timedelta(minutes=minutes)
            store.save(exchange(0, call))
        assert store.open_since_before(TEN + timedelta(minutes=4)) == (OTHER, CALL)
        assert store.open_since_before(TEN + timedelta(minutes=3)) == (OTHER,)
        assert store.open_since_before(TEN) == ()

    def test_are_counted_from_the_last_exchange_and_not_the_first(self, store: Store, clock: SetClock) -> None:
        store.save(exchange(0))
        clock.at = TEN + timedelta(minutes=10)
        store.save(exchange(1))
        assert store.open_since_before(TEN + timedelta(minutes=5)) == ()

    def test_are_no_longer_there_once_closed(self, store: Store) -> None:
        store.save(exchange(0))
        store.close(CALL, ())
        assert store.open_since_before(TEN + timedelta(days=1)) == ()

    def test_are_compared_in_time_and_not_as_text(self, store: Store) -> None:
        from zoneinfo import ZoneInfo

        store.save(exchange(0))
        later = TEN + timedelta(microseconds=1)
        assert store.open_since_before(later.astimezone(ZoneInfo("America/New_York"))) == (CALL,)


class TestCallsInProgress:
    def test_are_those_of_callers_with_the_time_they_began_oldest_first(self, store: Store, clock: SetClock) -> None:
        for call, minutes in ((CALL, 3), (OTHER, 1), (LEG, 2)):
            began = replace(ENTERED, at=TEN + timedelta(minutes=minutes))
            store.save(exchange(0, call, journal=(began, HUNG_UP)))
        clock.at = TEN + timedelta(hours=1)
        store.save(exchange(1, OTHER, journal=(CHOSE,)))
        assert store.in_progress() == (
            (OTHER, TEN + timedelta(minutes=1), state(2)),
            (LEG, TEN + timedelta(minutes=2), state(1)),
            (CALL, TEN + timedelta(minutes=3), state(1)),
        )

    def test_of_one_moment_stand_in_the_order_of_their_names(self, store: Store) -> None:
        for call in (OTHER, CALL):
            store.save(exchange(0, call, journal=(ENTERED,)))
        assert [call for call, _, _ in store.in_progress()] == [CALL, OTHER]

    def test_are_no_longer_there_once_closed(self, store: Store) -> None:
        assert store.in_progress() == ()
        store.save(exchange(0, journal=(ENTERED,)))
        store.close(CALL, ())
        assert store.in_progress() == ()

    def test_are_not_the_legs_that_took_or_refused_a_call(self, store: Store) -> None:
        store.save(exchange(0, journal=(ENTERED,), whispers=(whisper("t1"), whisper("t2"))))
        store.save(exchange(0, LEG, journal=(ENTERED,), verdict=("t1", True)))
        store.save(exchange(0, OTHER, journal=(ENTERED,), verdict=("t2", False)))
        assert [call for call, _, _ in store.in_progress()] == [CALL]

    def test_are_not_the_legs_that_still_hear_their_whisper(self, store: Store) -> None:
        hears = replace(state(), at="whisper")
        store.save(exchange(0, journal=(ENTERED,), whispers=(whisper("t1"),)))
        store.save(exchange(0, LEG, journal=(ENTERED,), state=hears))
        store.save(exchange(0, OTHER, journal=(ENTERED,), state=replace(hears, digest="another line")))
        assert [call for call, _, _ in store.in_progress()] == [CALL, OTHER]

    def test_are_without_one_whose_state_cannot_be_read(self, store: Store) -> None:
        store.save(exchange(0, journal=(ENTERED,)))
        store.save(exchange(0, OTHER, journal=(ENTERED,), state=replace(state(), format=FORMAT - 1)))
        assert [call for call, _, _ in store.in_progress()] == [CALL]

    def test_are_five_hundred_at_most_and_those_the_oldest(self, store: Store) -> None:
        for number in range(502):
            began = replace(ENTERED, at=TEN - timedelta(seconds=number))
            store.save(exchange(0, f"CA{number:03}", journal=(began,)))
        found = store.in_progress()
        assert len(found) == 500
        assert (found[0][0], found[-1][0]) == ("CA501", "CA002")


class TestASource:
    def test_comes_back_by_its_digest(self, store: Store) -> None:
        files = {"line.yaml": "line: pay\n", "languages/es-US.po": 'msgstr "¿Qué?"\r\n'}
        store.save_source("d1", files)
        assert store.source("d1") == files
        assert store.source("d2") is None

    def test_saved_twice_is_nothing(self, store: Store) -> None:
        store.save_source("d1", {"line.yaml": "line: pay"})
        store.save_source("d1", {"line.yaml": "line: pay"})
        assert store.source("d1") == {"line.yaml": "line: pay"}

    def test_of_no_files_is_not_unknown(self, store: Store) -> None:
        store.save_source("d1", {})
        assert store.source("d1") == {}

    def test_is_not_changed_through_what_was_handed_out(self, store: Store) -> None:
        files = {"line.yaml": "line: pay"}
        store.save_source("d1", files)
        files["line.yaml"] = "line: other"
        assert store.source("d1") == {"line.yaml": "line: pay"}


class TestAClaim:
    @pytest.mark.usefixtures("hasty_threads")
    def test_of_one_call_waits_for_the_other_so_no_exchange_is_lost(self, store: Store) -> None:
        store.save(exchange(0, state=state(0)))
        at_once(6, lambda _: count_up(store, times=10))
        assert store.state(CALL) == state(60)

    def test_of_one_call_does_not_wait_for_another_call(self, store: Store) -> None:
        with store.claim(CALL):
            for number in range(300):
                with store.claim(f"CB{number}"):
                    pass
            with store.claim(OTHER), store.claim(LEG):
                store.save(exchange(0, OTHER))
        assert store.state(OTHER) == state(1)

    def test_is_free_again_after_an_exception(self, store: Store) -> None:
        with pytest.raises(ZeroDivisionError), store.claim(CALL):
            raise ZeroDivisionError
        with store.claim(CALL):
            pass

    def test_may_be_made_of_a_call_of_any_name(self, store: Store) -> None:
        for name in ("../../etc/passwd", "", "a/b", "x" * 5000, "\udc00", "\0"):
            with store.claim(name):
                pass


class TestManyThreads:
    def test_save_calls_of_their_own_at_the_same_moment(self, store: Store) -> None:
        def one_call(number: int) -> None:
            for turn in range(12):
                store.save(exchange(turn, f"CA{number}", journal=(ENTERED,)))
                assert store.state(f"CA{number}") == state(turn + 1)
            assert store.close(f"CA{number}", (HUNG_UP,))

        at_once(8, one_call)
        assert all(len(store.journal(f"CA{number}")) == 13 for number in range(8))

    def test_close_a_call_once_between_them(self, store: Store) -> None:
        store.save(exchange(0))
        assert sorted(at_once(8, lambda _: store.close(CALL, (HUNG_UP,)))) == [False] * 7 + [True]
        assert store.journal(CALL) == (HUNG_UP,)


def test_a_store_that_can_be_read_says_so(store: Store) -> None:
    store.ping()


steps = st.one_of(
    st.tuples(st.just("save"), st.sampled_from((CALL, OTHER)), st.integers(0, 3)),
    st.tuples(st.just("intend"), st.sampled_from((CALL, OTHER)), st.integers(0, 3)),
    st.tuples(st.just("close"), st.sampled_from((CALL, OTHER)), st.just(0)),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(steps, max_size=12))
def test_stores_cannot_be_told_apart_by_what_they_answer(
    tmp_path_factory: pytest.TempPathFactory, taken: list[tuple[str, str, int]]
) -> None:
    answers = []
    for build in STORES.values():
        with build(tmp_path_factory.mktemp("store"), SetClock()) as opened:
            answers.append([(answer(opened, *step), everything(opened)) for step in taken])
    assert all(given == answers[0] for given in answers)


def answer(store: Store, what: str, call: str, turn: int) -> object:
    match what:
        case "save":
            try:
                store.save(exchange(turn, call, journal=(CHOSE,)))
            except StoreError:
                return "refused"
            return "saved"
        case "intend":
            return store.intend(call, turn, "verify")
        case _:
            return store.close(call, (HUNG_UP,))


def count_up(store: Store, times: int) -> int:
    """So many requests: read, and save what follows. Two at once would answer one turn twice, which is refused."""
    for _ in range(times):
        with store.claim(CALL):
            before = store.state(CALL)
            assert before is not None
            store.save(exchange(before.turn + 1, state=state(before.turn + 1)))
    return times
