"""Which nodes callers can get to: with the switches of company.yaml as they are, and with every switch on.

A node between the two waits for another company.yaml. Nobody hears it, so what this company's facts make of it is
nobody's mistake; but it is not forgotten either.
"""

from collections.abc import Callable, Iterable

from ivr.dialog.grammar import DialogId, LanguageKey
from ivr.dialog.program import Asking, Dialog, Fetching, Program, RequestCallback, leads_to
from ivr.line.line import Line
from ivr.line.scalars import NodeId


def leads_on(program: Program, dialog: Dialog) -> frozenset[DialogId]:
    """Everywhere a caller comes to from a dialog. The choice of a language is no way on: whoever made it is again where
    it was asked for."""
    if isinstance(dialog, Asking) and isinstance(dialog.grammar, LanguageKey):
        return frozenset({dialog.exhausted})
    if isinstance(dialog, Fetching) and isinstance(dialog.inquiry, RequestCallback):
        return leads_to(program, dialog) | {
            dialog.inquiry.begins
        }  # on another call, with all that is known on this one
    return leads_to(program, dialog)


def node_of(dialog: DialogId) -> NodeId:
    """The node that a dialog was made from."""
    return NodeId(dialog.partition(".")[0])


def reached(program: Program) -> frozenset[DialogId]:
    """The dialogs callers can get to with the switches as they are."""
    starts = [program.start, program.person]
    return frozenset(
        _closed(starts, lambda at: leads_on(program, program.dialogs[at]) if at in program.dialogs else ())
    )


def waiting(line: Line, came: Iterable[DialogId]) -> frozenset[NodeId]:
    """The nodes that callers get to only with another company.yaml; `came` is what was reached with this one."""
    return reached_as_written(line) - {node_of(at) for at in came}


def reached_as_written(line: Line) -> frozenset[NodeId]:
    """The nodes callers can get to with every switch on: whatever a node that was reached names is reached."""
    written = {
        name: [one for _, one in placed.values if isinstance(one, NodeId)] for name, placed in line.nodes.items()
    }
    starts = [line.file.start, line.file.person]
    return frozenset(map(NodeId, _closed(starts, lambda at: written.get(NodeId(at), ())))) & line.nodes.keys()


def come_to(
    program: Program, starts: Iterable[DialogId], onwards: Callable[[Dialog], Iterable[DialogId]]
) -> list[Dialog]:
    """The dialogs that are come to from these, and they themselves, as far as the line has them."""
    known = program.dialogs
    came = _closed(starts, lambda at: sorted(onwards(known[at])) if at in known else ())
    return [known[at] for at in came if at in known]


def _closed(starts: Iterable[str], onwards: Callable[[str], Iterable[str]]) -> dict[str, None]:
    """In the order in which they are met."""
    came: dict[str, None] = {}
    ahead = list(starts)
    while ahead:
        at = ahead.pop()
        if at not in came:
            came[at] = None
            ahead.extend(onwards(at))
    return came
