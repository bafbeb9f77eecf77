"""Whoever is free for a caller in line must be whom the next transfer rings: of two groups, and of skills."""

import pytest

from ivr.checking.check import check
from ivr.checking.examples import loaded
from ivr.diagnostics import Diagnostic

PEOPLE = """\
representatives:
  rosa: {name: Rosa, number: +1 555 010 0101, groups: [billing, repairs], skills: [arrangements]}
"""
WAITS = "nodes:\n  greeting:\n    queue: {QUEUE, bridged: goodbye, failed: goodbye}\n"
CALLED_BACK = """\
nodes:
  greeting:
    callback:
      to: repairs
      greeting: You asked us to call you back.
      answered: GO
      done: goodbye
      refused: goodbye
      down: goodbye
      exhausted: representative
"""
OTHERS = """\
  now: {say: Somebody is free now., next: representative}
  which:
    menu:
      options:
        1: {say: For repairs, go: ring}
        2: {say: For your bill, go: representative}
      exhausted: representative
  ring:
    transfer: {to: repairs, whisper: A caller., RING bridged: goodbye, noanswer: goodbye, busy: goodbye, failed: goodbye}
  goodbye:
    hangup: Goodbye.
"""
MORE = "skills: [arrangements],"


def found(waits: str, ring: str = "") -> list[Diagnostic]:
    """Of this rule, where `representative` rings billing, and `ring` repairs."""
    nodes = waits + OTHERS.replace("RING", ring)
    told = check(loaded(nodes, "greeting", {"representatives.yaml": PEOPLE}))
    return [one for one in told if one.code == "IVR112"]


def queue(words: str) -> str:
    return WAITS.replace("QUEUE", words)


@pytest.mark.parametrize("free", ["representative", "now"])
def test_a_queue_that_leads_to_a_transfer_of_another_group_is_told(free: str) -> None:
    (one,) = found(queue(f"to: repairs, free: {free}"))
    assert one.message == 'Whoever is free for "greeting" is in "repairs", and "representative" rings "billing".'
    assert one.help == "Lead free to a transfer to repairs."


def test_a_call_back_that_leads_to_a_transfer_of_another_group_is_told() -> None:
    (one,) = found(CALLED_BACK.replace("GO", "now"))
    assert one.help == "Lead answered to a transfer to repairs."


def test_a_transfer_that_asks_for_more_skills_than_the_queue_before_it_is_told() -> None:
    (one,) = found(queue("to: repairs, free: ring"), MORE)
    assert one.message == 'Whoever is free for "greeting" need not have the skills "ring" asks for: arrangements.'


@pytest.mark.parametrize(
    ("waits", "ring"),
    [
        (queue("to: repairs, free: ring"), ""),
        (queue(f"to: repairs, {MORE} free: ring"), MORE),
        (queue(f"to: repairs, {MORE} free: ring"), ""),
        (queue("to: repairs, free: which"), ""),
        (CALLED_BACK.replace("GO", "ring"), ""),
    ],
)
def test_a_transfer_that_rings_whoever_is_free_is_let_be_and_so_is_one_behind_a_choice(waits: str, ring: str) -> None:
    assert found(waits, ring) == []
