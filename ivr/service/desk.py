"""The desk: what a signed-in person sees and may do. Pages of any kind are views of this class."""

from typing import Protocol

from ivr.routing.roster import Chosen
from ivr.service.desk_views import RepresentativeView, SupervisorView
from ivr.service.floor_ports import Disposition


class Desk(Protocol):
    """Every method raises StoreError when the store cannot answer. `me` is a representative's id."""

    def version(self) -> int:
        """Grows whenever a page may look different."""
        ...

    def representative(self, me: str) -> RepresentativeView:
        """An id that representatives.yaml does not have, such as that of somebody who left, is shown as nobody's."""
        ...

    def supervisor(self) -> SupervisorView: ...

    def choose(self, me: str, chosen: Chosen) -> None:
        """Ready, busy or away; ready ends a wrap-up. Somebody who waits may be put through at once."""
        ...

    def take(self, me: str) -> bool:
        """Have the next caller put through, whatever was chosen before; False when nobody waits for this person."""
        ...

    def dispose(self, me: str, call: str, disposition: Disposition) -> bool: ...

    def heard(self, recording: str, by: str) -> bool:
        """A message is done with."""
        ...

    def sound(self, recording: str) -> bytes | None:
        """Of a message that is listed; None when there is none, or it cannot be had now."""
        ...

    def close(self, by: str) -> None:
        """Close the office in an emergency: callers hear so until somebody opens it again."""
        ...

    def open(self, by: str) -> None: ...

    def set_aside(self, call: str) -> bool:
        """Give up a call back, by its token."""
        ...
