"""What was said already when a dialog is entered: words that no wait stands between are heard in one go.

A line without circles, which another rule sees to, is walked once, each dialog after all that lead to it. Of a circle
only the words before it are counted.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Branching, Connecting, Dialog, Fetching, Holding, Passing, exits


@dataclass(frozen=True, slots=True)
class Ahead:
    """The most that was said before a dialog, by whatever it is weighed, and the dialog this came from."""

    most: float = 0
    came: DialogId | None = None


_NOTHING = Ahead()

Dialogs = Mapping[DialogId, Dialog]


def only_said(dialog: Dialog) -> bool:
    """Whether a caller always goes on at once; a text that is sent, and what else is asked, takes no time of its own."""
    return isinstance(dialog, Passing | Branching | Fetching)


def may_go_on(dialog: Dialog) -> bool:
    """The same, and whatever goes on at once when nobody is there to be rung, or nothing to be waited for."""
    return only_said(dialog) or isinstance(dialog, Connecting | Holding)


def said_ahead(
    dialogs: Dialogs, weigh: Callable[[Dialog], float], goes_on: Callable[[Dialog], bool] = only_said
) -> dict[DialogId, Ahead]:
    """For each dialog the heaviest way to it, from any dialog where a caller was waited for."""
    onwards = {at: _known(dialogs, one) for at, one in dialogs.items() if goes_on(one)}
    left = dict.fromkeys(dialogs, 0)
    for targets in onwards.values():
        for target in targets:
            left[target] += 1
    found: dict[DialogId, Ahead] = {}
    ready = deque(at for at, count in left.items() if not count)
    while ready:
        at = ready.popleft()
        for target in onwards.get(at, ()):
            before = found.get(at, _NOTHING).most + weigh(dialogs[at])
            if before > found.get(target, _NOTHING).most:
                found[target] = Ahead(before, at)
            left[target] -= 1
            if not left[target]:
                ready.append(target)
    return found


def _known(dialogs: Dialogs, dialog: Dialog) -> list[DialogId]:
    return sorted(one for one in exits(dialog) if one in dialogs)


def way_ahead(found: Mapping[DialogId, Ahead], at: DialogId) -> list[DialogId]:
    """The dialogs on the heaviest way, the one where it began first, without `at`."""
    way: list[DialogId] = []
    before = found.get(at, _NOTHING).came
    while before is not None:
        way.append(before)
        before = found.get(before, _NOTHING).came
    return way[::-1]
