"""Every fault at every request of a call, and where the caller was in the end.

A call file is played once in good weather and its requests are counted, those of representatives' legs and status
callbacks among them. Then it is played again for each of them and each fault, on a fresh line. What the fault makes
the carrier ask besides is answered well.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC
from pathlib import Path

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
from ivr.carrier.network import Call
from ivr.carrier.phones import Phone
from ivr.carrier.web import Reply, Request, Web
from ivr.dialog.journal import Entry
from ivr.dialog.journal import Happening as Noted
from ivr.line.callfile import CallFile
from ivr.line.loading import Loaded
from ivr.rehearsal.playing import Directory, phones_of, placed, script
from ivr.rehearsal.staff import ANSWERS_AFTER, accepting_keys
from ivr.rehearsal.stage import FALLBACK, Stage, demonstration, stage
from ivr.rehearsal.twice import Watched, rung_twice, written_twice
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


def weather(trial: Trial, call: CallFile, loaded: Loaded) -> Outcome:
    """Play a call under one fault, or under none. Raises ScriptFailedError for a representative nobody knows,
    BrokenLineError, StoreError."""
    given = call.heading.given
    directory = Directory.of(loaded)
    caller = Wayward(script(call, directory))
    people = _people(call, loaded, directory, caller)
    with VirtualClock(given.at.astimezone(UTC)) as clock:
        accounts = Watched(demonstration(loaded, clock, down=given.accounts), caller.answers)
        web = _Marked(caller, trial)
        with stage(loaded, clock, people, accounts=accounts, through=web.over) as put_up:
            call_made = placed(put_up, web.faulty.caller(caller), given.caller)
            web.faulty.deliver()
            journals = _journals(put_up, call_made)
    log = caller.log
    ended = any(entry.kind is Noted.ENDED for entry in journals[call_made.sid])
    return Outcome(
        trial,
        where(call_made, log, web.mark, gave_up=caller.gave_up, author_ended=ended),
        web.faulty.attempts,
        (
            *accounts.twice(),
            *rung_twice(log, CALLER),
            *(one for entries in journals.values() for one in written_twice(entries)),
        ),
        str(call_made.transcript),
        tuple(f"{line.who} {line.text}" for line in call_made.transcript.lines()),
    )


class _Marked:
    """The web of one trial; `mark` is how much had happened on the call when the fault struck."""

    def __init__(self, caller: Wayward, trial: Trial) -> None:
        self._caller = caller
        self._turn = trial.turn
        self._faults = dict(enumerate(FAULTS[trial.fault] if trial.fault else (), trial.turn))
        self.faulty: FaultyWeb
        self.mark = 0

    def over(self, web: Web) -> Web:
        self.faulty = FaultyWeb(web, self._faults)
        return self

    def fetch(self, request: Request) -> Reply:
        if self.faulty.attempts + 1 == self._turn:
            self.mark = len(self._caller.log)
        return self.faulty.fetch(request)


def _people(call: CallFile, loaded: Loaded, directory: Directory, caller: Wayward) -> dict[str, Phone]:
    """The call file's, and somebody at the number for emergencies."""
    keys = {} if loaded.line is None else accepting_keys(loaded.line)
    people = phones_of(call, directory)
    phones = {number: helpful(phone, caller, keys[number]) for number, phone in people.items()}
    return {FALLBACK: Phone(ANSWERS_AFTER, handset=Taker(), name="duty"), **phones}


def _journals(put_up: Stage, call: Call) -> dict[str, tuple[Entry, ...]]:
    """By CallSid, what the line wrote down of each leg."""
    legs = {call.sid, *(made.call for made in call.made)}
    return {leg: () if put_up.store is None else put_up.store.journal(leg) for leg in legs}
