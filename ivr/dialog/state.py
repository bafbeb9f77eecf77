"""Where one leg of a call stands between two requests. Small, frozen, serialisable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ivr.dialog.grammar import DialogId
from ivr.secret import Secret

FORMAT = 3
"""The number of this layout; a store that reads another one hands the caller to a person."""
IN_LINE_SINCE = "in line since"
"""Among the counts of a call: when its caller first came into a line, in seconds since 1970. Forgotten in a talk."""


@dataclass(frozen=True, slots=True)
class Held:
    """A stay in a queue. `key` is the turn number that answers for the stay itself, while turns go on being counted for what
    is heard meanwhile; `spoken` is when words were last heard, None before the first; `position` is the place in
    line that was told last, and `leads` where the caller goes once out of the queue, empty while that is open."""

    key: int
    since: datetime
    spoken: datetime | None = None
    position: int = 0
    leads: DialogId = ""


@dataclass(frozen=True, slots=True)
class CallState:
    """One leg's place in its program.

    `turn` is the number the next request must carry. `noinput` and `nomatch` count at the present dialog, `errors`
    over the whole call. `values` holds what may be seen, as canonical text of its type; `secrets` what was keyed.
    `rung` is who of the present Connecting was rung, `rings` how those rings ended. `language` is empty until the
    caller chooses one; `returning` is the dialog that a choice of language leads back to.
    """

    digest: str
    turn: int
    at: DialogId
    noinput: int = 0
    nomatch: int = 0
    errors: int = 0
    limited: bool = False
    rung: tuple[str, ...] = ()
    rings: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, Secret] = field(default_factory=dict)
    over: bool = False
    language: str = ""
    patient: bool = False
    returning: DialogId = ""
    held: Held | None = None
    format: int = FORMAT


def arrived(state: CallState, at: DialogId, values: Mapping[str, str]) -> CallState:
    """The state at another dialog, where nothing was asked yet. Written out: `replace` takes several times as long, and this is
    done for every dialog of every call."""
    return CallState(
        state.digest,
        state.turn,
        at,
        errors=state.errors,
        limited=state.limited,
        counts=state.counts,
        values=values,
        secrets=state.secrets,
        over=state.over,
        language=state.language,
        patient=state.patient,
        returning=state.returning,
        format=state.format,
    )


def one_turn_on(state: CallState) -> CallState:
    """The same state, a turn later. Written out, as above."""
    return CallState(
        state.digest,
        state.turn + 1,
        state.at,
        state.noinput,
        state.nomatch,
        state.errors,
        state.limited,
        state.rung,
        state.rings,
        state.counts,
        state.values,
        state.secrets,
        state.over,
        state.language,
        state.patient,
        state.returning,
        state.held,
        state.format,
    )
