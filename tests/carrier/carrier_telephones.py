"""Callers with sound on the virtual clock: a voice of one note for each text, and somebody who pulls every frame."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from carrier_voices import Words

from ivr.carrier.audio import Audio
from ivr.carrier.pace import seconds_to_say
from ivr.carrier.phase import Phase
from ivr.carrier.textleg import PLAY_SECONDS, TextLeg
from ivr.carrier.wire import Wire
from ivr.sound.g711 import FRAME, FRAME_SECONDS, RATE, SILENCE
from ivr.sound.tones import tone
from ivr.sound.voice import NoVoiceError

SPEECH = tone((300,), FRAME_SECONDS)  # what a microphone hears of somebody who speaks
OFFSET = 0.007  # seconds; who carries sound pulls frames at moments of its own


@dataclass
class Notes:
    """A voice whose sounds last exactly as long as the words do on a leg without sound. Every text has a byte of its
    own; what is in `mute` it cannot speak."""

    mute: Sequence[str] = ()
    slow: float = 0.0
    asked: list[str] = field(default_factory=list)

    async def spoken(self, text: str, language: str, voice: str | None, ssml: str | None = None) -> bytes:
        self.asked.append(text)
        if self.slow:
            await asyncio.sleep(self.slow)
        if text in self.mute:
            raise NoVoiceError("nobody here speaks like that")
        return note(text) * round(seconds_to_say(text, language) * RATE)


def note(text: str) -> bytes:
    """Never silence, and never the same for two texts of one length or of different first letters."""
    return bytes([1 + (ord(text[0]) * 3 + len(text)) % 100])


class Files:
    """Every sound file lasts as long as a leg without sound takes it to; a WAV is read."""

    async def read(self, content: bytes) -> bytes:
        return content[44:][1::2] if content.startswith(b"RIFF") else b"\x05" * round(PLAY_SECONDS * RATE)


@dataclass
class Telephone:
    """Acts at seconds since answered: keys, words, `h` for hanging up. `says` is what its microphone hears at a moment of
    the clock; without it nothing is sent. `frames` are what it heard, with the moment; who is `deaf` pulls none. One that `rings` is picked
    up after so many seconds."""

    acts: Sequence[tuple[float, str | Words]] = ()
    says: Callable[[TextLeg], bytes | None] | None = None
    voice: Notes = field(default_factory=Notes)
    deaf: bool = False
    rings: float | None = None
    offset: float = OFFSET
    frames: list[tuple[float, bytes]] = field(default_factory=list)
    wire: Wire = field(default_factory=Wire)
    leg: TextLeg | None = None

    def audio(self) -> Audio:
        self.wire = Wire()
        return Audio(self.wire, self.voice, Files())

    async def hold(self, phone: TextLeg) -> None:
        self.leg = phone
        carrying = None if self.deaf and self.says is None else asyncio.create_task(self._carry(phone))
        if self.rings is not None:
            await phone.stay(self.rings)
            phone.pick_up()
        while not phone.answered and not phone.over:
            await phone.room.change(None)
        for at, act in self.acts:
            await phone.stay((phone.answered_at or 0.0) + at - phone.room.time())
            await self._do(phone, act)
        while not phone.over:
            await phone.room.change(None)
        if carrying is not None:
            await asyncio.sleep(2 * FRAME_SECONDS)
            carrying.cancel()

    async def _do(self, phone: TextLeg, act: str | Words) -> None:
        if isinstance(act, Words):
            await phone.speak(act.text, act.seconds)
        elif act == "h":
            phone.hang_up()
        else:
            await phone.press(act)

    async def _carry(self, phone: TextLeg) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time() + self.offset
        while True:
            await asyncio.sleep(due - loop.time())
            due += FRAME_SECONDS
            if not self.deaf:
                self.frames.append((loop.time(), self.wire.next_frame()))
            frame = None if self.says is None or phone.over else self.says(phone)
            if frame is not None:
                self.wire.hear(frame)

    def heard(self) -> bytes:
        return b"".join(frame for _, frame in self.frames)

    def runs(self) -> list[tuple[bytes, float]]:
        """Each note that was heard, and for how many seconds; silence is left out."""
        runs: list[tuple[bytes, int]] = []
        for byte in (frame[at : at + 1] for _, frame in self.frames for at in range(0, FRAME, 8)):
            if runs and runs[-1][0] == byte:
                runs[-1] = (byte, runs[-1][1] + 8)
            else:
                runs.append((byte, 8))
        return [(byte, count / RATE) for byte, count in runs if byte != SILENCE[:1]]

    def when(self, text: str) -> list[float]:
        """The moments of the frames that are full of this text's note."""
        return [at for at, frame in self.frames if frame == note(text) * FRAME]


def speaks(start: float, end: float) -> Callable[[TextLeg], bytes]:
    """From one moment to the other, in seconds since the leg was answered; otherwise silence."""

    def says(phone: TextLeg) -> bytes:
        return SPEECH if start < phone.seconds <= end + 1e-6 else SILENCE

    return says


def hums(byte: int) -> Callable[[TextLeg], bytes | None]:
    """A note of its own, while connected to somebody."""
    return lambda phone: bytes([byte]) * FRAME if phone.phase is Phase.BRIDGED else None
