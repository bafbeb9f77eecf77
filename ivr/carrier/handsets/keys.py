"""A caller written as a row of keys: `1 w20 8448200012345678 "pay my bill" 1`.

Each group of keys is pressed, and each group in quotes said, when the line has said everything and listens or records.
`w20` is 20 seconds of silence from that same moment on, and `h` hangs up then. After the last the caller stays silent until the line ends the call.
"""

import re
from dataclasses import dataclass, field

from ivr.carrier.phase import Phase
from ivr.carrier.textleg import TextLeg

_GROUP = re.compile(r"[0-9*#]+|w[0-9]+(?:\.[0-9]+)?|h|\"[^\"]*[^\W_][^\"]*\"")
_GROUPS = re.compile(r"\"[^\"]*\"(?=\s|$)|\S+")
_OPEN = (Phase.LISTENING, Phase.RECORDING)
PATIENCE_SECONDS = 1800.0


class BadKeysError(ValueError):
    """The row is not made of keys, waits, words in quotes and h. The message names the place, not the keys."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Hangs up after `patience` seconds of being answered, whatever the line does. Raises BadKeysError when made."""

    row: str = field(repr=False)
    patience: float = PATIENCE_SECONDS

    def __post_init__(self) -> None:
        for number, group in enumerate(_GROUPS.findall(self.row), 1):
            if not _GROUP.fullmatch(group):
                raise BadKeysError(f"group {number} is not keys (0-9 * #), a wait (w20), words in quotes or h")

    async def hold(self, phone: TextLeg) -> None:
        for group in _GROUPS.findall(self.row):
            if not await self._until_listening(phone):
                break
            if group == "h":
                phone.hang_up()
            elif group.startswith('"'):
                await phone.speak(group.strip('"'))
            elif group.startswith("w"):
                await phone.stay(min(float(group[1:]), self._left(phone)))
            else:
                await phone.press(group)
        if await phone.stay(self._left(phone)):
            phone.hang_up()

    async def _until_listening(self, phone: TextLeg) -> bool:
        """False when the call is over, or patience is."""
        while phone.phase not in _OPEN:
            if phone.over or self._left(phone) <= 0:
                return False
            await phone.room.until(lambda: phone.over or phone.phase in _OPEN, self._left(phone))
        return True

    def _left(self, phone: TextLeg) -> float:
        answered = phone.room.began if phone.answered_at is None else phone.answered_at
        return answered + self.patience - phone.room.time()
