"""Telephones that call the tiny line, as the carrier sees them: they can only do what the last document allows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from cast import CALLER
from tiny_line import House

from ivr.secret import Secret
from ivr.service.answer import Reply
from ivr.telephony.events import DialEnded, HungUp, Keyed, Leg, Silent, WireEvent
from ivr.telephony.outcomes import CallStatus, DialStatus
from ivr.twiml.parse import parse
from ivr.twiml.verbs import Dial, Document, Gather, Pause, Redirect, Say


@dataclass
class Telephone:
    """One leg, as the carrier sees it: it knows the document it has, and can only do what that document allows."""

    house: House
    sid: str = "CA" + "1" * 32
    path: str = ""
    last: Reply = field(default_factory=lambda: Reply(0))
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.path = self.path or self.house.voice

    def leg(self, status: CallStatus = CallStatus.IN_PROGRESS) -> Leg:
        return Leg(self.sid, "AC" + "0" * 32, CALLER, "+15550100000", status)

    def report(self, path: str, event: WireEvent, status: CallStatus = CallStatus.IN_PROGRESS) -> "Telephone":
        self.asked.append(path)
        self.last = self.house.report(path, self.leg(status), event)
        return self

    def calls(self) -> "Telephone":
        """The first request of a leg."""
        return self.report(self.path, Silent(), CallStatus.RINGING)

    def press(self, *entries: str) -> "Telephone":
        for keys in entries:
            assert self.gather.action is not None
            self.report(self.gather.action, Keyed(Secret(keys)))
        return self

    def follow(self) -> "Telephone":
        """Fetch what the document's Redirect names: silence, or a wait that is over."""
        return self.report(self.redirect.url, Silent())

    def dial_ends(self, status: DialStatus, *, bridged: bool | None = None, gone: bool = False) -> "Telephone":
        """`gone`: the caller hung up meanwhile."""
        assert self.dial.action is not None
        over = CallStatus.COMPLETED if gone else CallStatus.IN_PROGRESS
        return self.report(self.dial.action, DialEnded(status, bridged), over)

    def ends(self, seconds: int = 60) -> Reply:
        """The final status of the call."""
        return self.house.report(self.house.status, self.leg(CallStatus.COMPLETED), HungUp(seconds))

    def rings(self, place: int = 0) -> "Telephone":
        """The leg of a representative who answers: the whisper is fetched."""
        url = self.dial.targets[place].url
        assert url is not None
        return Telephone(self.house, f"CB{place}{urlsplit(url).path[-29:]}".replace("/", "_"), url).calls()

    # -- what it has --------------------------------------------------------------------------------------------------

    @property
    def document(self) -> Document:
        assert self.last.status == 200, self.last
        parsed = parse(self.last.body)
        assert parsed.warnings == ()
        return parsed.document

    @property
    def words(self) -> str:
        return " ".join(_words(self.document.verbs))

    @property
    def gather(self) -> Gather:
        return next(verb for verb in self.document.verbs if isinstance(verb, Gather))

    @property
    def dial(self) -> Dial:
        return next(verb for verb in self.document.verbs if isinstance(verb, Dial))

    @property
    def redirect(self) -> Redirect:
        return next(verb for verb in self.document.verbs if isinstance(verb, Redirect))

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(target.number for target in self.dial.targets)

    @property
    def apologises(self) -> bool:
        return self.last.body == self.house.calls.sorry

    @property
    def turn(self) -> int:
        """The turn number of the last request."""
        return int(dict(parse_qsl(urlsplit(self.asked[-1]).query)).get("turn", "0"))


def _words(verbs: Iterable[object]) -> Iterable[str]:
    for verb in verbs:
        match verb:
            case Say():
                yield verb.text
            case Gather():
                yield from _words(verb.prompts)
            case Pause():
                pass
