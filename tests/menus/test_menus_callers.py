"""Every call of every shipped line, made by a caller who is slow with the keys and by one who reads what a relay operator
types: each gets as far as a quick one. What they hear meanwhile may come later, and more than once. A third of the calls each
in `make test`, all of them in `make long`."""

from pathlib import Path

import pytest
from menus_laboratory import EXAMPLES, MENUS, PAY_MY_BILL, made
from sampling import sampled

from ivr.carrier.handsets.dialling import Dialling
from ivr.carrier.happenings import Ended
from ivr.rehearsal.finding import call_files, read

FILES = list(call_files([PAY_MY_BILL, *EXAMPLES]))

CLOSES = "closed-meanwhile"
"""An office that closes in a minute has closed before a relay caller comes to it."""
MISTAKES = "wrong-keys"
"""Calls about mistakes, not made by relay: the silence in which an operator types the first menu is one, and the fourth is a
person's."""


def name_of(file: Path) -> str:
    return str(file.relative_to(MENUS)).removesuffix(".call.yaml")


@pytest.mark.parametrize("file", sampled(FILES, 20, name_of), ids=name_of)
def test_a_slow_dialler_gets_as_far_as_a_quick_one(file: Path) -> None:
    call = made(file, Dialling.SLOW)
    assert call.ended is Ended(read(file).heading.ends)


@pytest.mark.parametrize(
    "file",
    sampled(
        (file for file in FILES if not {CLOSES, MISTAKES} & {file.parent.name, file.name.partition(".")[0]}),
        20,
        name_of,
        part=1,
    ),
    ids=name_of,
)
def test_a_relay_caller_gets_as_far_as_a_quick_one(file: Path) -> None:
    call = made(file, Dialling.RELAY)
    assert call.ended is Ended(read(file).heading.ends)


def test_there_are_calls_and_every_one_says_how_it_ends() -> None:
    assert len(FILES) > 80
    assert [file for file in FILES if read(file).heading.ends is None] == []
