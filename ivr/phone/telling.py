"""A call told to a page while it goes on: the words of the narrator of terminals, as messages.

Whoever placed the call is told all of it. Whoever was rung is told what this very telephone hears: what happens
elsewhere, and what others key, is not theirs.
"""

from collections.abc import Callable

from ivr.carrier.handsets.narrator import Narrator
from ivr.carrier.happenings import DEFAULT_LANGUAGE, TOLERANCE, Began, Closed, Happening, Pressed
from ivr.carrier.textleg import TextLeg

Send = Callable[..., None]
"""As `Outbox.send`."""


class LivePage:
    """Paragraphs grow: each is sent again, with the same id, for every word. `number` gives ids."""

    def __init__(self, phone: TextLeg, send: Send, number: Callable[[], int]) -> None:
        self._phone = phone
        self._send = send
        self._number = number
        self._speaks: tuple[str, str] | None = None
        self._id = 0
        self._began = 0.0
        self._text = ""

    def word(self, at: float, name: str, word: str) -> None:
        language = self._language(at, name)
        if self._speaks != (name, language):
            self._speaks, self._id, self._began, self._text = (name, language), self._number(), at, ""
        self._text = f"{self._text} {word}".strip()
        self._send("words", id=self._id, at=self._began, who=name, text=self._text, lang=language)

    def note(self, at: float, text: str) -> None:
        self.close()
        self._send("note", at=at, text=text)

    def entry(self, at: float, name: str, text: str) -> None:
        del name
        self.close()
        self._send("keyed", at=at, text=text)

    def close(self) -> None:
        self._speaks = None

    def _language(self, at: float, name: str) -> str:
        """Of what is said to somebody at that time since the answer; words end after their utterance began."""
        room = self._phone.room
        moment = at + (room.began if room.answered_at is None else room.answered_at)
        who = self._phone.name if name == "line" else name.removeprefix("to ")
        legs = [leg for leg in room.legs if leg.name == who]
        begun = (heard for leg in legs for heard in leg.heard if heard.start < moment - TOLERANCE)
        latest = max(begun, key=lambda heard: heard.start, default=None)
        return DEFAULT_LANGUAGE if latest is None else latest.language


def of_whole_call(phone: TextLeg, page: LivePage) -> Narrator:
    """For whoever placed it."""
    return Narrator(phone, page, _Discretion(phone.name).tells)


def of_own_end(phone: TextLeg, page: LivePage) -> Narrator:
    """Only of this telephone, and from when it was rung."""
    return Narrator(phone, page, lambda one: one.leg == phone.name and not _was_never_heard(one), from_now=True)


class _Discretion:
    """Of what is keyed elsewhere the first key is told: it says that a call was taken. A row of them is nobody's
    business."""

    def __init__(self, own: str) -> None:
        self._own = own
        self._keying: set[str] = set()

    def tells(self, happening: Happening) -> bool:
        if happening.leg != self._own and isinstance(happening.what, Pressed):
            if happening.leg in self._keying:
                return False
            self._keying.add(happening.leg)
        elif isinstance(happening.what, Closed):
            self._keying.discard(happening.leg)
        return not _was_never_heard(happening)


def _was_never_heard(happening: Happening) -> bool:
    """Cut in the moment it began, by somebody who hung up or pressed a key just then: nothing of it is to be told."""
    return isinstance(happening.what, Began) and happening.what.heard.cut_at is not None
