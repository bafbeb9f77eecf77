"""Whoever is not known well enough is led to a person by the line itself, whatever was proved: with a store that keeps the call."""

from pathlib import Path

from ivr.checking.examples import loaded
from ivr.line.callfile import read_call
from ivr.rehearsal.logs import overheard
from ivr.rehearsal.playing import play
from ivr.source import Source

UNPROVED = Path(__file__).parents[1] / "checking/certificates/unverified-account/caught-a-node-that-needs-more.yaml"
PERSON = """
  representative:
    transfer:
      to: billing
      prompt: I am connecting you.
      whisper: A caller.
      bridged: goodbye
      noanswer: goodbye
      busy: goodbye
      failed: goodbye
"""
CALL = """\
call: Somebody of whom nothing is known
steps:
  - press: 2
  - hear: I am connecting you.
  - hang_up: true
"""


def test_a_call_that_is_held_back_comes_to_a_person_and_is_no_fault_of_the_line() -> None:
    call, findings = read_call(Source("x.call.yaml", CALL))
    assert call is not None, findings
    line = loaded(UNPROVED.read_text(encoding="utf-8") + PERSON, "greeting")
    with overheard() as errors:
        play(call, line)
    assert errors == []
