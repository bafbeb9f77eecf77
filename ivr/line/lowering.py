"""What a node needs to become dialogs: its own place, the line's facts and defaults, and somewhere to report to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ivr.dialog.grammar import DialogId
from ivr.dialog.prompts import Known, Prompt, Rest, Sentence
from ivr.line.company import Company
from ivr.line.defaults import Defaults
from ivr.line.model import Path, Unread
from ivr.line.phrases import press
from ivr.line.wording import Fact, Piece, Wording
from ivr.reading.misfits import nearest
from ivr.reading.mistakes import Mistake
from ivr.telephony.keys import Key

KEY_PAUSE_MS = 250
"""Before the key of an option (dialog rules: 250 ms)."""
OPTION_PAUSE_MS = 600
"""Between the options of a menu (dialog rules: 500 to 750 ms)."""


def _nobody(mistake: Mistake, path: Path, message: str, remedy: str) -> None:
    """Where findings go when nobody asked for them."""
    del mistake, path, message, remedy


@dataclass(frozen=True, slots=True)
class Lowering:
    """One node on its way down. `person` is the dialog that 0 leads to; `report` takes a mistake, a path below the
    node's kind, the fact and the help, for what no schema can see. What depends on an `unread` file is not reported."""

    id: DialogId
    company: Company
    defaults: Defaults
    language: str
    person: DialogId
    groups: frozenset[str] = frozenset()
    back: DialogId | None = None
    unread: frozenset[Unread] = frozenset()
    report: Callable[[Mistake, Path, str, str], None] = _nobody

    def part(self, name: str) -> DialogId:
        """The name of a dialog that belongs to this node; no author can write it, so it never collides."""
        return f"{self.id}.{name}"

    def prompt(self, wording: Wording | None) -> Prompt:
        """The sentences of a wording, with the company's facts already in words."""
        if wording is None:
            return ()
        return tuple(Sentence(tuple(self._piece(one) for one in sentence)) for sentence in wording.sentences)

    def _piece(self, piece: Piece) -> str | Known:
        return self.fact(piece) if isinstance(piece, Fact) else piece

    def fact(self, fact: Fact) -> str:
        """A fact in words; one that cannot be spoken is found by the checks on the line, and said as nothing here."""
        try:
            return self.company.spoken(fact.path, self.language)
        except (LookupError, ValueError):
            return ""

    def option(self, lead: str | Wording, key: Key, *, last: bool = False) -> Sentence:
        """Function first, key last: "To pay your bill, press one." """
        pieces = self._lead(lead)
        end = () if last else (" ", Rest(OPTION_PAUSE_MS))
        return Sentence((*pieces, ", ", Rest(KEY_PAUSE_MS), f"{press(key, self.language)}.", *end))

    def _lead(self, lead: str | Wording) -> tuple[str | Known, ...]:
        if isinstance(lead, str):
            return (lead,)
        *first, final = (self._piece(one) for one in lead.pieces)
        return (*first, final.rstrip(" .,") if isinstance(final, str) else final)


def said(*texts: str) -> Prompt:
    """Fixed sentences as a prompt."""
    return tuple(Sentence((text,)) for text in texts)


def meant(written: str, known: Sequence[str], otherwise: str) -> str:
    """The help for a name that is not known: the nearest there is, or all there are, or something else to do."""
    for near in nearest(written, known):
        return f"Did you mean {near}?"
    return f"There {'is only' if len(known) == 1 else 'are'} {', '.join(known)}." if known else otherwise
