"""More tries where they are harmless, and a rest for a back office that does not answer."""

import socket
from datetime import timedelta
from threading import Event, Thread

import pytest
from back_office import Behaviour, directory_file, environment, says, wire
from cast import SetClock
from structlog.testing import capture_logs

from ivr.accounts.http import HttpDirectory
from ivr.accounts.http_breaker import Breaker
from ivr.dialog.prompts import Known
from ivr.secret import Secret
from ivr.service.ports import Payment, Proof, Verification
from ivr.telephony.outcomes import FetchOutcome

YES = {
    "result": "ok",
    "balance": {"cents": 13450, "late": 0, "due_date": None},
    "status": "active",
    "flags": [True, False],
}
DOWN = Verification(FetchOutcome.DOWN)
PROOF = Proof(Known.ACCOUNT_PIN, Secret("2580"))


def hangs_up(there: socket.socket, over: Event) -> None:
    """The request was read, and nobody knows what became of it."""


def asked(
    url: str, clock: SetClock | None = None, waits: list[float] | None = None, **changes: object
) -> HttpDirectory:
    wait = [] if waits is None else waits
    return HttpDirectory(directory_file(**changes), environment(url), clock or SetClock(), deadline=2, wait=wait.append)


def ask(directory: HttpDirectory) -> FetchOutcome:
    with capture_logs():
        return directory.check(Secret("8448200012345678"), PROOF).outcome


def nowhere() -> tuple[socket.socket, str]:
    held = socket.socket()
    held.bind(("127.0.0.1", 0))
    return held, f"http://127.0.0.1:{held.getsockname()[1]}"


class TestAnotherTry:
    @pytest.mark.parametrize("status", [502, 503, 504])
    def test_is_made_where_something_between_says_that_nobody_is_there(self, status: int) -> None:
        waits: list[float] = []
        with wire(says({}, status), says({}, status), says(YES)) as there:
            assert ask(asked(there.url, waits=waits)) is FetchOutcome.VERIFIED
        assert there.connections == 3
        assert [0.1 <= waits[0] <= 0.2, 0.2 <= waits[1] <= 0.4, len(waits)] == [True, True, 2]

    def test_is_made_where_nobody_took_the_connection(self) -> None:
        held, url = nowhere()
        waits: list[float] = []
        with held:
            assert ask(asked(url, waits=waits)) is FetchOutcome.DOWN
        assert len(waits) == 2

    @pytest.mark.parametrize("behaviour", [hangs_up, says({}, 500), says({}, 501), says({}, 404), says(b"{")])
    def test_is_not_made_of_what_may_have_been_done(self, behaviour: Behaviour) -> None:
        waits: list[float] = []
        with wire(behaviour, says(YES)) as there:
            assert ask(asked(there.url, waits=waits)) is FetchOutcome.DOWN
        assert (there.connections, waits) == (1, [])

    def test_is_not_made_of_a_payment_that_may_have_been_taken(self) -> None:
        with wire(hangs_up, says({}, 201)) as there, capture_logs():
            paid = asked(there.url).record(Payment(Secret("8448200012345678"), "100 USD", "A1B2"), "CA1:9")
        assert (there.connections, paid) == (1, FetchOutcome.DOWN)

    def test_is_not_made_when_the_file_wants_none(self) -> None:
        with wire(says({}, 503), says(YES)) as there:
            assert ask(asked(there.url, retries="0")) is FetchOutcome.DOWN
        assert there.connections == 1

    def test_is_not_made_when_there_is_no_time_for_it(self) -> None:
        """It comes a twentieth of a second before the deadline, and nobody waits less than a tenth before the next."""
        waits: list[float] = []

        def late(there: socket.socket, over: Event) -> None:
            over.wait(0.45)
            says({}, 503)(there, over)

        with wire(late, says(YES)) as there:
            directory = HttpDirectory(
                directory_file(), environment(there.url), SetClock(), deadline=0.5, wait=waits.append
            )
            assert ask(directory) is FetchOutcome.DOWN
        assert (there.connections, waits) == (1, [])

    def test_is_made_under_the_deadline_of_the_first(self) -> None:
        """Two tries that hang would take twice as long otherwise."""

        def hangs(there: socket.socket, over: Event) -> None:
            over.wait()

        with wire(says({}, 503), hangs, says(YES)) as there:
            directory = HttpDirectory(
                directory_file(), environment(there.url), SetClock(), deadline=1, wait=lambda _: None
            )
            assert ask(directory) is FetchOutcome.DOWN
        assert there.connections == 2


class TestTheRest:
    def test_begins_after_some_failures_in_a_row_and_is_said_once(self) -> None:
        with wire(hangs_up) as there:
            directory = asked(there.url, breaker={"failures": "3", "rest": "30 s"})
            with capture_logs() as logged:
                outcomes = [directory.check(Secret("8448"), PROOF) for _ in range(10)]
        assert outcomes == [DOWN] * 10
        assert there.connections == 3
        assert [entry["resting"] for entry in logged] == [False, False, True]

    def test_is_ended_by_one_question_that_goes_well(self) -> None:
        clock = SetClock()
        with wire(hangs_up, hangs_up, says(YES)) as there:
            directory = asked(there.url, clock, breaker={"failures": "2", "rest": "30 s"})
            assert [ask(directory) for _ in range(3)] == [FetchOutcome.DOWN] * 3
            clock.advance(seconds=29)
            assert ask(directory) is FetchOutcome.DOWN
            clock.advance(seconds=1)
            assert [ask(directory) for _ in range(3)] == [FetchOutcome.VERIFIED] * 3
        assert there.connections == 5

    def test_begins_again_after_one_question_that_does_not(self) -> None:
        clock = SetClock()
        with wire(hangs_up) as there:
            directory = asked(there.url, clock, breaker={"failures": "2", "rest": "30 s"})
            for _ in range(4):
                [ask(directory) for _ in range(3)]
                clock.advance(seconds=30)
        assert there.connections == 2 + 3

    def test_does_not_begin_while_failures_are_not_in_a_row(self) -> None:
        with wire(hangs_up, says(YES), hangs_up, says(YES), hangs_up, says(YES)) as there:
            directory = asked(there.url, breaker={"failures": "2", "rest": "30 s"})
            assert [ask(directory) for _ in range(6)] == [FetchOutcome.DOWN, FetchOutcome.VERIFIED] * 3

    @pytest.mark.parametrize("behaviour", [says({"result": "wrong"}), says({"result": "what?"}), says({}, 404)])
    def test_is_not_for_answers_however_odd(self, behaviour: Behaviour) -> None:
        """Otherwise one account with a broken row would keep all callers from theirs."""
        with wire(behaviour) as there:
            directory = asked(there.url, breaker={"failures": "2", "rest": "30 s"})
            for _ in range(6):
                ask(directory)
        assert there.connections == 6

    def test_lets_one_question_of_many_through_at_its_end(self) -> None:
        clock = SetClock()
        breaker = Breaker(1, timedelta(seconds=30), clock)
        assert breaker.admits()
        assert breaker.failed()
        clock.advance(seconds=30)
        admitted: list[bool] = []
        threads = [Thread(target=lambda: admitted.append(breaker.admits())) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(admitted) == [False] * 7 + [True]

    def test_that_goes_on_is_not_said_again(self) -> None:
        clock = SetClock()
        breaker = Breaker(2, timedelta(seconds=30), clock)
        assert [breaker.failed(), breaker.failed(), breaker.failed()] == [False, True, False]
        clock.advance(seconds=30)
        assert breaker.admits()
        assert not breaker.failed()
        assert not breaker.admits()
        breaker.went_well()
        assert [breaker.failed(), breaker.failed()] == [False, True]

    def test_of_which_nobody_ever_hears_lets_another_through(self) -> None:
        clock = SetClock()
        breaker = Breaker(1, timedelta(seconds=30), clock)
        breaker.failed()
        clock.advance(seconds=30)
        assert [breaker.admits(), breaker.admits()] == [True, False]
        clock.advance(seconds=30)
        assert breaker.admits()
