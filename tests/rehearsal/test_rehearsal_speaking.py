"""A call file whose caller speaks."""

from ivr.carrier.handsets.steps import Speak
from ivr.line.callfile import read_call
from ivr.rehearsal.playing import Directory, script
from ivr.source import Source


def test_what_a_call_file_says_is_said_by_the_script() -> None:
    text = "call: x\nsteps:\n  - say: Pay my bill\n  - say: Call me back\n    after: prompt\n"
    file, findings = read_call(Source("x.call.yaml", text))
    assert findings == ()
    assert file is not None
    said = [(step.text, step.after_prompt) for step in script(file, Directory({})).steps if isinstance(step, Speak)]
    assert said == [("Pay my bill", False), ("Call me back", True)]
