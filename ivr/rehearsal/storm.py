"""Every fault at every request of a call, and where the caller was in the end.

A call file is played once in good weather and its requests are counted, those of representatives' legs and status
callbacks among them. Then it is played again for each of them and each fault, on a fresh line. What the fault makes
the carrier ask besides is answered well.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC
from pathlib import Path

from ivr.bootstrap import demonstration, signing_token
from ivr.carrier.clock import VirtualClock
from ivr.carrier.faults import (
    Broken,
    CallerGone,
    Fault,
    FaultyWeb,
    Halved,
    Hung,
    Late,
    Lost,
    Refused,
    Repeated,
)
from ivr.carrier.handsets.taker import Taker
from ivr.carrier.happenings import Closed
from ivr.carrier.httpweb import HttpWeb
from ivr.carrier.network import Call, Network
from ivr.carrier.phones import Phone
from ivr.carrier.transcript import GETS_A_TEXT, HEARS
from ivr.carrier.web import Reply, Request, Web
from ivr.dialog.journal import Entry
from ivr.dialog.journal import Happening as Noted
from ivr.line.callfile import CallFile
from ivr.line.loading import Loaded
from ivr.rehearsal.floor_before import before
from ivr.rehearsal.playing import Directory, Numbers, phones_of, placed, script
from ivr.rehearsal.staff import ANSWERS_AFTER, accepting_keys
from ivr.rehearsal.stage import ACCOUNT, FALLBACK, Stage, stage
from ivr.rehearsal.twice import Watched, rung_twice, texted_twice, written_twice
from ivr.rehearsal.wayward import Wayward, helpful
from ivr.rehearsal.whereabouts import CALLER, Where, where

FAULTS: Mapping[str, tuple[Fault, ...]] = {
    "twice": (Repeated(),),
    "late": (Late(),),
    "lost": (Lost(),),
    "lost-asked-again": (Lost(asked_again=True),),
    "500": (Broken(500),),
    "502-after": (Broken(502, acted=True),),
    "hang": (Hung(),),
    "refused": (Refused(),),
    "refused-twice": (Refused(), Refused()),
    "half": (Halved(),),
    "hang-up": (CallerGone(),),
}
"""By the name a report gives it, what befalls a request, and the ones right after it."""
UNNOTICED = ("twice", "late", "lost-asked-again")
"""What nobody on the telephone may notice: the carrier gets the reply it would have got."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One fault at the request of that number, counted from 1. Without a fault it is good weather."""

    file: Path
    turn: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`requests` counts attempts; `twice` says what was done twice. `words` is what everybody heard and did, without
    times."""

    trial: Trial
    where: Where
    requests: int
    twice: tuple[str, ...]
    transcript: str = field(repr=False)
    words: tuple[str, ...] = field(repr=False)

    @property
    def bad(self) -> bool:
        return self.where is Where.DROPPED or bool(self.twice)


def trials(good: Outcome) -> Iterator[Trial]:
    """Every trial of a call that went so in good weather."""
    for turn in range(1, good.requests + 1):
        for fault in FAULTS:
            yield Trial(good.trial.file, turn, fault)


def compared(outcome: Outcome, good: Outcome) -> Outcome:
    """The same, with it said if anybody noticed what nobody may: then one request was taken for two."""
    if outcome.trial.fault not in UNNOTICED or outcome.words == good.words:
        return outcome
    return replace(outcome, twice=(*outcome.twice, "the call went on otherwise than in good weather"))


def weather(trial: Trial, call: CallFile, loaded: Loaded | None) -> Outcome:
    """Play a call under one fault, or under none; `loaded` is None for one that names an address of its own. Raises
    ScriptFailedError for a representative nobody knows, BrokenLineError, StoreError."""
    given = call.heading.given
    directory = Numbers({}) if loaded is None else Directory.of(loaded)
    caller = Wayward(script(call, directory))
    web = _Marked(caller, trial)
    with VirtualClock(given.at.astimezone(UTC)) as clock:
        people = _people(call, loaded, directory, caller)
        with _put_up(call, loaded, clock, people, web) as (put_up, accounts):
            call_made = placed(put_up, web.faulty.caller(caller), given.caller)
            web.faulty.deliver()
            journals = _journals(put_up, call_made)
    return Outcome(
        trial,
        where(call_made, caller.log, web.mark, gave_up=caller.gave_up, author_ended=_author_ended(call_made, journals)),
        web.faulty.attempts,
        (
            *accounts.twice(),
            *rung_twice(caller.log, CALLER),
            *texted_twice(caller.log),
            *(one for entries in journals.values() for one in written_twice(entries)),
        ),
        str(call_made.transcript),
        _told(call_made),
    )


def _told(call: Call) -> tuple[str, ...]:
    """In order, but texts last, and rows of words that follow each other as one: when a text arrives among words that are
    being said, and cuts their row in two, is nobody's doing."""
    rows: list[str] = []
    for line in sorted(call.transcript.lines(), key=lambda line: line.text.startswith(GETS_A_TEXT)):
        heard = f"{line.who} {HEARS}"
        row = f"{line.who} {line.text}"
        if rows and rows[-1].startswith(heard) and row.startswith(heard):
            rows[-1] += row.removeprefix(heard)
        else:
            rows.append(row)
    return tuple(rows)


@contextmanager
def _put_up(
    call: CallFile, loaded: Loaded | None, clock: VirtualClock, people: Mapping[str, Phone], web: "_Marked"
) -> Iterator[tuple[Stage, Watched]]:
    """The line, or somebody else's application, and what is looked up meanwhile."""
    if loaded is None:
        with HttpWeb() as http:
            network = Network(web.over(http), clock, ACCOUNT, signing_token(), people)
            yield Stage(network, call.heading.given.url or ""), Watched(demonstration(None, clock), web.caller.answers)
        return
    accounts = Watched(demonstration(loaded.line, clock, down=call.heading.given.accounts), web.caller.answers)
    with stage(loaded, clock, people, accounts=accounts, through=web.over, floor=before(call, loaded)) as put_up:
        yield put_up, accounts


def _author_ended(call: Call, journals: Mapping[str, Sequence[Entry]]) -> bool:
    """Whether the line came to a node that ends calls. Of somebody else's application all that can be said is whether it
    spoke after the last answer."""
    if journals:
        return any(entry.kind is Noted.ENDED for entry in journals[call.sid])
    last = max(
        (one.at for one in call.legs[0].room.log if one.leg == CALLER and isinstance(one.what, Closed)), default=-1
    )
    return any(heard.start >= last for heard in call.legs[0].heard)


class _Marked:
    """The web of one trial; `mark` is how much had happened on the call when the fault struck."""

    def __init__(self, caller: Wayward, trial: Trial) -> None:
        self.caller = caller
        self._turn = trial.turn
        self._faults = dict(enumerate(FAULTS[trial.fault] if trial.fault else (), trial.turn))
        self.faulty: FaultyWeb
        self.mark = 0

    def over(self, web: Web) -> Web:
        self.faulty = FaultyWeb(web, self._faults)
        return self

    def fetch(self, request: Request) -> Reply:
        if self.faulty.attempts + 1 == self._turn:
            self.mark = len(self.caller.log)
        return self.faulty.fetch(request)


def _people(call: CallFile, loaded: Loaded | None, directory: Directory, caller: Wayward) -> dict[str, Phone]:
    """The call file's, and somebody at the number for emergencies."""
    keys = {} if loaded is None or loaded.line is None else accepting_keys(loaded.line)
    people = phones_of(call, directory)
    phones = {number: helpful(phone, caller, keys.get(number, "1")) for number, phone in people.items()}
    return {FALLBACK: Phone(ANSWERS_AFTER, handset=Taker(), name="duty"), **phones}


def _journals(put_up: Stage, call: Call) -> dict[str, tuple[Entry, ...]]:
    """By CallSid, what the line wrote down of each leg; nothing where the line is somebody else's."""
    if put_up.store is None:
        return {}
    return {leg: put_up.store.journal(leg) for leg in (call.sid, *(made.call for made in call.made))}
