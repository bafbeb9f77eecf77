"""The text of a suggested call: first a draft in which everything is heard out, then the file, with a few words of what was heard.

Before a key the words of its choice are expected, elsewhere the first few that were heard: enough to know where the caller is, and
to break when a key moves. A file with more words is tried when that is too little.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from ivr.carrier.happenings import DEFAULT_LANGUAGE
from ivr.carrier.network import Call
from ivr.exploring.atlas import Atlas
from ivr.exploring.coverage_routes import Route, Standing
from ivr.exploring.worlds import GROUP, LINE
from ivr.line.callfile import ENDS, Given
from ivr.line.line import Line
from ivr.line.nodes.menu import Menu
from ivr.line.nodes.queue import Queue
from ivr.line.scalars import NodeId
from ivr.rehearsal.phrases import first_words
from ivr.rehearsal.retelling import Did, GotText, Heard, HungUp, Keyed, Rang, Said, Silence, Waited, retold
from ivr.rehearsal.suggesting_acts import Deed, Sort
from ivr.rehearsal.suggesting_names import title
from ivr.rehearsal.telephones import ANSWERS, AWAY, RINGS, TALKING
from ivr.telephony.keys import KEYS
from ivr.telephony.outcomes import RingOutcome

Ending = Sequence[str]
"""The last steps of a draft."""
HANGS_UP: Ending = ("  - wait: 1 s", "  - hang_up: true")
HEARS_IT_RING: Ending = ("  - wait: 100 s", "  - hang_up: true")
"""Until all telephones have rung in vain."""
STAYS: Ending = ()

_ENOUGH = 4  # words
MESSAGE = "Please call me about my bill."
_STANDINGS = {Standing.TALKING: TALKING, Standing.AWAY: AWAY}
_PLAIN = re.compile(r"[A-Za-z][\w ,.'!?;()-]*")
_YAML_WORDS = re.compile(r"true|false|yes|no|on|off|null|noinput", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A call file without a word of what is heard. `given` are its rows below `given:` but for the representatives."""

    route: Route
    deeds: Sequence[Deed]
    given: tuple[str, ...]
    people: tuple[str, ...]

    def text(self, ending: Ending) -> str:
        steps = [row for deed in self.deeds for row in _drafted(deed)]
        return _file(self.route, (*self.given, *self.people), [*steps, *ending])


def draft(line: Line, atlas: Atlas, route: Route, deeds: Sequence[Deed]) -> Draft:
    hours = tuple(_hours(atlas, route))
    down = ("  accounts: down",) if route.weather.down else ()
    return Draft(route, deeds, (*hours, *down), tuple(_people(line, route)))


def _hours(atlas: Atlas, route: Route) -> Iterator[str]:
    """Nothing where it makes no difference when the call comes in."""
    hour = atlas.choices.moving.hours[route.weather.hour]
    calendars = tuple(atlas.program.calendars.values())
    usual = Given().at
    if any(one.at(usual) is not one.at(hour.now) for one in calendars):
        zone = getattr(calendars[0].zone, "key", "UTC")
        yield f"  at: {_local(hour.now, zone):%Y-%m-%d %H:%M} {zone}"
    if hour.emergency:
        yield "  emergency: yes"


def _local(instant: datetime, zone: str) -> datetime:
    return instant.astimezone(ZoneInfo(zone))


def _people(line: Line, route: Route) -> Iterator[str]:
    """Everybody, where the call looks at who is there."""
    if any(what.startswith((GROUP, LINE)) for edge in route.edges for what, _ in edge.chosen):
        standing = route.weather.standing
        does = RINGS[route.weather.ring] if standing is Standing.FREE else _STANDINGS[standing]
        yield "  representatives:"
        yield from (f"    {_text(str(one.name))}: {does}" for one in line.representatives.representatives.values())


def _drafted(deed: Deed) -> Iterator[str]:
    match deed.sort:
        case Sort.KEYS:
            yield f'  - press: "{deed.keys}"'
            yield "    after: prompt"
        case Sort.MESSAGE:
            yield f"  - say: {MESSAGE}"
            yield "    after: prompt"
        case Sort.SILENCE:
            yield "  - wait: noinput"


def finished(line: Line, drafted: Draft, call: Call) -> Iterator[str]:
    """The file in fewer words, then in more."""
    did = retold(call)
    people = tuple(_answered(did)) or (drafted.people if drafted.route.weather.ring is not RingOutcome.BRIDGED else ())
    if drafted.route.weather.standing is not Standing.FREE:
        people = drafted.people
    ends = f"ends: {call.ended.value}" if call.ended.value in ENDS else ""
    said = tuple(one.text for one in call.legs[0].heard)
    for words in (_Words(line, drafted.deeds, said), _Words(None, drafted.deeds, said), None):
        rows = list(_steps(did, words))
        yield _file(drafted.route, (*drafted.given, *people), rows, ends)


def _answered(did: Sequence[Did]) -> Iterator[str]:
    """Whoever answered, as a row of `given`."""
    names = dict.fromkeys(one.name for one in did if isinstance(one, Rang))
    if names:
        yield "  representatives:"
        yield from (f"    {_text(name)}: {ANSWERS}" for name in names)


@dataclass(slots=True)
class _Words:
    """Chooses what of all that was heard is expected before each thing done; `line` knows the words of choices, `said` is all that
    was said to the caller."""

    line: Line | None
    deeds: Sequence[Deed]
    said: Sequence[str] = field(repr=False)
    _done: int = 0

    def before(self, heard: Sequence[str], one: Did | None) -> Sequence[str]:
        deed = None
        if isinstance(one, Keyed | Silence | Said) and self._done < len(self.deeds):
            deed = self.deeds[self._done]
            self._done += 1
        choice = None if deed is None or self.line is None else _choice(self.line, deed)
        if choice:
            return [choice]
        few = heard[-1:] if self.line is None and deed is None else heard[:1]
        return [self._longer(phrase) for phrase in few]

    def _longer(self, phrase: str) -> str:
        """I'm sorry is said everywhere: of a short sentence the next one is taken with it."""
        if len(phrase.split()) >= _ENOUGH:
            return phrase
        rests = [one.removeprefix(phrase).split() for one in self.said if one.startswith(f"{phrase} ")]
        return " ".join([phrase, first_words(rests[-1], DEFAULT_LANGUAGE)[0]]).strip() if rests else phrase


def _choice(line: Line, deed: Deed) -> str | None:
    """The words of the choice whose key is pressed, as they are heard."""
    placed = line.nodes.get(NodeId(deed.at))
    match None if placed is None else placed.node:
        case Menu(menu=menu):
            said = {str(key): option.say for key, option in menu.options.items()}.get(deed.keys)
        case Queue(queue=queue):
            said = {str(key): option.say for key, option in queue.options.items()}.get(deed.keys)
        case _:
            said = None
    return None if said is None or "{" in said.text else f"{said.text}, press {deed.keys}"


def _steps(did: Sequence[Did], words: _Words | None) -> Iterator[str]:
    heard: list[str] = []
    for one in [*did, None]:
        if isinstance(one, Heard):
            heard.append(one.words)
            continue
        if isinstance(one, Waited):
            continue
        chosen = heard if words is None else words.before(heard, one)
        yield from (f"  - hear: {_text(phrase)}" for phrase in chosen)
        heard = []
        if one is not None:
            yield from _step(one)


def _step(one: Did) -> Iterator[str]:
    match one:
        case Keyed(keys=keys):
            yield f"  - press: {keys}" if keys in KEYS and keys.isdigit() else f'  - press: "{keys}"'
        case Said(words=words):
            yield f"  - say: {_text(words)}"
        case Silence():
            yield "  - wait: noinput"
        case HungUp():
            yield "  - hang_up: true"
        case GotText(words=words):
            yield f"  - text: {_text(words)}"
        case Rang(name=name, whisper=whisper, keys=keys):
            yield f"  - ring: {_text(name)}"
            yield from (f"    whisper: {_text(words)}" for words in [whisper] if words)
            yield from (f"    press: {key}" for key in [keys] if key)
        case Heard() | Waited():
            return


def _file(route: Route, given: Sequence[str], steps: Sequence[str], ends: str = "") -> str:
    rows = [f"call: {_text(title(route))}", *(["given:", *given] if given else []), "steps:", *steps]
    return "\n".join([*rows, *([ends] if ends else []), ""])


def _text(text: str) -> str:
    """As people write it where that is safe, in quotes otherwise."""
    plain = _PLAIN.fullmatch(text) and not _YAML_WORDS.fullmatch(text) and text == text.strip()
    return text if plain else json.dumps(text, ensure_ascii=False)
