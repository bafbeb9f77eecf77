"""What one exchange asks of the carrier, settled for this caller: words, then one wait."""

from dataclasses import dataclass

from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Captured, How, PayTerms, Timing
from ivr.dialog.prompts import Known, Utterance
from ivr.routing.roster import Chosen, Representative
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


@dataclass(frozen=True, slots=True)
class CallBack:
    """Call this number as soon as a representative of the group is free; the call begins at dialog `begins`. `body` is the
    text after the last try in vain, to which the caller agreed at `dialog` in the words of `consent`."""

    to: Secret
    group: str
    begins: DialogId
    skills: frozenset[str]
    body: tuple[str | Known, ...]
    consent: str
    dialog: DialogId
    language: str


@dataclass(frozen=True, slots=True)
class CheckNumber:
    """May this number be called back?"""

    number: Secret


@dataclass(frozen=True, slots=True)
class SignIn:
    """Are this code and this PIN those of a representative?"""

    code: Secret
    pin: Secret


@dataclass(frozen=True, slots=True)
class SetPresence:
    """A representative's choice."""

    representative: str
    chosen: Chosen


@dataclass(frozen=True, slots=True)
class TakeNext:
    """Whoever waits for this representative, out of the line."""

    representative: str


Request = Verify | Text | Record | CallBack | CheckNumber | SignIn | SetPresence | TakeNext


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


HandOff = tuple[tuple[str, str], ...]
"""What may be seen of a call: names and text, never a whole secret."""


@dataclass(frozen=True, slots=True)
class Ring:
    """Ring these representatives at once, `seconds` long; `whisper` is where an answering leg begins, and `hand_off`
    what it may say of the call: names and text, never a whole secret."""

    targets: tuple[Representative, ...]
    seconds: int
    whisper: DialogId
    hand_off: HandOff = ()


@dataclass(frozen=True, slots=True)
class Hold:
    """Wait in the queue of a group, or of a TaskRouter workflow. `key` is the turn number that answers for the end of it; the turn's
    own number is that of the first thing heard while waiting."""

    group: str
    key: int
    workflow: str = ""
    skills: frozenset[str] = frozenset()
    hand_off: HandOff = ()


@dataclass(frozen=True, slots=True)
class Entertain:
    """What is heard in a queue, behind the words: `music`, an address, or so many seconds of silence; then the next turn.
    `keys`: a key counts meanwhile."""

    seconds: int
    music: str = ""
    keys: bool = True


@dataclass(frozen=True, slots=True)
class Leave:
    """Out of the queue; `key` is that of the stay in it."""

    key: int


@dataclass(frozen=True, slots=True)
class RecordMessage:
    """Record the caller, for `limit` seconds at most; `silence` seconds of nothing end it."""

    limit: int
    silence: int


@dataclass(frozen=True, slots=True)
class Join:
    """Be connected with whoever waits in this queue of the carrier's."""

    queue: str


@dataclass(frozen=True, slots=True)
class Disconnect:
    """Let the leg go."""

    how: How = How.HANGUP


Wait = Listen | Fetch | Ring | Hold | Entertain | Leave | RecordMessage | Join | Pay | Disconnect


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange. `number` is the number the answering request will carry."""

    number: int
    said: tuple[Utterance, ...]
    wait: Wait
