"""A call file becomes a script for a handset, and is played."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path

from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.dialling import Dialling
from ivr.carrier.handsets.handset import Handset
from ivr.carrier.handsets.script import Script, ScriptFailedError
from ivr.carrier.handsets.steps import (
    NOINPUT,
    Ends,
    HangUp,
    Hear,
    HearNot,
    Pay,
    Press,
    RingOf,
    Speak,
    Step,
    Text,
    TextNot,
    Wait,
)
from ivr.carrier.happenings import Ended
from ivr.carrier.httpweb import HttpWeb
from ivr.carrier.network import Call, Network
from ivr.carrier.phones import Phone
from ivr.carrier.tracing import Tracer
from ivr.dialog.journal import Entry, Happening
from ivr.line import callfile
from ivr.line.callfile import Behaviour, CallFile, StepWritten
from ivr.line.loading import Loaded
from ivr.rehearsal.floor_before import before
from ivr.rehearsal.stage import ACCOUNT, Stage, as_it_is, stage
from ivr.service.lines import BrokenLineError
from ivr.source import Place
from ivr.telephony.numbers import BadNumberError, parse_number

Journals = Mapping[str, tuple[Entry, ...]]
"""By CallSid, what the line wrote down of each leg."""
Noted = Callable[[Loaded, Journals], None]
"""Is told on which line a call was played, and what was written down of it, while the line is still there."""

UNHURRIED = 10
"""How many times as late something may be heard by a caller who dials otherwise than the call file says."""


@dataclass(frozen=True, slots=True)
class Directory:
    """The representatives of a line by the name a call file uses: what rings, and the name in transcripts."""

    numbers: dict[str, str]

    @classmethod
    def of(cls, loaded: Loaded) -> "Directory":
        """Names and ids both lead to what rings. Raises BrokenLineError where it could not be read who there is."""
        if loaded.line is None:
            raise BrokenLineError(loaded.findings)
        people = loaded.line.representatives.representatives
        ids = {str(name): one.address for name, one in people.items()}
        return cls(ids | {str(one.name): one.address for one in people.values()})

    def number(self, name: str, place: Place) -> str:
        if name not in self.numbers:
            known = ", ".join(sorted(self.numbers))
            raise ScriptFailedError(place, f"there is no representative {name!r}; there are {known}", "")
        return self.numbers[name]


class Numbers(Directory):
    """Where no line says who is who, a telephone goes by its number."""

    def number(self, name: str, place: Place) -> str:
        try:
            return parse_number(name)
        except BadNumberError as error:
            raise ScriptFailedError(place, f"without a line a representative is a number: {error}", "") from None


def play(
    call: CallFile,
    loaded: Loaded,
    database: Path | None = None,
    tracer: Tracer | None = None,
    *,
    dialling: Dialling | None = None,
    noted: Noted | None = None,
) -> Call:
    """Play a call file against the line, in this process and in virtual time; `database` is a file for the embedded
    store, which is in memory otherwise. `loaded` holds what the call file says of the company, see `trying`. With
    `dialling` the caller is of another kind than the file says, and everything may be heard later than it says. A call that
    goes as written is `noted`.

    Raises ScriptFailedError where the call stops being what the file says, BrokenLineError for a line nobody can be put
    through to, StoreError.
    """
    given = call.heading.given
    directory = Directory.of(loaded)
    phones = phones_of(call, directory)
    through = as_it_is if tracer is None else tracer.over
    handset: Handset = script(call, directory, dialling)
    with (
        VirtualClock(given.at.astimezone(UTC)) as clock,
        stage(
            loaded,
            clock,
            phones,
            down=given.accounts,
            database=database,
            through=through,
            floor=before(call, loaded),
        ) as put_up,
    ):
        done = placed(put_up, handset if tracer is None else tracer.caller(handset), given.caller)
        written = journals(put_up, done)
        _hold_outcomes(call, written[done.sid], done)
        if noted is not None:
            noted(loaded, written)
        return done


def _hold_outcomes(call: CallFile, journal: Sequence[Entry], done: Call) -> None:
    """Raises ScriptFailedError where the line wrote down something else than the file says."""
    wanted = call.heading.outcomes
    came_by = tuple(entry.detail for entry in journal if entry.kind is Happening.OUTCOME)
    if wanted is not None and came_by != tuple(str(one) for one in wanted):
        raise ScriptFailedError(
            call.outcomes_place,
            f"the line wrote down {_listed(came_by)} of this call, not {_listed([str(one) for one in wanted])}",
            str(done.transcript),
        )


def _listed(outcomes: Sequence[str]) -> str:
    return ", ".join(outcomes) or "no outcome"


def journals(put_up: Stage, call: Call) -> Journals:
    """Of each leg of a call, the caller's first; nothing where the line is somebody else's."""
    if put_up.store is None:
        return {}
    return {leg: put_up.store.journal(leg) for leg in (call.sid, *(made.call for made in call.made))}


def play_elsewhere(call: CallFile, url: str, token: str, *, dialling: Dialling | None = None) -> Call:
    """Play a call file against an application of any kind, over HTTP and in virtual time: the application keeps its own.
    `dialling` is as in `play`. Raises ScriptFailedError."""
    numbers = Numbers({})
    with VirtualClock() as clock, HttpWeb() as web:
        network = Network(web, clock, ACCOUNT, token, phones_of(call, numbers))
        return placed(Stage(network, url), script(call, numbers, dialling), call.heading.given.caller)


def placed(put_up: Stage, handset: Handset, caller: str) -> Call:
    return put_up.network.call(
        put_up.voice_url,
        handset=handset,
        caller=caller,
        fallback_url=put_up.fallback_url,
        status_url=put_up.status_url,
    )


def script(call: CallFile, directory: Directory, dialling: Dialling | None = None) -> Script:
    """Raises ScriptFailedError for a representative nobody knows."""
    ends = None if call.heading.ends is None else Ends(call.ends_place, Ended(call.heading.ends))
    steps = [_step(written, place, directory) for written, place in call.steps]
    own = Dialling(call.heading.given.dialling or Dialling.QUICK)
    if dialling not in (None, own):
        steps = [_later(step) for step in steps]
    return Script(tuple(steps), ends, dialling or own)


def _later(step: Step) -> Step:
    return replace(step, within=step.within * UNHURRIED) if isinstance(step, Hear) and step.within else step


def phones_of(call: CallFile, directory: Directory) -> dict[str, Phone]:
    """Who answers which number. Raises ScriptFailedError for a representative nobody knows."""
    behaviours = call.heading.given.representatives
    return {directory.number(str(name), call.place): _phone(str(name), one) for name, one in behaviours.items()}


def _phone(name: str, behaviour: Behaviour) -> Phone:
    return Phone(behaviour.answers_after, busy=behaviour.busy, fails=behaviour.fails, name=name)


def _step(written: StepWritten, place: Place, directory: Directory) -> Step:
    match written:
        case callfile.Hear() | callfile.HearNot() | callfile.TextStep() | callfile.TextNotStep():
            return _noticed(written, place)
        case callfile.Press():
            return Press(place, written.press, after_prompt=written.after)
        case callfile.Speak():
            return Speak(place, written.say, after_prompt=written.after)
        case callfile.Wait():
            return Wait(place, NOINPUT if written.wait is None else written.wait)
        case callfile.HangUp():
            return HangUp(place)
        case callfile.PayStep():
            return _pay(place, written.pay)
        case callfile.RingStep():
            return RingOf(place, directory.number(written.ring, place), written.ring, written.whisper, written.press)


def _noticed(
    written: callfile.Hear | callfile.HearNot | callfile.TextStep | callfile.TextNotStep, place: Place
) -> Step:
    match written:
        case callfile.Hear():
            return Hear(place, written.hear, written.within)
        case callfile.HearNot():
            return HearNot(place, written.hear_not)
        case callfile.TextStep():
            return Text(place, written.text, written.to)
        case callfile.TextNotStep():
            return TextNot(place, written.text_not, written.to)


def _pay(place: Place, given: callfile.PaymentDetails) -> Pay:
    return Pay(place, given.card, given.expires, given.code, given.postal, given.routing, given.account)
