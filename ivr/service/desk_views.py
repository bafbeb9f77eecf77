"""What the desk's pages show, as values: no page looks at a Floor, a journal or a state by itself."""

from dataclasses import dataclass, field
from datetime import datetime

from ivr.secret import Secret
from ivr.service.floor_ports import Disposition, Talked, Voicemail


@dataclass(frozen=True, slots=True)
class Card:
    """The hand-off card: what a representative needs to go on where the line stopped, so that nothing is asked again.

    `account` is the whole number while the call lasts, and None after; it may be shown to the signed-in representative who
    has the call, and nowhere else. `verified` says how, in words, empty for not at all. `path` is where the caller was, in
    words, `failed` what went wrong. `waited` is in seconds. `amount` is in words as it is written, such as $45.10.
    """

    call: str
    since: datetime
    account: Secret | None = None
    account_last4: str = ""
    reason: str = ""
    verified: str = ""
    language: str = ""
    phone_last4: str = ""
    reference_last4: str = ""
    amount: str = ""
    path: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    waited: int = 0
    callback: bool = False


@dataclass(frozen=True, slots=True)
class InLine:
    """Somebody who waits. `position` counts from 1 in the group; `call` is the CallSid, or the token of a call back. `state` is
    what routing.floor.Waiting says."""

    call: str
    group: str
    position: int
    since: datetime
    state: str
    callback: bool
    language: str = ""
    reason: str = ""
    account_last4: str = ""
    phone_last4: str = ""
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """A representative as a supervisor sees one. `presence` is a word of routing.availability.Presence; `chosen` is what holds
    when the present call is over, ready, busy or away."""

    id: str
    name: str
    presence: str
    since: datetime
    taken: int
    missed: int
    groups: tuple[str, ...]
    languages: tuple[str, ...]
    call: str = ""
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class OnTheLine:
    """A call in progress. `at` is the node, in words; `last4` of the account, where it was keyed."""

    call: str
    began: datetime
    at: str
    language: str = ""
    account_last4: str = ""
    reason: str = ""
    waits: bool = False


@dataclass(frozen=True, slots=True)
class RepresentativeView:
    """One representative's page. `now` is in the office's time zone, as all times shown. `me` is None for a user who takes no calls. `can_take`: somebody waits whom this person may take
    now. `wrap_up_until` while in wrap-up. `emergency` is who closed the office, empty while it is open."""

    version: int
    now: datetime
    me: Person | None
    card: Card | None = None
    line: tuple[InLine, ...] = ()
    voicemails: tuple[Voicemail, ...] = ()
    talks: tuple[Talked, ...] = ()
    to_dispose: str = ""
    can_take: bool = False
    wrap_up_until: datetime | None = None
    emergency: str = ""
    dispositions: tuple[Disposition, ...] = field(default=tuple(Disposition))


@dataclass(frozen=True, slots=True)
class SupervisorView:
    """Everybody's page. No whole account number stands in it."""

    version: int
    now: datetime
    people: tuple[Person, ...] = ()
    line: tuple[InLine, ...] = ()
    on_the_line: tuple[OnTheLine, ...] = ()
    voicemails: tuple[Voicemail, ...] = ()
    emergency: str = ""
