"""IVR105."""

from collections.abc import Iterator

from ivr.checking.rule import Subject, rule
from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Asking, Ending, exits
from ivr.source import Place


@rule("IVR105", "loop-without-input")
def loop_without_input(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """Nodes lead to one another in a circle, and none of them asks the caller anything.

    Why: the call would never end, and nobody could stop it but by hanging up.

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
    for circle in _circles(subject):
        names = list(dict.fromkeys(subject.node(one) for one in circle))
        way = " to ".join([*names, names[0]])
        yield subject.place(circle[0]), f"a circle without a question: {way}", "put a menu into it, or end the call"


def _circles(subject: Subject) -> Iterator[list[DialogId]]:
    """Each circle once, from its dialog that stands first in the program."""
    onwards = {
        name: [one for one in sorted(exits(dialog)) if one in subject.dialogs]
        for name, dialog in subject.dialogs.items()
        if not isinstance(dialog, Asking | Ending)
    }
    done: set[DialogId] = set()
    for start in onwards:
        if start not in done:
            yield from _circle_from(start, onwards, done)


def _circle_from(
    start: DialogId, onwards: dict[DialogId, list[DialogId]], done: set[DialogId]
) -> Iterator[list[DialogId]]:
    """Depth first with a path of our own, since lines are longer than Python's stack is deep."""
    path: list[DialogId] = [start]
    rest = [iter(onwards[start])]
    while path:
        following = next(rest[-1], None)
        if following is None:
            done.add(path.pop())
            rest.pop()
        elif following in path:
            yield path[path.index(following) :]
        elif following in onwards and following not in done:
            path.append(following)
            rest.append(iter(onwards[following]))
