"""What the Atlas suspects and no call does is not told; what some call does is told, whatever else was suspected first."""

import pytest

from ivr.checking.proved_examples import loaded_example
from ivr.checking.proving import Judged, prove
from ivr.checking.rule import Subject
from ivr.exploring.confirming import Verdict
from ivr.line.compile import compile_line

LINE = """\
nodes:
  greeting:
    collect:
      into: account.number
      prompt: Enter your sixteen-digit account number.
      exhausted: representative
    next: zip
  zip:
    collect:
      into: account.zip
      prompt: Enter your five-digit ZIP code.
      exhausted: representative
    next: look
  look:
    lookup:
      accounts: verify
      verified: goodbye
      recognised: known
      refused: representative
      exhausted: representative
      down: representative
  known:
    branch:
      of: account.held
      cases:
        - {is: yes, go: held}
      otherwise: not_held
  held:
    menu:
      options:
        1: {say: To hear one, go: one}
        2: {say: To hear two, go: HELD}
      exhausted: representative
  not_held:
    menu:
      options:
        1: {say: To hear one, go: FREE}
      exhausted: representative
  one:
    branch:
      of: account.held
      cases:
        - {is: no, go: told}
      otherwise: representative
  two:
    say: One moment.
    next: told
  told:
    say: You owe {account.balance}.
    next: goodbye
  goodbye:
    hangup: Goodbye.
"""
"""Whoever is held and presses 1 is told nothing, for the account is still held: the Atlas, which leaves out what was told before,
suspects otherwise."""


def judged(held: str, free: str) -> Judged:
    loaded = loaded_example(LINE.replace("HELD", held).replace("FREE", free))
    assert loaded.line is not None
    proved = prove(Subject(loaded.line, compile_line(loaded.line).program))
    return next(one for one in proved.judged if one.certificate.code == "IVR205")


def test_what_no_call_does_is_not_told() -> None:
    found = judged(held="representative", free="representative")
    assert found.holds
    assert found.spurious


@pytest.mark.parametrize(
    ("held", "free", "key"), [("two", "representative", "press 2"), ("representative", "one", "press 1")]
)
def test_what_some_call_does_is_told_although_another_cannot(held: str, free: str, key: str) -> None:
    (one,) = judged(held, free).breaks
    assert one.confirmed.verdict is Verdict.HAPPENS
    assert one.confirmed.call[-1].doing.label == key
