"""What one exchange asks of the carrier, settled for this caller: words, then one wait."""

from dataclasses import dataclass

from ivr.dialog.grammar import DialogId
from ivr.dialog.program import How, Timing
from ivr.dialog.prompts import Utterance
from ivr.routing.roster import Representative
from ivr.secret import Secret


@dataclass(frozen=True, slots=True)
class Listen:
    """Wait for keys. `limit` ends the entry by itself; `termchar` False lets # and * arrive as keys. `guard`: a second
    of deafness first, so that a # typed after the last digit is nobody's key."""

    limit: int
    termchar: bool
    timing: Timing
    guard: bool = False


@dataclass(frozen=True, slots=True)
class Fetch:
    """Ask the back office; `comfort` is said first when it will not answer at once. `guard` is for the Listen that
    follows within the same exchange."""

    number: Secret
    verifier: Secret
    comfort: tuple[Utterance, ...] = ()
    guard: bool = False


@dataclass(frozen=True, slots=True)
class Ring:
    """Ring these representatives at once, `seconds` long; `whisper` is where an answering leg begins, and `hand_off`
    what it may say of the call: names and text, never a whole secret."""

    targets: tuple[Representative, ...]
    seconds: int
    whisper: DialogId
    hand_off: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Disconnect:
    """Let the leg go."""

    how: How = How.HANGUP


Wait = Listen | Fetch | Ring | Disconnect


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange. `number` is the number the answering request will carry."""

    number: int
    said: tuple[Utterance, ...]
    wait: Wait
