"""Text messages of a line in rehearsal: sent by the twilio library's client, told in the call, and saved with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.keys import Keys
from ivr.carrier.handsets.script import Script, ScriptFailedError
from ivr.carrier.handsets.steps import Text, TextNot
from ivr.carrier.network import CALLER, Call
from ivr.carrier.web import Reply, Request, Web
from ivr.line.callfile import read_call
from ivr.line.loading import files_of_folder, load
from ivr.rehearsal.logs import overheard
from ivr.rehearsal.playing import Directory, placed, script
from ivr.rehearsal.retelling import GotText, retold
from ivr.rehearsal.saving import Circumstances, written
from ivr.rehearsal.staff import willing_staff
from ivr.rehearsal.stage import TEXT_SENDER, Stage, stage
from ivr.source import Source

TINY = Path(__file__).parents[1] / "cli" / "tiny"
BODY = "Pay your bill here: https://pay.example/p/Zx81kd93mQ Reply STOP to end."
OTHER = "+15550100009"


@dataclass
class Writing:
    """A web that writes a text when it has fetched so many documents: a line whose nodes do will do no other."""

    to: str
    body: str
    inner: Web = field(init=False)
    stage: Stage = field(init=False)
    fetched: int = 0

    def over(self, web: Web) -> Web:
        self.inner = web
        return self

    def fetch(self, request: Request) -> Reply:
        self.fetched += 1
        if self.fetched == 2:
            self.stage.texts_client.messages.create(to=self.to, from_=TEXT_SENDER, body=self.body)
        return self.inner.fetch(request)


@contextmanager
def writing(to: str = CALLER, body: str = BODY) -> Iterator[Stage]:
    loaded = load(files_of_folder(str(TINY)))
    assert loaded.line is not None
    web = Writing(to, body)
    with (
        overheard(),
        VirtualClock() as clock,
        stage(loaded, clock, willing_staff(loaded.line), through=web.over) as put_up,
    ):
        web.stage = put_up
        yield put_up


def called(to: str = CALLER, body: str = BODY) -> Call:
    with writing(to, body) as put_up:
        return placed(put_up, Keys("1 h"), CALLER)


def steps(text: str) -> Script:
    call, findings = read_call(Source("x.call.yaml", f"call: x\nsteps:\n{text}"))
    assert [str(one) for one in findings] == []
    assert call is not None
    return script(call, Directory({}))


def play(text: str, to: str = CALLER) -> Call:
    with writing(to) as put_up:
        return placed(put_up, steps(text), CALLER)


def test_a_call_file_says_what_texts_are_sent_and_to_whom() -> None:
    text, other, none = steps(f"  - text: Pay here\n  - text: Pay\n    to: {OTHER}\n  - text_not: 134.50\n").steps
    assert isinstance(text, Text)
    assert isinstance(other, Text)
    assert isinstance(none, TextNot)
    assert (text.text, text.to, text.place.line) == ("Pay here", None, 3)
    assert (other.to, none.text, none.to) == (OTHER, "134.50", None)


def test_a_text_that_is_sent_through_the_client_of_the_stage_is_part_of_the_call() -> None:
    call = play("  - hear: press one\n  - press: 1\n  - text: pay your bill here\n  - text_not: account\n")
    assert "caller     gets a text: Pay your bill here: https://pay.example/p/… Reply STOP to end." in str(
        call.transcript
    )


def test_a_text_to_another_number_is_not_the_callers() -> None:
    play(f'  - press: 1\n  - text: pay your bill\n    to: "{OTHER}"\n', OTHER)
    with pytest.raises(ScriptFailedError, match=r'x\.call\.yaml:4:5: expected a text with "pay your bill"'):
        play("  - press: 1\n  - text: pay your bill\n", OTHER)


def test_a_text_is_retold_up_to_what_differs_each_time() -> None:
    assert [one for one in retold(called()) if isinstance(one, GotText)] == [GotText("Pay your bill here:")]
    assert GotText("Pay your bill here:", OTHER) in retold(called(OTHER))
    assert not [one for one in retold(called(body="80417 is your number")) if isinstance(one, GotText)]


def test_a_call_with_a_text_is_saved_as_one_that_passes() -> None:
    text = written(called(), Circumstances("A call"))
    rows = text.splitlines()
    assert '  - press: "1"' in rows
    assert rows[rows.index('  - press: "1"') + 1] == '  - text: "Pay your bill here:"'
    play(text.partition("steps:\n")[2].replace("ends: the caller hangs up\n", ""))


def test_what_opens_a_link_is_not_saved() -> None:
    assert "Zx81kd93mQ" not in written(called(), Circumstances("A call"))
