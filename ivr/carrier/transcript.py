"""What everybody on a call heard, said and pressed, and when, as text that reads well.

Times count from the moment the call was answered. Everything printed is masked; `raw` is not, and is for matching
inside a test, never for a message.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ivr.carrier.debugger import without_query
from ivr.carrier.happenings import (
    TOLERANCE,
    Answered,
    Beeped,
    Began,
    Bridged,
    Closed,
    Closing,
    Happening,
    Heard,
    HungUpBy,
    Over,
    Pressed,
    Queued,
    Rang,
    RangOut,
    RecordingBegan,
    Spoke,
    StoppedPaying,
    Texted,
    Toned,
    Unbridged,
    Unqueued,
    What,
    said_by,
)
from ivr.carrier.hearing import Ear
from ivr.carrier.links import mask_links
from ivr.carrier.masking import Keyed, digits_in, mask
from ivr.carrier.room import Room
from ivr.telephony.keys import mask_keys

BREATH = 0.3  # seconds; a longer rest inside what is said begins a new line


GETS_A_TEXT = "gets a text:"
HEARS = "hears:"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a transcript, masked. `at` is seconds since the call was answered, `place` how much had happened on
    the call before."""

    at: float
    who: str
    text: str
    place: int = 0

    def __str__(self) -> str:
        return f"{_time(self.at):>8}  {self.who:<10} {self.text}"


class Transcript:
    """A view on a call, of everything up to now; printing it twice during a call gives two texts."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def __str__(self) -> str:
        return "\n".join(str(line) for line in self.lines())

    def __repr__(self) -> str:
        return f"<Transcript of {len(self._room.log)} happenings>"

    def lines(self) -> list[Line]:
        room = self._room
        origin = room.began if room.answered_at is None else room.answered_at
        spoken = _spoken(room)
        pressed = _pressed(room)
        lines: list[Line] = []
        in_line: set[str] = set()
        for index, happening in enumerate(room.log):
            if _waits_on(happening, in_line):
                continue
            text = pressed.get(index) if isinstance(happening.what, Pressed) else _text(happening, spoken)
            if text is None:
                continue
            if lines and (more := _goes_on(room.log[lines[-1].place], happening)):
                lines[-1] = replace(lines[-1], text=f"{lines[-1].text} {spoken.of(more)}{_cut(more)}", place=index)
            else:
                lines.append(Line(happening.at - origin, happening.leg, text, index))
        return lines

    def raw(self, who: str = "caller") -> str:
        """Every word that leg heard, unmasked, in one text."""
        legs = [leg for leg in self._room.legs if leg.name == who]
        told = (pair for leg in legs for pair in zip(leg.heard, said_by(leg.heard, self._room.time()), strict=True))
        return " ".join(text for heard, text in told if heard.url is None)

    def heard(self, words: str, who: str = "caller") -> bool:
        """Whether these words were heard on that leg to their end, as a script hears: case, punctuation and digits or
        digit words make no difference."""
        return self._found(words, who) is not None

    def when(self, words: str, who: str = "caller") -> float:
        """Seconds from the answer of the call to the end of these words, where they were first heard. Raises LookupError."""
        at = self._found(words, who)
        if at is None:
            raise LookupError(f'{who} never heard "{self.masked(words)}"')
        return at - (self._room.began if self._room.answered_at is None else self._room.answered_at)

    def _found(self, words: str, who: str) -> float | None:
        found = (Ear(leg).find(words) for leg in self._room.legs if leg.name == who)
        return next((one.at for one in found if one is not None and one.at <= self._room.time() + TOLERANCE), None)

    def masked(self, text: str) -> str:
        """A text of somebody else's about this call, as it may be printed."""
        return mask([mask_links(text)], keyed_on(self._room))[0]


def _goes_on(before: Happening, after: Happening) -> Heard | None:
    """What the second says, when it only goes on after the breath before a key: "To pay your bill, press one." """
    if before.leg != after.leg or not isinstance(before.what, Began) or not isinstance(after.what, Began):
        return None
    first, second = before.what.heard, after.what.heard
    in_words = first.url is None and second.url is None and first.cut_at is None
    return second if in_words and TOLERANCE < second.start - first.end <= BREATH + TOLERANCE else None


def keyed_on(room: Room) -> Keyed:
    """All that was pressed on any telephone of the call, and the numbers that were said there."""
    entries = [entry for leg in room.legs for entry in _entries(room, leg.name)]
    digits = ["".join(part if part.isdigit() else " " for part in _keys(room, entry)).split() for entry in entries]
    whole = ["".join(key for key in _pressed_on(room, leg.name) if key.isdigit()) for leg in room.legs]
    said = [run for leg in room.legs for one in leg.said for run in digits_in(one.text)]
    return Keyed((*whole, *said), (*(part for entry in digits for part in entry), *said))


def _pressed_on(room: Room, leg: str) -> Iterator[str]:
    for happening in room.log:
        if happening.leg == leg and isinstance(happening.what, Pressed):
            yield happening.what.key


def _keys(room: Room, entry: list[int]) -> str:
    return "".join(what.key for index in entry if isinstance(what := room.log[index].what, Pressed))


def _entries(room: Room, leg: str) -> list[list[int]]:
    """Where in the log the keys of each Gather of a leg stand."""
    entries: list[list[int]] = [[]]
    for index, happening in enumerate(room.log):
        if happening.leg != leg:
            continue
        if isinstance(happening.what, Pressed):
            entries[-1].append(index)
        elif isinstance(happening.what, Closed):
            entries.append([])
    return [entry for entry in entries if entry]


def _pressed(room: Room) -> dict[int, str]:
    """By the first key's place in the log, one line for all keys of an entry, masked."""
    lines = {}
    for leg in {leg.name for leg in room.legs}:
        for entry in _entries(room, leg):
            lines[entry[0]] = f"presses {mask_keys(_keys(room, entry))}"
    return lines


@dataclass(frozen=True, slots=True)
class _Spoken:
    """Masked words by utterance, or by text message."""

    words: dict[int, str] = field(default_factory=dict)

    def of(self, heard: Heard | Texted) -> str:
        return self.words.get(id(heard), "")


def _spoken(room: Room) -> _Spoken:
    keyed, now = keyed_on(room), room.time()
    words: dict[int, str] = {}
    for leg in room.legs:
        masked = mask(said_by(leg.heard, now), keyed)
        words |= {id(heard): text for heard, text in zip(leg.heard, masked, strict=True)}
        words |= {id(said): mask([said.said_by(now)], keyed)[0] for said in leg.said}
    texts = [one.what for one in room.log if isinstance(one.what, Texted)]
    words |= {id(text): mask([mask_links(text.body)], keyed)[0] for text in texts}
    return _Spoken(words)


def _waits_on(happening: Happening, in_line: set[str]) -> bool:
    """Nothing to read: whoever waits in a queue is silent all the time. `in_line` is who does, and is kept up."""
    if isinstance(happening.what, Queued):
        in_line.add(happening.leg)
    elif isinstance(happening.what, Unqueued):
        in_line.discard(happening.leg)
    return happening.leg in in_line and happening.what == Closed(Closing.SILENCE)


def _text(happening: Happening, spoken: _Spoken) -> str | None:  # noqa: C901 - a table, one case for each happening
    """What a line says; None for what a reader need not know."""
    what: What = happening.what
    match what:
        case Rang(number=number):
            return f"calls from {number}" if happening.leg == "caller" else "is rung"
        case Answered():
            return "is answered" if happening.leg == "caller" else "answers"
        case Closed(by=Closing.SILENCE):
            return "keeps silent"
        case StoppedPaying(result=result):
            return f"is done paying: {result}"
        case RangOut(numbers=numbers):
            return f"hears ringing at {', '.join(numbers) or 'nobody'}"
        case Bridged(other=other):
            return f"is connected to {other}"
        case Unbridged():
            return "is connected to nobody any more"
        case Queued(queue=queue):
            return f"waits in line at {queue}"
        case Unqueued():
            return "is out of the line"
        case Over(by=by):
            return _goodbye(by, happening.leg)
        case _:
            return _sound(what, spoken)


def _sound(what: What, spoken: _Spoken) -> str | None:
    """What went over the line, in either direction, and what was written."""
    match what:
        case Began(heard=heard):
            return _utterance(heard, spoken)
        case Spoke(said=said):
            return f"says: {spoken.of(said)}{_cut(said)}" if said.text else f"speaks for {said.end - said.start:.1f} s"
        case Toned(keys=keys):
            return f"hears tones {mask_keys(keys)}"
        case Texted():
            return f"{GETS_A_TEXT} {spoken.of(what)}"
        case Beeped():
            return "hears a beep"
        case RecordingBegan():
            return "is recorded"
        case _:
            return None


def _utterance(heard: Heard, spoken: _Spoken) -> str:
    cut = _cut(heard)
    return f"hears a sound, {without_query(heard.url)}{cut}" if heard.url else f"{HEARS} {spoken.of(heard)}{cut}"


def _cut(heard: Heard) -> str:
    return "" if heard.cut_at is None else " ... (cut)"


def _goodbye(by: HungUpBy, leg: str) -> str:
    match by:
        case HungUpBy.HANDSET:
            return "hangs up"
        case HungUpBy.LINE:
            return "is hung up on by the line"
        case HungUpBy.NOBODY:
            return "is not answered" if leg == "caller" else "is rung no more"


def _time(seconds: float) -> str:
    tenths = round(abs(seconds) * 10)
    sign = "-" if seconds < 0 and tenths else ""
    return f"{sign}{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"
