"""Storms over real lines, and over lines made worse, which a storm must notice."""

import random
from pathlib import Path

import pytest

import ivr.service.calls
from ivr.carrier.faults import CallerGone
from ivr.dialog.prompts import Known
from ivr.line.loading import Loaded
from ivr.rehearsal.finding import call_files, line_folder, read
from ivr.rehearsal.logs import overheard
from ivr.rehearsal.report import name_of, table, verdict
from ivr.rehearsal.storm import FAULTS, Outcome, Trial, compared, trials, weather
from ivr.rehearsal.trying import Lines
from ivr.rehearsal.whereabouts import Where
from ivr.secret import Secret
from ivr.service.apology import apology
from ivr.service.calls import Calls
from ivr.service.ports import Proof
from ivr.twiml.verbs import Document, Hangup

CHECKOUT = Path(__file__).parents[2]
HELLO = CHECKOUT / "tests" / "cli" / "tiny" / "hello.call.yaml"
PAY = CHECKOUT / "menus" / "pay-my-bill"
BALANCE = PAY / "calls" / "balance.call.yaml"
BUSY = PAY / "calls" / "busy.call.yaml"
SAMPLE = 8


class Sky:
    """Calls, read once, and the weather over them."""

    def __init__(self) -> None:
        self.lines = Lines()
        self.loaded: dict[Path, Loaded] = {}  # of the company that each call is about

    def over(self, trial: Trial) -> Outcome:
        call = read(trial.file)
        if trial.file not in self.loaded:
            self.loaded[trial.file] = self.lines.called_by(call, line_folder(trial.file))
        with overheard():
            return weather(trial, call, self.loaded[trial.file])

    def judged(self, trial: Trial) -> Outcome:
        """With good weather beside it."""
        return compared(self.over(trial), self.over(Trial(trial.file)))

    def bad(self, file: Path, sample: int | None = None) -> list[str]:
        """Of every trial of a call, or of so many, those that went badly."""
        good = self.over(Trial(file))
        every = list(trials(good))
        drawn = every if sample is None else random.Random(file.name).sample(every, sample)
        outcomes = [compared(self.over(trial), good) for trial in drawn]
        return [f"{name_of(one)}: {verdict(one)}" for one in outcomes if one.bad]


@pytest.fixture(scope="module")
def sky() -> Sky:
    return Sky()


def test_in_good_weather_a_call_ends_as_its_file_says_and_nothing_is_done_twice(sky: Sky) -> None:
    outcome = sky.over(Trial(HELLO))
    assert (outcome.where, outcome.twice, outcome.bad) == (Where.PERSON, (), False)
    assert sky.over(Trial(BALANCE)).where is Where.HUNG_UP
    assert sky.over(Trial(PAY / "calls" / "holiday.call.yaml")).where is Where.GOODBYE


def test_every_fault_strikes_every_request_once_in_the_list_of_trials(sky: Sky) -> None:
    good = sky.over(Trial(HELLO))
    listed = list(trials(good))
    assert good.requests == 8  # five turns, two of the whisper, the status callback
    assert len(set(listed)) == len(listed) == 8 * len(FAULTS)
    assert {trial.turn for trial in listed} == set(range(1, 9))


def test_whisper_and_status_callback_are_among_the_requests(sky: Sky) -> None:
    """A whisper that fails connects nobody, and the last request is made when the call is over."""
    assert "is connected to Ann" not in sky.over(Trial(HELLO, 5, "half")).transcript
    assert sky.over(Trial(HELLO, 8, "lost")).transcript == sky.over(Trial(HELLO)).transcript


def test_no_fault_at_any_request_of_a_tiny_line_drops_a_caller_or_does_anything_twice(sky: Sky) -> None:
    assert sky.bad(HELLO) == []


@pytest.mark.parametrize("name", ["accounts-down", "balance", "closed", "voicemail", "wrong-account"])
def test_no_fault_of_a_sample_drops_a_caller_of_the_bill_pay_line(sky: Sky, name: str) -> None:
    """All of it: make long."""
    assert sky.bad(PAY / "calls" / f"{name}.call.yaml", SAMPLE) == []


@pytest.mark.long
@pytest.mark.parametrize("file", list(call_files([PAY])), ids=lambda file: file.name.partition(".")[0])
def test_no_fault_at_any_request_drops_a_caller_of_the_bill_pay_line(sky: Sky, file: Path) -> None:
    assert sky.bad(file) == []


def test_a_caller_whom_the_script_fits_no_more_asks_for_a_person(sky: Sky) -> None:
    """The reply to the PIN is lost, so the balance is never heard; the fallback rings somebody instead."""
    outcome = sky.over(Trial(BALANCE, 5, "lost"))
    assert "You owe" not in outcome.transcript
    assert "caller     is connected to duty" in outcome.transcript
    assert outcome.where is Where.PERSON


def test_a_caller_presses_zero_when_the_line_takes_another_way(sky: Sky) -> None:
    """Lucía's leg breaks, so nobody is connected; the script has no words for that, and its caller asks again."""
    outcome = sky.over(Trial(BUSY, 8, "half"))
    assert outcome.transcript.count("caller     presses 0") > sky.over(Trial(BUSY)).transcript.count("presses 0")
    assert "caller     is connected to" in outcome.transcript


def test_a_caller_who_is_made_to_hang_up_was_not_dropped(sky: Sky) -> None:
    assert FAULTS["hang-up"] == (CallerGone(),)
    assert sky.over(Trial(HELLO, 3, "hang-up")).where is Where.HUNG_UP


def test_a_caller_who_loses_patience_in_line_was_not_dropped(sky: Sky) -> None:
    waits = PAY / "calls" / "wait-and-hang-up.call.yaml"
    outcome = sky.judged(Trial(waits, 3, "lost"))
    assert (outcome.where, outcome.bad) == (Where.HUNG_UP, False)


def test_a_caller_whom_the_script_lets_wait_for_longer_than_patience_lasts_waits_for_it(sky: Sky) -> None:
    """Rosa is free a quarter of an hour after the call began, and the line has been left twice by then."""
    waits = PAY / "calls" / "wait-and-go-back-to-the-line.call.yaml"
    outcome = sky.over(Trial(waits))
    assert "is connected to Rosa" in outcome.transcript
    assert outcome.where is Where.PERSON


def test_a_caller_astray_has_patience_anew_out_of_the_line_and_asks_once_where_nobody_is_at_work(sky: Sky) -> None:
    """The office closes meanwhile. Who has asked for a person, and hears the same again, hears the goodbye in the end."""
    outcome = sky.over(Trial(PAY / "calls" / "closes-while-waiting.call.yaml", 3, "500"))
    assert (outcome.where, outcome.bad) == (Where.GOODBYE, False)
    after = outcome.transcript.partition("Our office closed while you were waiting.")[2]
    assert after.count("presses 0") == 3, "to what is said first, to what is said from then on, and to its reprompt"
    assert "is hung up on by the line" in after


def test_a_line_that_does_not_apologise_drops_callers_and_the_storm_says_so(
    sky: Sky, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ivr.service.calls, "apology", lambda *_: Document((Hangup(),)))
    assert sky.over(Trial(HELLO)).where is Where.PERSON
    outcome = sky.over(Trial(HELLO, 2, "500"))
    assert (outcome.where, outcome.bad) == (Where.DROPPED, True)


def test_somebody_rung_before_the_fault_does_not_excuse_it(sky: Sky, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two were rung in vain, and how the second ring ended is lost."""
    monkeypatch.setattr(ivr.service.calls, "apology", lambda *_: Document((Hangup(),)))
    outcome = sky.over(Trial(BUSY, 6, "500"))
    assert "hears ringing at Rosa" in outcome.transcript
    assert outcome.where is Where.DROPPED


def test_a_line_that_acts_again_on_what_it_gets_again_is_found_out(sky: Sky, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its replies are not remembered, and turns are not compared: each request moves the call."""

    def moves(calls: Calls, webhook: object, turn: int, whisper: object) -> bytes:
        state = calls._store.state(webhook.leg.call)
        return calls._first(webhook, turn, whisper) if state is None else calls._next(webhook, turn, state, whisper)

    monkeypatch.setattr(Calls, "_fresh", moves)
    monkeypatch.setattr("ivr.stores.memory.MemoryStore.reply", lambda *_: None)
    assert sky.over(Trial(BALANCE)).twice == ()
    ring = sky.judged(Trial(BUSY, 2, "twice"))
    assert ring.twice == ("the call went on otherwise than in good weather",)
    assert "hears ringing at Rosa" not in ring.transcript.partition("Ben        is rung")[0], "one key, two steps"


def test_a_look_up_that_is_made_again_is_counted(sky: Sky, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line asks the directory once more behind its own back."""

    def curious(calls: Calls, webhook: object, turn: int, whisper: object) -> bytes:
        state = calls._store.state(webhook.leg.call)
        answer = calls._first(webhook, turn, whisper) if state is None else calls._next(webhook, turn, state, whisper)
        if state is not None and state.at == "pin":
            proof = Proof(Known.ACCOUNT_PIN, Secret("2580"))
            calls._office.accounts.verify(state.secrets["account.number"], proof, "", f"{webhook.leg.call}:{turn}")
        return answer

    monkeypatch.setattr(Calls, "_fresh", curious)
    assert "2 look-ups for one answer" in sky.over(Trial(BALANCE)).twice


def test_an_apology_says_nothing_untrue_after_a_talk(sky: Sky) -> None:
    heard = sky.over(Trial(HELLO, 2, "500")).transcript
    assert "is connected to duty" in heard
    assert "nobody can take your call" not in heard
    assert str(apology("+15550100199").verbs[2].text) in heard


def test_the_table_counts_each_fault_by_where_callers_ended(sky: Sky) -> None:
    outcomes = [sky.over(Trial(HELLO, turn, fault)) for turn in (1, 2) for fault in ("hang-up", "twice")]
    rows = [line.split() for line in table(outcomes).splitlines()]
    assert rows[0] == ["fault", "person", "goodbye", "hung", "up", "dropped", "done", "twice"]
    assert rows[1] == ["twice", "2", "0", "0", "0", "0"]
    assert rows[2] == ["hang-up", "0", "0", "2", "0", "0"]
