"""A leg with sound: what is said takes as long as its sound does, and the far end is really heard.

Everything else is as on a leg of words: the same phases, the same happenings, the same keys, at the same times. The leg
lives by the clock, and hands whole sounds to its wire. What the far end says is sound without words, since nothing here
recognises speech: a Record and a speech Gather notice that somebody speaks and when it ends, no more.
"""

from collections.abc import Sequence
from math import inf
from typing import TYPE_CHECKING

from ivr.carrier.ahead import Ahead
from ivr.carrier.dialled import Display
from ivr.carrier.happenings import (
    DEFAULT_LANGUAGE,
    TOLERANCE,
    Began,
    Heard,
    HungUpBy,
    Paused,
    RangOut,
    Spoke,
    Toned,
    What,
)
from ivr.carrier.leg import Words
from ivr.carrier.noticing import Noticing
from ivr.carrier.pace import seconds_to_say
from ivr.carrier.phase import Phase
from ivr.carrier.racing import unless_gone
from ivr.carrier.reel import Reel
from ivr.carrier.room import Room
from ivr.carrier.textleg import PLAY_SECONDS, TextLeg
from ivr.carrier.wire import Wire
from ivr.sound.g711 import FRAME_SECONDS, QUIET, RATE, seconds_of
from ivr.sound.tones import beep, keys_as_tones, ringback, tune
from ivr.sound.voice import NoVoiceError, UnreadableSoundError

if TYPE_CHECKING:
    from ivr.carrier.audio import Audio

SLACK = 2 * FRAME_SECONDS  # whoever carries the sound pulls frames at moments of its own, some of them a little late
BEHIND = 2.0  # seconds of sound that wait for somebody who does not carry it yet
ON_ITS_WAY = 1.5  # seconds; what a page, and what waits to be sent to it, may hold of sound that the wire has given


class AudioLeg(TextLeg):
    """One telephone with sound. Words that cannot be spoken here take the time they would take, in silence, and
    `troubles` says why."""

    def __init__(self, room: Room, name: str, number: str, audio: "Audio", display: Display) -> None:
        super().__init__(room, name, number, display=display)
        self.troubles: list[str] = []
        self.wire: Wire = audio.wire
        self._audio = audio
        self._until = 0.0  # when all that was given to the wire has been heard
        self._coming: list[Words] = []
        self._ahead = Ahead(audio.voice)
        self._music: str | None = None
        self._reel: Reel | None = None
        self._noticing = Noticing(room.time, self._begins_to_speak, self._speaks_on)
        self.wire.ears.append(self._hears)

    # The carrier's side.

    def prepare(self, coming: Sequence[Words], later: Sequence[Words] = ()) -> None:
        self._coming = list(coming)
        self._ahead.prepare([*coming[1:], *later], coming[0] if coming else None)

    async def say(self, text: str, voice: str | None, language: str | None, ssml: str | None = None) -> None:
        self._require()
        words = Words(text, voice, language, ssml)
        sound = await unless_gone(self, self._spoken(words))
        self._ahead.go_on()
        if words in self._coming:
            del self._coming[: self._coming.index(words) + 1]
        await self._sounding(sound, Heard(text, 0.0, 0.0, language or DEFAULT_LANGUAGE, ssml=ssml))

    async def play(self, url: str, content: bytes | None = None) -> None:
        self._require()
        if content is None:
            await self._caught_up()
            self._music = url
            await super().play(url)
            return
        sound = await unless_gone(self, self._read(content))
        await self._sounding(sound, Heard("", 0.0, 0.0, url=url))

    async def pause(self, seconds: float) -> None:
        await self._caught_up()
        await super().pause(seconds)

    async def tones(self, digits: Sequence[tuple[str, float]]) -> None:
        await self._caught_up()
        self.note(Toned("".join(key for key, _ in digits)))
        self._give(b"".join(_tone(key, seconds) for key, seconds in digits))
        await super().pause(sum(seconds for _, seconds in digits))

    async def beep(self) -> None:
        await self._caught_up()
        self._give(beep())
        await super().beep()

    def interrupted(self) -> None:
        self._hush()
        self._music = None
        self.wire.hum(None)
        self._let_go_of_reel()
        super().interrupted()

    def recording_began(self) -> None:
        super().recording_began()
        now = self.room.time()
        self._reel = Reel(self.wire, self.room.time, now)

    def recording_ended(self) -> None:
        if self._reel is not None:
            self._reel.stop()
        super().recording_ended()

    def recorded(self, start: float, end: float) -> bytes:
        reel = self._let_go_of_reel()
        return b"" if reel is None else reel.sound(start, end)

    def rings_no_more(self) -> None:
        self.wire.hum(None)

    def bridged(self, other: str, wire: Wire | None = None) -> None:
        super().bridged(other, wire)
        if wire is not None:
            self.wire.listen_to(wire)

    def unbridged(self) -> None:
        self.wire.part()
        super().unbridged()

    # The handset's side.

    def key_down(self, key: str) -> None:
        """A prompt falls silent at once, before its Gather has even looked; and so does the end of one that has had its time
        and has not reached an ear yet."""
        if self.hears_keys and (self.wire.speaking or self.room.time() < self._until + ON_ITS_WAY):
            self._until = -inf
            self.wire.stop()
        super().key_down(key)

    # Both sides meet here.

    async def _spoken(self, words: Words) -> bytes:
        language = words.language or DEFAULT_LANGUAGE
        try:
            return await self._audio.voice.spoken(words.text, language, words.voice, words.ssml)
        except NoVoiceError as error:
            self._trouble(str(error))
            return _silence(seconds_to_say(words.text, language))

    async def _read(self, content: bytes) -> bytes:
        try:
            return await self._audio.reader.read(content)
        except UnreadableSoundError as error:
            self._trouble(str(error))
            return _silence(PLAY_SECONDS)

    async def _sounding(self, sound: bytes, heard: Heard) -> None:
        """Where more words follow, it is over a frame early, so that the wire has them before it runs dry; the last one
        ends when it ends."""
        self._require()
        now = self.room.time()
        heard.start, heard.seconds = max(now, self._until), seconds_of(sound)
        self._give(sound)
        await self._sound(heard, self._until - now - self._early)

    @property
    def _early(self) -> float:
        return FRAME_SECONDS if self._coming else 0.0

    async def _lasts(self, seconds: float) -> None:
        """Until it has been heard, too: after a halt of this program whoever carries the sound is behind, since nothing is sent
        before its time. Until then a key cuts it short as ever."""
        while True:
            pulled, due = self.wire.pulled, self.room.time() + seconds
            await super()._lasts(seconds)
            now, left = self.room.time(), self.wire.left
            if left - self._early <= SLACK:
                return
            if self.wire.pulled == pulled and now - due < SLACK:
                self._drop_overdue(left)
                return
            self._until = now + left
            if self._playing is not None:
                self._playing.seconds = self._until - self._playing.start
            seconds = left - self._early

    def _drop_overdue(self, left: float) -> None:
        """Nobody carried it, while this program had its time. A softphone that has yet to acknowledge the answer hears it
        later, if it is little; if it is much, nobody will."""
        if left > BEHIND:
            self.wire.stop()

    def _give(self, sound: bytes) -> None:
        self._until = max(self.room.time(), self._until) + seconds_of(sound)
        self.wire.say(sound)

    async def _caught_up(self) -> None:
        """Until what was over early has been heard."""
        self._require()
        left = self._until - self.room.time()
        if left > TOLERANCE:
            await self._stay(left)

    def _hush(self) -> None:
        """What has had its time is left to the wire, to its last frame."""
        now = self.room.time()
        if self._until > now + TOLERANCE:
            self._until = now
            self.wire.stop()

    def _stop(self) -> None:
        self._hush()
        super()._stop()

    def _end(self, by: HungUpBy) -> None:
        if self.over:
            return
        super()._end(by)
        self.prepare(())
        self.wire.part()
        for listener in list(self.wire.listeners):
            listener.ignore(self.wire)
        self.wire.ears.remove(self._hears)
        if self._reel is not None:
            self._reel.stop()

    def _enter(self, phase: Phase, what: What) -> None:
        """Music and ringing are heard until something else is."""
        match what:
            case RangOut():
                self.wire.hum(ringback())
            case Began(heard=heard) if heard.url is not None and heard.url == self._music:
                self.wire.hum(tune())
            case Paused() if self._music is not None:
                pass
            case _:
                self._music = None
                self.wire.hum(None)
        super()._enter(phase, what)

    def _trouble(self, why: str) -> None:
        if why not in self.troubles:
            self.troubles.append(why)

    def _let_go_of_reel(self) -> Reel | None:
        reel, self._reel = self._reel, None
        if reel is not None:
            reel.stop()
        return reel

    def _hears(self, frame: bytes) -> None:
        if self.phase is Phase.RECORDING or self.hears_speech:
            self._noticing.hear(frame)
        else:
            self._noticing.forget()

    def _begins_to_speak(self, said: Heard) -> None:
        self._take_in(said)
        self.note(Spoke(said))

    def _speaks_on(self, said: Heard) -> None:
        self._unheard.put(said)
        self.room.ring()


def _silence(seconds: float) -> bytes:
    return QUIET * round(seconds * RATE)


def _tone(key: str, seconds: float) -> bytes:
    """A wait where there is no key."""
    length = round(seconds * RATE)
    return keys_as_tones(key)[:length].ljust(length, QUIET)
