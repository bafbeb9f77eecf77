"""What a handset with sound brings: a wire, a voice and somebody who reads sound files.

A handset without sound gets words, in the time they take. One that has sound is asked once for every leg it is to hold.
"""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from ivr.carrier.audioleg import AudioLeg
from ivr.carrier.dialled import NOTHING_SHOWN, Display
from ivr.carrier.handsets.handset import Handset
from ivr.carrier.room import Room
from ivr.carrier.textleg import TextLeg
from ivr.carrier.wire import Wire
from ivr.sound.voice import Reader, Voice


@dataclass(frozen=True, slots=True)
class Audio:
    wire: Wire
    voice: Voice
    reader: Reader


@runtime_checkable
class Audible(Handset, Protocol):
    """A handset with sound."""

    def audio(self) -> Audio:
        """For the next leg it holds. The leg is an AudioLeg then, and knows its wire."""
        ...


def leg_of(
    handset: Handset, room: Room, name: str, number: str, speech_factor: float, display: Display = NOTHING_SHOWN
) -> TextLeg:
    """The leg that suits what its handset can hear."""
    if not hasattr(handset, "audio") or not isinstance(handset, Audible):  # the second alone takes long
        return TextLeg(room, name, number, speech_factor, display)
    return AudioLeg(room, name, number, handset.audio(), display)
