"""One entry of representatives.yaml: a person, with the one telephone that rings, or a group, with how it is rung."""

import re
from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Field, model_validator

from ivr.line.contradiction import Contradiction, refuse
from ivr.line.durations import LongestWait, RingSeconds, WrapUp
from ivr.line.model import NotEmpty, Written
from ivr.line.scalars import Phone, Positive, one_of
from ivr.line.terms import Language
from ivr.reading.scalars import NAME_PATTERN, Count, Name, Text, UnfitError, parse_name, scalar
from ivr.reading.spelling import shown
from ivr.routing.roster import Group, Representative, Strategy

LONGEST_SIP = 254
"""Twilio, Sip: an address has fewer than 255 characters."""

LONGEST_GROUP = 59
"""Twilio, Enqueue: the name of a queue has at most 64 characters. Ours is the group, a point, and a place of up to four
digits, for a queue holds a thousand."""

_SIP = re.compile(
    r"sip:[A-Za-z0-9_.!~*'()&=+$,%-]+@([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?"
)
_PASSWORD = re.compile(r"(?:sips?:)?(?!sips?:)[^@:]+:.*@", re.IGNORECASE)
_CLIENT = re.compile(r"[A-Za-z0-9_-]+")
_SUCH_AS = "Write one such as sip:rosa@example.com"


def _sip(text: str) -> str:
    if _PASSWORD.match(text):  # what is refused here is not shown: it is a secret
        raise UnfitError("A password has no place in a SIP address.", _SUCH_AS)
    if "?" in text or ";" in text:
        raise UnfitError("A SIP address stands here without headers and parameters.", _SUCH_AS)
    if len(text) > LONGEST_SIP:
        raise UnfitError(f"A SIP address of {len(text)} characters is too long.", f"It may have {LONGEST_SIP}.")
    if not _SIP.fullmatch(text):
        raise UnfitError(f"{shown(text)} is not a SIP address.", _SUCH_AS)
    return text


def _client(text: str) -> str:
    if _CLIENT.fullmatch(text):
        return text
    bare = text.removeprefix("client:")
    such = bare if _CLIENT.fullmatch(bare) else "rosa"
    raise UnfitError(
        f"{shown(text)} is not the name of a client.",
        f"It holds letters, digits, underscores and dashes, such as {such}.",
    )


def _group(text: str) -> str:
    if len(parse_name(text)) > LONGEST_GROUP:
        raise UnfitError(
            f"The name of a group is {len(text)} characters long, and a queue could not be called so.",
            f"It may have {LONGEST_GROUP}.",
        )
    return text


def _required(text: str) -> bool:
    return one_of(("preferred", "required"), "how much a language counts")(text) == "required"


SipAddress = Annotated[
    str, scalar(_sip, {"type": "string", "pattern": "^sip:[^@;?:]+@[^@;?]+$"}, "sip:rosa@example.com")
]
ClientName = Annotated[str, scalar(_client, {"type": "string", "pattern": f"^{_CLIENT.pattern}$"}, "rosa")]
GroupName = Annotated[
    str,
    scalar(_group, {"type": "string", "pattern": NAME_PATTERN, "maxLength": LONGEST_GROUP}, "billing"),
]
StrategyName = Annotated[Strategy, scalar(one_of(tuple(Strategy), "a strategy"), {"enum": list(Strategy)}, "linear")]
Demanded = Annotated[bool, scalar(_required, {"enum": ["preferred", "required"]}, "preferred")]


class GroupWritten(Written):
    """How the people of a group are rung, and how long callers wait for them."""

    strategy: StrategyName = Field(
        default=Strategy.LINEAR,
        description="Who is rung first. linear: as they are listed; circular: whoever comes after the last one rung; longest_idle: "
        "who has been without a call for longest; fewest_calls: who took the fewest today; simultaneous: all together.",
    )
    ring: RingSeconds = Field(default=RingSeconds(20), description="How long each telephone rings.")
    wrap_up: WrapUp = Field(
        default=WrapUp(0), description="How long somebody is left alone after a talk; if left out, not at all."
    )
    languages: Demanded = Field(
        default=False,
        description="preferred, as if left out: people who speak the caller's language come first; required: nobody else is rung.",
    )
    away_after: Count = Field(
        default=Count(2),
        description="Calls in a row let ring or refused, after which somebody counts as away; 0: never.",
    )
    most_waiting: Positive = Field(default=Positive(100), description="How many callers wait at once.")
    longest_wait: LongestWait = Field(default=LongestWait(1800), description="How long a caller waits at most.")

    def group(self, name: str) -> Group:
        return Group(
            id=name,
            strategy=self.strategy,
            ring=self.ring,
            wrap_up=self.wrap_up,
            own_language=self.languages,
            away_after=self.away_after,
            most_waiting=self.most_waiting,
            longest_wait=self.longest_wait,
        )


class RepresentativeWritten(Written):
    """One person who takes calls, and one of `number`, `sip` and `client`."""

    name: Text = Field(description="How the person is called.")
    number: Phone | None = Field(default=None, description="The telephone that rings, as +15550100101.")
    sip: SipAddress | None = Field(default=None, description="A SIP telephone that rings, without headers.")
    client: ClientName | None = Field(default=None, description="The name under which a browser is signed in to ring.")
    groups: Annotated[tuple[GroupName, ...], NotEmpty] = Field(description="The groups whose calls this person takes.")
    languages: tuple[Language, ...] = Field(
        default=(), description="What the person speaks, best first; left out, the line's first language."
    )
    skills: tuple[Name, ...] = Field(
        default=(), description="What the person can do; a transfer or queue may ask for it."
    )

    @model_validator(mode="after")
    def _one_telephone(self) -> Self:
        refuse(type(self).__name__, self._contradictions())
        return self

    def _contradictions(self) -> Iterator[Contradiction]:
        first, *more = [key for key in ("number", "sip", "client") if getattr(self, key) is not None] or [""]
        if not first:
            yield Contradiction(
                (),
                f"Nothing is written here that rings when {self.name} is called.",
                "Write one of number: +1 555 010 0101, sip: sip:rosa@example.com and client: rosa",
            )
        for key in more:
            yield Contradiction(
                (key,),
                f"{self.name} has one telephone, and {first} and {key} are both written here.",
                f"Keep {first} or {key}.",
            )

    @property
    def address(self) -> str:
        """What rings, as a carrier writes it in To."""
        return self.number or self.sip or f"client:{self.client}"

    def representative(self, name: str) -> Representative:
        return Representative(
            id=name,
            name=str(self.name),
            address=self.address,
            groups=tuple(map(str, self.groups)),
            languages=tuple(map(str, self.languages)),
            skills=frozenset(map(str, self.skills)),
        )
