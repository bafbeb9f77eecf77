"""IVR212."""

from collections import deque
from collections.abc import Iterator

from ivr.checking.callers import MESSAGE, PERSON, left_by_caller, own_calls, said_goodbye
from ivr.checking.certificate import Broken, Proof, certificate
from ivr.diagnostics import Severity
from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Fetching, SendText
from ivr.dialog.program_fetching import RequestCallback
from ivr.exploring.atlas import ARRIVES, Edge
from ivr.exploring.passages import Passage
from ivr.reading.spelling import shown

MOST_MENUS = 3
"""Levels of menus, from practice (bill-pay lines, the study of 50 large companies): three at most."""

_ENDS = frozenset({"Pay", MESSAGE, *PERSON})


@certificate("IVR212", "too-deep", "No task is deeper than three menus", Severity.WARNING)
def too_deep(proof: Proof) -> Iterator[Broken]:
    """A caller has to choose in more than three menus before a task is done.

    Why: with every menu more callers give up, or press 0. A task is a payment, a text, a call back, a message, a person or an
    end of the call; the shortest way to each counts, and of questions only menus, since digits that are asked for are
    part of the task.

    Caught:

        nodes:
          greeting:
            menu:
              options:
                1:
                  say: To hear our news
                  go: news
              exhausted: representative
          news:
            menu:
              options:
                1:
                  say: For this year
                  go: year
              exhausted: representative
          year:
            menu:
              options:
                1:
                  say: For this month
                  go: month
              exhausted: representative
          month:
            menu:
              options:
                1:
                  say: For today
                  go: today
              exhausted: representative
          today:
            hangup: There is no news. Goodbye.

    Instead:

        nodes:
          greeting:
            menu:
              options:
                1:
                  say: To hear the news of today
                  go: today
              exhausted: representative
          today:
            hangup: There is no news. Goodbye.
    """
    depth, came = _walked(proof)
    ends: dict[DialogId, tuple[int, int]] = {}
    for number, edge in proof.edges():
        at = _task(proof, edge)
        if at is not None and (edge.source in depth or number in _begins(proof)):
            menus = depth.get(edge.source, 0) + _menus(proof, edge)
            ends[at] = min(ends.get(at, (menus, number)), (menus, number))
    for at, (menus, number) in ends.items():
        if menus > MOST_MENUS:
            yield Broken(
                proof.place(at),
                f"It takes {menus} menus to come to {shown(proof.subject.node(at))}.",
                f"Lead there from an earlier menu; {MOST_MENUS} are what callers put up with.",
                proof.way_to(number, came),
            )


def _begins(proof: Proof) -> frozenset[int]:
    return frozenset(own_calls(proof.atlas))


def _walked(proof: Proof) -> tuple[dict[int, int], dict[int, int]]:
    """For each situation the fewest menus before it, and the edge it was come to by. What is offered after a task, such as
    a text that it is done, is no task of its own."""
    atlas = proof.atlas
    depth: dict[int, int] = {}
    came: dict[int, int] = {}
    ahead = deque((0, one) for one in own_calls(atlas))
    while ahead:
        menus, number = ahead.popleft()
        edge = atlas.edges[number]
        if edge.target in depth or left_by_caller(edge):
            continue
        depth[edge.target], came[edge.target] = menus, number
        if edge.wait in _ENDS:
            continue
        for one in atlas.leaving[edge.target]:
            more = _menus(proof, atlas.edges[one])
            (ahead.append if more else ahead.appendleft)((menus + more, one))
    return depth, came


def _menus(proof: Proof, edge: Edge) -> int:
    return sum(1 for one in edge.passages if _chosen_in_menu(proof, one))


def _chosen_in_menu(proof: Proof, passage: Passage) -> bool:
    placed = proof.subject.line.nodes.get(proof.subject.node(passage.dialog))
    return passage.way.startswith("key ") and placed is not None and placed.node.kind == "menu"


def _task(proof: Proof, edge: Edge) -> DialogId | None:
    """The dialog at which a move ends a task, if it does."""
    if edge.wait == ARRIVES or left_by_caller(edge):
        return None
    state = proof.atlas.states[edge.target]
    if edge.wait in _ENDS or said_goodbye(proof, edge):
        return state.at
    dialog = proof.atlas.program.dialogs[state.at]
    asks = isinstance(dialog, Fetching) and isinstance(dialog.inquiry, SendText | RequestCallback)
    return state.at if asks and edge.wait == "Fetch" else None
