"""What one exchange asks of the carrier, settled for this caller: words, then one wait."""

from dataclasses import dataclass

from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Captured, How, PayTerms, Timing
from ivr.dialog.prompts import Known, Utterance
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
class Verify:
    """Do this number and this proof belong together? `by` is one of prompts.VERIFIERS."""

    number: Secret
    by: Known
    digits: Secret


@dataclass(frozen=True, slots=True)
class Text:
    """A text to a number. Where PAYMENT_LINK stands in `body`, a link to pay `amount` on account `number` takes its place.
    `dialog` is where the caller agreed, to the words of `consent`."""

    to: Secret
    topic: str
    body: tuple[str | Known, ...]
    consent: str
    dialog: DialogId
    language: str
    number: Secret
    amount: str


@dataclass(frozen=True, slots=True)
class Record:
    """This payment was taken. `amount` is canonical text."""

    number: Secret
    amount: str
    confirmation: str


Request = Verify | Text | Record


@dataclass(frozen=True, slots=True)
class Fetch:
    """Ask the back office; `comfort` is said first when it will not answer at once. `guard` is for the Listen that
    follows within the same exchange (see Fetched)."""

    request: Request
    comfort: tuple[Utterance, ...] = ()
    guard: bool = False


@dataclass(frozen=True, slots=True)
class PaySaid:
    """What is said at one step of a payment; empty tuples mean whatever the attempt, or the error."""

    step: Captured
    said: tuple[Utterance, ...]
    attempts: tuple[int, ...] = ()
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pay:
    """Have the carrier take an amount, in canonical text, from a card. `language` is the caller's."""

    amount: str
    terms: PayTerms
    prompts: tuple[PaySaid, ...]
    language: str


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


Wait = Listen | Fetch | Ring | Pay | Disconnect


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange. `number` is the number the answering request will carry."""

    number: int
    said: tuple[Utterance, ...]
    wait: Wait
