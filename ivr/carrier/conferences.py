"""Conference rooms. They belong to the network, and are there as long as anybody is in them.

Source: Twilio, Conference. A conference starts when two are in the room and one of them may start it; it ends when
the last one leaves, or one whose leaving ends it. Its events go to the statusCallback of the first to name one.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ivr.carrier.bell import Bell
from ivr.carrier.wire import Wire
from ivr.telephony.events import Leg
from ivr.twiml.nouns import Conference

Pairs = tuple[tuple[str, str], ...]
Send = Callable[[str, str, Pairs], None]
"""URL, method and parameters of one status callback, sent without waiting for it."""


@dataclass(slots=True, eq=False)
class Participant:
    """One who is in a room. `send` sends on behalf of that call; `timestamp` says when, as requests say it; `wire` is the
    sound, where there is any. Who `talks` has waited enough: the conference has started."""

    who: Leg
    noun: Conference
    send: Send = field(repr=False)
    timestamp: Callable[[], str] = field(repr=False)
    wire: Wire | None = field(default=None, repr=False)
    talks: bool = False


@dataclass(frozen=True, slots=True)
class _Callback:
    url: str = field(repr=False)
    method: str
    events: tuple[str, ...]


class Room(Bell):
    """One conference, from the first who enters to the end."""

    def __init__(self, name: str, max_participants: int) -> None:
        super().__init__()
        self.name = name
        self.sid = f"CF{secrets.token_hex(16)}"
        self.participants: list[Participant] = []
        self.started = False
        self.ended = False
        self._most = max_participants
        self._callback: _Callback | None = None
        self._sequence = 0

    def enter(self, participant: Participant, callback_url: str | None) -> bool:
        """Whether there was room. `callback_url` is absolute."""
        if len(self.participants) >= self._most:
            return False
        noun = participant.noun
        if self._callback is None and callback_url is not None:
            self._callback = _Callback(callback_url, noun.status_callback_method, noun.status_callback_event)
        self.participants.append(participant)
        self._tell("participant-join", participant, _of(participant))
        if (
            not self.started
            and len(self.participants) > 1
            and any(one.noun.start_on_enter for one in self.participants)
        ):
            self.started = True
            self._tell("conference-start", participant)
        self.ring()
        return True

    def talk(self, participant: Participant) -> None:
        """Everybody who talks hears everybody else from now on, but those who are muted."""
        participant.talks = True
        for one in self.participants:
            if one is not participant and one.talks:
                _hear(one, participant)
                _hear(participant, one)

    def leave(self, participant: Participant) -> None:
        """Who has left already may leave again."""
        if participant not in self.participants:
            return
        self.participants.remove(participant)
        self._part(participant)
        self._tell("participant-leave", participant, _of(participant))
        if not self.ended and (not self.participants or participant.noun.end_on_exit):
            self.ended = True
            ending = (("CallSidEndingConference", participant.who.call), ("ReasonConferenceEnded", self._reason()))
            self._tell("conference-end", participant, ending)
        self.ring()

    def _part(self, participant: Participant) -> None:
        participant.talks = False
        if participant.wire is not None:
            participant.wire.part()
            for one in self.participants:
                if one.wire is not None:
                    one.wire.ignore(participant.wire)

    def _reason(self) -> str:
        return "participant-with-end-conference-on-exit-left" if self.participants else "last-participant-left"

    def _tell(self, event: str, by: Participant, more: Pairs = ()) -> None:
        """SequenceNumber counts the events, asked for or not."""
        self._sequence += 1
        callback = self._callback
        if callback is None or event.partition("-")[2] not in callback.events:
            return
        what: Pairs = (
            ("ConferenceSid", self.sid),
            ("FriendlyName", self.name),
            ("AccountSid", by.who.account),
            ("StatusCallbackEvent", event),
            ("SequenceNumber", str(self._sequence)),
            ("Timestamp", by.timestamp()),
        )
        by.send(callback.url, callback.method, what + more)


def _hear(listener: Participant, speaker: Participant) -> None:
    if listener.wire is not None and speaker.wire is not None and not speaker.noun.muted:
        listener.wire.listen_to(speaker.wire)


def _of(participant: Participant) -> Pairs:
    noun = participant.noun
    label = () if noun.label is None else (("ParticipantLabel", noun.label),)
    return (
        ("CallSid", participant.who.call),
        ("Muted", _word(noun.muted)),
        ("Hold", "false"),
        ("StartConferenceOnEnter", _word(noun.start_on_enter)),
        ("EndConferenceOnExit", _word(noun.end_on_exit)),
        *label,
    )


def _word(true: bool) -> str:
    return "true" if true else "false"


class Conferences:
    """All rooms of a network, by name. One that has ended is there until the next is opened: an application may give each
    call a room of its own."""

    def __init__(self) -> None:
        self._rooms: dict[str, Room] = {}

    def __iter__(self) -> Iterator[Room]:
        return iter(self._rooms.values())

    def named(self, noun: Conference) -> Room:
        """The room of that name; one that has ended is followed by another."""
        room = self._rooms.get(noun.name)
        if room is None or room.ended:
            self._rooms = {name: one for name, one in self._rooms.items() if not one.ended}
            room = self._rooms[noun.name] = Room(noun.name, noun.max_participants)
        return room
