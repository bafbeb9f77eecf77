"""IVR105."""

from collections.abc import Collection, Iterator, Mapping

from ivr.checking.rule import Subject, rule
from ivr.dialog.grammar import DialogId
from ivr.dialog.holding import led
from ivr.dialog.program import Asking, Dialog, Ending, Holding, Paying, Recording, exits
from ivr.dialog.step import MOST_WITHOUT_WAIT
from ivr.reading.spelling import shown
from ivr.source import Place
from ivr.telephony.outcomes import HoldOutcome


@rule("IVR105", "loop-without-input")
def loop_without_input(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """Nodes lead to one another on and on, and none of them asks the caller anything.

    Why: the call would never end, and nobody could stop it but by hanging up. A circle is caught, and so is a row of
    more than a hundred nodes, at which a call gives up. Whoever is turned away from a queue, because it is full or closed,
    nobody is at work or it failed, has not waited in it.

    Caught:

        nodes:
          greeting:
            say: Hello.
            next: news
          news:
            say: There is no news.
            next: greeting

    Instead:

        nodes:
          greeting:
            say: Hello.
            next: news
          news:
            hangup: There is no news. Goodbye.
    """
    onwards = {
        name: [one for one in sorted(_at_once(dialog)) if one in subject.dialogs]
        for name, dialog in subject.dialogs.items()
        if not isinstance(dialog, Asking | Paying | Recording | Ending)
    }
    done: dict[DialogId, None] = {}
    circles = [circle for start in onwards if start not in done for circle in _circles_from(start, onwards, done)]
    for circle in circles:
        names = list(dict.fromkeys(subject.node(one) for one in circle))
        way = ", then ".join([*names, names[0]])
        yield (
            subject.place(circle[0]),
            f"From {shown(names[0])} the call goes round in a circle that asks nothing: {way}.",
            "Put a menu into the circle, or end the call.",
        )
    first = None if circles else _longest_row(onwards, done)
    if first is not None:
        yield (
            subject.place(first),
            f"From {shown(subject.node(first))} on, more than {MOST_WITHOUT_WAIT} nodes in a row ask nothing.",
            "Put a menu between them, or say less.",
        )


_WAITED = (HoldOutcome.BRIDGED, HoldOutcome.LONG)


def _at_once(dialog: Dialog) -> Collection[DialogId]:
    """Where a dialog may lead without the caller having done anything. A queue lets nobody past to a representative
    twice without waiting, so FREE closes no circle."""
    if not isinstance(dialog, Holding):
        return exits(dialog)
    never = {HoldOutcome.FREE, *_WAITED}
    never |= set() if dialog.calendar else {HoldOutcome.CLOSED}
    never |= {HoldOutcome.EMPTY} if dialog.workflow else set()
    return {led(dialog, one) for one in HoldOutcome if one not in never}


def _circles_from(
    start: DialogId, onwards: Mapping[DialogId, list[DialogId]], done: dict[DialogId, None]
) -> Iterator[list[DialogId]]:
    """At least one circle if there are any, none twice. Depth first with a path of our own, since lines are longer
    than Python's stack is deep; `done` is filled from the far end, so that what a dialog leads to stands before it."""
    path: list[DialogId] = [start]
    rest = [iter(onwards[start])]
    while path:
        following = next(rest[-1], None)
        if following is None:
            done[path.pop()] = None
            rest.pop()
        elif following in path:
            yield path[path.index(following) :]
        elif following in onwards and following not in done:
            path.append(following)
            rest.append(iter(onwards[following]))


def _longest_row(onwards: Mapping[DialogId, list[DialogId]], done: dict[DialogId, None]) -> DialogId | None:
    """Where the longest row of dialogs without a question begins, if a call gives up on it. There is no circle."""
    lengths: dict[DialogId, int] = {}
    for name in done:
        lengths[name] = 1 + max((lengths.get(one, 0) for one in onwards[name]), default=0)
    first = max(lengths, key=lengths.__getitem__, default=None)
    return first if first is not None and lengths[first] > MOST_WITHOUT_WAIT else None
