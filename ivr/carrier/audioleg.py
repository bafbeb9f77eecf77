"""A leg with sound: what is said takes as long as its sound does, on the wall's clock, and the far end is really heard.

Everything else is as on a leg of words: the same phases, the same happenings, the same keys. What the far end says is
sound without words, since nothing here recognises speech: a Record and a speech Gather notice that somebody speaks and
when it ends, no more.
"""

from typing import TYPE_CHECKING

from ivr.carrier.dialled import Display
from ivr.carrier.happenings import DEFAULT_LANGUAGE, Heard, HungUpBy, Spoke, What
from ivr.carrier.pace import seconds_to_say
from ivr.carrier.phase import Phase
from ivr.carrier.room import Room
from ivr.carrier.textleg import TextLeg
from ivr.carrier.wire import Wire
from ivr.sound.g711 import QUIET, RATE, loudness, seconds_of
from ivr.sound.tones import beep, keys_as_tones, ringback, tune
from ivr.sound.voice import NoVoiceError, UnreadableSoundError

if TYPE_CHECKING:
    from ivr.carrier.audio import Audio

SPEECH = 500.0  # mean height of samples; a quiet room behind a telephone stays far below
CHUNK = RATE // 5  # bytes of speech that are noticed at once
BREATH = 1.0  # seconds; after a longer rest speech begins anew


class AudioLeg(TextLeg):
    """One telephone with sound. Words that cannot be spoken here take the time they would take, in silence, and
    `troubles` says why."""

    def __init__(self, room: Room, name: str, number: str, audio: "Audio", display: Display) -> None:
        super().__init__(room, name, number, display=display)
        self.troubles: list[str] = []
        self._audio = audio
        self.wire: Wire = audio.wire
        self._coming = bytearray()
        self._music = False
        self.wire.ears.append(self._hears)

    async def say(self, text: str, voice: str | None, language: str | None, ssml: str | None = None) -> None:
        self._require()
        spoken_in = language or DEFAULT_LANGUAGE
        try:
            sound = await self._audio.voice.spoken(text, spoken_in, voice, ssml)
        except NoVoiceError as error:
            self._trouble(str(error))
            sound = _silence(seconds_to_say(text, spoken_in))
        await self._sounding(sound, Heard(text, self.room.time(), seconds_of(sound), spoken_in, ssml=ssml))

    async def play(self, url: str, content: bytes = b"") -> None:
        """A sound whose content is not there, as hold music's never is, is a tune of ours."""
        self._require()
        if not content:
            self._music = True
            self.wire.hum(tune())
            await super().play(url)
            return
        try:
            sound = await self._audio.reader.read(content)
        except UnreadableSoundError as error:
            self._trouble(str(error))
            sound = b""
        await self._sounding(sound, Heard("", self.room.time(), seconds_of(sound), url=url))

    async def tones(self, keys: str, seconds: float) -> None:
        self._require()
        self.wire.say(keys_as_tones(keys))
        await super().tones(keys, seconds)

    async def beep(self) -> None:
        self._require()
        self.wire.say(beep())
        await super().beep()

    def recording_began(self) -> None:
        super().recording_began()
        self.wire.record()

    def recorded(self) -> bytes:
        return self.wire.recorded()

    def bridged(self, other: str, wire: Wire | None = None) -> None:
        super().bridged(other, wire)
        if wire is not None:
            self.wire.listen_to(wire)

    def unbridged(self) -> None:
        self.wire.part()
        super().unbridged()

    # Both sides meet here.

    async def _sounding(self, sound: bytes, heard: Heard) -> None:
        self._require()
        self.wire.say(sound)
        await self._sound(heard)

    def _stop(self) -> None:
        if self._playing is not None:
            self.wire.stop()
        super()._stop()

    def _end(self, by: HungUpBy) -> None:
        if not self.over:
            self.wire.stop()
            self.wire.part()
        super()._end(by)

    def _enter(self, phase: Phase, what: What) -> None:
        if phase is Phase.RINGBACK:
            self.wire.hum(ringback())
        elif not (phase is Phase.PAUSING and self._music):
            self._music = False
            self.wire.hum(None)
        super()._enter(phase, what)

    def _trouble(self, why: str) -> None:
        if why not in self.troubles:
            self.troubles.append(why)

    def _hears(self, frame: bytes) -> None:
        """Speech is noticed in chunks, so that whoever waits for its end sees it move on."""
        if self.over or not (self.phase is Phase.RECORDING or (self._gathering and self._hears_speech)):
            self._coming.clear()
            return
        self._coming += frame
        if len(self._coming) < CHUNK:
            return
        chunk = bytes(self._coming)
        self._coming.clear()
        if loudness(chunk) > SPEECH:
            self._spoke(seconds_of(chunk))

    def _spoke(self, seconds: float) -> None:
        now = self.room.time()
        goes_on = bool(self.said) and now - seconds - self.said[-1].end < BREATH
        said = Heard("", now - seconds, seconds)
        self._take_in(said)
        if goes_on:
            self.room.ring()
        else:
            self.note(Spoke(said))


def _silence(seconds: float) -> bytes:
    return QUIET * round(seconds * RATE)
