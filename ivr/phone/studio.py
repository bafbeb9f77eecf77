"""What every telephone of this process shares to make sound: one voice, with what it has said before, and one reader."""

from dataclasses import dataclass

from ivr.carrier.audio import Audio
from ivr.carrier.wire import Wire
from ivr.sound.voice import Reader, Voice


@dataclass(frozen=True, slots=True)
class Studio:
    voice: Voice
    reader: Reader

    def audio(self) -> Audio:
        """For one leg, with a wire of its own."""
        return Audio(Wire(), self.voice, self.reader)
