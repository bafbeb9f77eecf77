"""The people behind a line when somebody tries it out: everybody who is rung answers, takes the call and talks a while."""

from collections.abc import Iterator, Mapping

from ivr.carrier.handsets.taker import Taker
from ivr.carrier.phones import Phone
from ivr.line.line import Line
from ivr.line.nodes.transfer import Transfer

ANSWERS_AFTER = 4.0


def willing_staff(line: Line) -> dict[str, Phone]:
    """By what rings, the representatives of a line, who press the key their group's transfer asks for."""
    people = line.representatives.representatives.values()
    keys = accepting_keys(line)
    return {one.address: _willing(str(one.name), keys[one.address]) for one in people}


def accepting_keys(line: Line) -> dict[str, str]:
    """By what rings, the key each representative takes a call with."""
    people = line.representatives.representatives.values()
    return {one.address: _key(line, [str(group) for group in one.groups]) for one in people}


class Everybody(Mapping[str, Phone]):
    """Whoever is rung, whatever the number: for lines whose people are not known here."""

    def __getitem__(self, number: str) -> Phone:
        return _willing(number, "1")

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _willing(name: str, key: str) -> Phone:
    return Phone(ANSWERS_AFTER, handset=Taker(key), name=name)


def _key(line: Line, groups: list[str]) -> str:
    """Of several transfers to one group the first counts: people cannot tell them apart either."""
    transfers = [placed.node.transfer for placed in line.nodes.values() if isinstance(placed.node, Transfer)]
    return next((str(one.accept) for one in transfers if str(one.to) in groups), "1")
