"""Somebody who presses 9, chooses Spanish, and expects to hear no word of English from there on."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from lines_read import line_in

from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.script import Script
from ivr.carrier.handsets.steps import NOINPUT, HangUp, Hear, Press, RingOf, Step, Wait, here
from ivr.carrier.happenings import Heard, Pressed
from ivr.carrier.hearing import fold
from ivr.carrier.network import Call
from ivr.carrier.phones import Phone
from ivr.carrier.web import Reply, Request, Web
from ivr.line.loading import Loaded
from ivr.line.messages import uses_of
from ivr.line.messages_built_in import built_in
from ivr.rehearsal.playing import placed
from ivr.rehearsal.stage import stage

SPANISH, VOICE = "es-US", "Polly.Lupe-Neural"
ROSA = "+15550100101"
WORKDAY = datetime(2026, 11, 24, 10, 5, tzinfo=ZoneInfo("America/New_York"))
EVENING = WORKDAY.replace(hour=22)

Told = tuple[str, str]
"""Words that are heard, and the keys that answer them: none where nothing is done, w where the caller is silent."""


def line_of(*changes: tuple[str, str]) -> Loaded:
    loaded = line_in(Path(__file__).parents[2] / "menus" / "pay-my-bill", dict(changes))
    assert loaded.line is not None, loaded.findings
    return loaded


@dataclass
class Watched:
    """What the line answers about the caller's own leg, which is the first one it is asked about."""

    inner: Web
    documents: list[str] = field(default_factory=list)
    sid: str = ""

    def fetch(self, request: Request) -> Reply:
        reply = self.inner.fetch(request)
        sid = request.body.decode().partition("CallSid=")[2].partition("&")[0]
        self.sid = self.sid or sid
        if sid == self.sid:
            self.documents.append(reply.body.decode())
        return reply


def steps_of(told: Iterable[Told | Step]) -> Iterator[Step]:
    for one in told:
        if not isinstance(one, tuple):
            yield one
            continue
        words, keys = one
        yield Hear(here(), words)
        if keys:
            yield Wait(here(), NOINPUT) if keys == "w" else Press(here(), keys)


CHOOSES: tuple[Told, ...] = (("Para español, oprima nueve", "9"), ("Para español, oprima dos", "2"))


def calls(
    *told: Told | Step,
    at: datetime = WORKDAY,
    company: Mapping[str, str] | None = None,
    rings: bool = False,
    whisper: str = "The caller speaks Spanish",
) -> Call:
    """One call by somebody who chooses Spanish at once, checked for Spanish from there on. With `rings` a representative
    takes it in the end, and hears the `whisper`; otherwise the caller hangs up, if the line has not."""
    end = RingOf(here(), ROSA, "Rosa", whisper=whisper, press="1") if rings else HangUp(here())
    handset = Script((*steps_of((*CHOOSES, *told)), end))
    watched: list[Watched] = []

    def through(web: Web) -> Watched:
        watched.append(Watched(web))
        return watched[0]

    loaded = line_of(*sorted((company or {}).items()))
    with VirtualClock(at) as clock, stage(loaded, clock, {ROSA: Phone(4.0, name="Rosa")}, through=through) as put_up:
        call = placed(put_up, handset, "+12125550123")
    voices = set(re.findall(rf'<Say language="{SPANISH}" voice="([^"]+)"', " ".join(watched[0].documents)))
    assert voices == {VOICE}
    assert call.debugger == ()
    return call


def presses(call: Call) -> list[float]:
    leg = call.leg("caller")
    return [one.at for one in leg.room.log if one.leg == leg.name and isinstance(one.what, Pressed)]


def since(call: Call, key: int) -> list[Heard]:
    """What the caller heard from a key on, the first being 0; a sentence cut short by the key is before it."""
    moment = presses(call)[key]
    return [one for one in call.leg("caller").heard if one.start >= moment]


def spoken(said: Iterable[Heard], language: str = SPANISH) -> str:
    return f" {' '.join(part for one in said for part in fold(one.text, language))} "


@cache
def english_phrases() -> frozenset[str]:
    """All that the author and the language say in English, cut where a value is said, as the ear hears it."""
    line = line_of().line
    assert line is not None
    texts = [use.text for use in uses_of(line) if use.wording] + list(built_in(line, "en-US").values())
    parts = [part for text in texts for part in re.split(r"\{[^}]*\}", text)]
    folded = {" ".join(fold(part, "en-US")) for part in parts}
    return frozenset(part for part in folded if len(part.split()) > 1)


def no_english(said: list[Heard]) -> None:
    """Asserts that all of it is Spanish, and that no number is left to the voice."""
    assert {one.language for one in said} == {SPANISH}, [one.text for one in said if one.language != SPANISH]
    figures = [one.text for one in said if re.search(r"\d", one.text)]
    words = spoken(said)
    english = [phrase for phrase in english_phrases() if f" {phrase} " in words]
    assert (figures, english) == ([], []), (figures, english)


def spanish_call(
    *told: Told | Step, at: datetime = WORKDAY, company: Mapping[str, str] | None = None, rings: bool = False
) -> Call:
    call = calls(*told, at=at, company=company, rings=rings)
    no_english(since(call, 1))
    return call


def known(number: str, pin: str) -> tuple[Told, ...]:
    return (
        ("ingrese su número de cuenta de dieciséis dígitos", number),
        ("Si es correcto, oprima uno. Para ingresarlo de nuevo, oprima dos", "1"),
        ("Ahora ingrese su PIN", pin),
    )


def balance(number: str, pin: str) -> tuple[Told, ...]:
    return (("Para saber cuánto debe, oprima dos", "2"), *known(number, pin))


PERSON: Told = ("Le comunico con un representante", "")
ACCOUNT, PIN = "8448200012345678", "2580"
PAYING: tuple[Told, ...] = (("Para pagar su factura, oprima uno", "1"), *known(ACCOUNT, PIN))
OTHER_WAYS: Told = ("Para otras formas de pagar, o problemas de pago, oprima tres", "3")
PROBLEM: tuple[Told, ...] = (OTHER_WAYS, ("Si un pago no se completó, oprima cuatro", "4"))
HELP: Told = ("Si necesita más tiempo, o está sin servicio, oprima cuatro", "4")
NEXT_THING: Told = ("Para escuchar qué más puede probar, oprima uno", "1")
NEXT_REASON: Told = ("Para escuchar la siguiente razón, oprima uno", "1")
