"""A person at a terminal with a telephone in hand: keys are pressed as they are typed, and `h` hangs up.

Silence is silence: who types nothing is waited for as long as the line waits.
"""

from dataclasses import dataclass

from ivr.carrier.handsets.keyboard import HANG_UP, INTERRUPT, typed
from ivr.carrier.handsets.narrator import Narrator
from ivr.carrier.handsets.page import Page
from ivr.carrier.textleg import TextLeg
from ivr.telephony.keys import KEYS

LEGEND = """\
  0-9 * #   press a key, at any time: a key cuts the line short
  h         hang up
  nothing   is silence, and the line will notice"""


@dataclass(frozen=True, slots=True)
class Terminal:
    """A handset. `terminal` is a file descriptor that is `unbuffered`. A call held by it runs on the wall clock."""

    terminal: int
    page: Page

    async def hold(self, phone: TextLeg) -> None:
        def key(character: str) -> None:
            if character == INTERRUPT and phone.over:
                raise KeyboardInterrupt  # once more: the application does not answer, and nobody will wait for it
            if character in (HANG_UP, INTERRUPT):
                phone.hang_up()
            elif character in KEYS and phone.answered and not phone.over:
                phone.key_down(character)

        with typed(self.terminal, key):
            await Narrator(phone, self.page).follow()
