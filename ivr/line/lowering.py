"""What a node needs to become dialogs: its own place, the line's facts and defaults, and somewhere to report to."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ivr.dialog.grammar import DialogId
from ivr.dialog.prompts import Known, Prompt, Rest, Sentence
from ivr.line.catalogue import Catalogue
from ivr.line.company import Company
from ivr.line.condition import Condition
from ivr.line.defaults import Defaults
from ivr.line.mistakes import UNKNOWN_NAME, UNKNOWN_SWITCH
from ivr.line.model import Path, Unread
from ivr.line.phrases import Phrases, phrases, press
from ivr.line.sentences import OnlyIf, Said
from ivr.line.wording import Fact, Piece, Wording
from ivr.reading.misfits import nearest
from ivr.reading.mistakes import Mistake
from ivr.reading.spelling import shown
from ivr.routing.roster import Staff
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
    """One node on its way down, in one language. `written` is the language its author wrote, and `catalogue` has the
    translations where that is another. `person` is the dialog that 0 leads to; `report` takes a mistake, a path below
    the node's kind, the fact and the help, for what no schema can see. What depends on an `unread` file is not
    reported. `staff` is who can be rung, and how."""

    id: DialogId
    company: Company
    defaults: Defaults
    language: str
    person: DialogId
    groups: frozenset[str] = frozenset()
    back: DialogId | None = None
    unread: frozenset[Unread] = frozenset()
    report: Callable[[Mistake, Path, str, str], None] = _nobody
    catalogue: Catalogue | None = None
    written: str = ""
    staff: Staff = field(default_factory=Staff)
    words: Phrases = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", phrases(self.language))

    def part(self, name: str) -> DialogId:
        """The name of a dialog that belongs to this node; no author can write it, so it never collides."""
        return f"{self.id}.{name}"

    def prompt(self, said: Wording | tuple[Said, ...] | None) -> Prompt:
        """The sentences of what an author wrote, with the company's facts already in words, without those whose switch
        is off."""
        if said is None:
            return ()
        several = (said,) if isinstance(said, Wording) else said
        return tuple(sentence for one in several if self._on(one) for sentence in self._sentences(_text(one)))

    def _on(self, one: Said) -> bool:
        return not isinstance(one, OnlyIf) or self.holds(one.if_)

    def holds(self, condition: Condition | None) -> bool:
        """Whether a switch of company.yaml is as a condition wants it; one there cannot be is off, see `check_switch`."""
        return self.company.allows(condition)

    def check_switch(self, condition: Condition | None, path: Path) -> None:
        """Report a switch that no company.yaml can have, or a word that it never is."""
        trouble = None if condition is None else self.company.trouble_with(condition)
        if trouble is not None:
            self.report(UNKNOWN_SWITCH, path, *trouble)

    def check_sentences(self, said: tuple[Said, ...], path: Path) -> None:
        """The same for every sentence that has a switch."""
        for place, one in enumerate(said):
            if isinstance(one, OnlyIf):
                self.check_switch(one.if_, (*path, place, "if"))

    def check_group(self, group: str) -> None:
        """Report a group, written below `to`, that nobody is in."""
        if group not in self.groups and Unread.REPRESENTATIVES not in self.unread:
            self.report(
                UNKNOWN_NAME,
                ("to",),
                f"No representative is in a group named {shown(group)}.",
                meant(group, sorted(self.groups), "Write the group behind a representative's name."),
            )

    def check_skills(self, group: str, skills: Sequence[str]) -> None:
        """Report `skills` for which nobody of the group could ever be rung."""
        people = self.staff.of(group)
        if not people or any(one.skills.issuperset(skills) for one in people):
            return
        had = sorted(frozenset().union(*(one.skills for one in people)))
        for place, skill in enumerate(skills):
            if skill not in had:
                fact = f"Nobody in the group {shown(group)} has the skill {shown(skill)}."
                remedy = meant(skill, had, "Write it below skills of a representative.")
                self.report(UNKNOWN_NAME, ("skills", place), fact, remedy)
        if had and set(skills) <= set(had):
            fact = f"Nobody in the group {shown(group)} has all of these skills."
            self.report(UNKNOWN_NAME, ("skills",), fact, "Ask for less, or add them to somebody.")

    def check_hours(self, hours: str, key: str) -> None:
        """Report hours, written below `key`, that company.yaml does not have."""
        if hours not in self.company.hours and Unread.COMPANY not in self.unread:
            self.report(
                UNKNOWN_NAME,
                (key,),
                f"company.yaml has no hours named {shown(hours)}.",
                meant(hours, sorted(self.company.hours), "Write them in company.yaml, below hours."),
            )

    def _sentences(self, wording: Wording) -> Prompt:
        """In this language where it is translated; else as it was written, by the voice of that language."""
        translated = wording if self.catalogue is None else self.catalogue.wording(wording.text, self.id)
        if translated is None:
            return tuple(Sentence(self._pieces(one, self.written), self.written) for one in wording.sentences)
        return tuple(Sentence(self._pieces(one, self.language)) for one in translated.sentences)

    def _pieces(self, sentence: Sequence[Piece], language: str) -> tuple[str | Known, ...]:
        return tuple(self.fact(one, language) if isinstance(one, Fact) else one for one in sentence)

    def fact(self, fact: Fact, language: str) -> str:
        """A fact in words; one that cannot be spoken is found by the checks on the line, and said as nothing here."""
        try:
            return self.company.spoken(fact.path, language, self.term)
        except (LookupError, ValueError):
            return ""

    def term(self, text: str) -> str:
        """A term of company.yaml in this language, or as it was written."""
        own = self.company.words.get(self.language, {}).get(text)
        if own is not None:
            return own
        entry = None if self.catalogue is None else self.catalogue.wording(text)
        return text if entry is None else entry.text

    def option(self, lead: str | Wording, key: Key, *, last: bool = False) -> Sentence:
        """Function first, key last: "To pay your bill, press one." """
        end = () if last else (" ", Rest(OPTION_PAUSE_MS))
        pieces, language = self._lead(lead)
        ending = (", ", Rest(KEY_PAUSE_MS), f"{press(key, language or self.language)}.")
        return Sentence((*pieces, *ending, *end), language)

    def _lead(self, lead: str | Wording) -> tuple[tuple[str | Known | Rest, ...], str | None]:
        """The words before the key, and their language where it is not the one spoken."""
        if isinstance(lead, str):
            return (lead,), None
        sentences = self._sentences(lead)
        *first, final = _joined(sentences)
        # A Known is text to Python, and not to us: what follows a value needs no stripping.
        words = final.rstrip(" .,") if isinstance(final, str) and not isinstance(final, Known) else final
        return (*first, words), sentences[0].language

    def written_out(self, wording: Wording) -> Prompt:
        """The sentences of a text that is read and not heard: facts in figures."""
        translated = wording if self.catalogue is None else self.catalogue.wording(wording.text, self.id) or wording
        return tuple(
            Sentence(tuple(self.company.figures(one.path) if isinstance(one, Fact) else one for one in sentence))
            for sentence in translated.sentences
        )


def _joined(sentences: Prompt) -> Iterator[str | Known | Rest]:
    """The pieces of all sentences, with a blank between two."""
    for place, one in enumerate(sentences):
        yield from (" ", *one.pieces) if place else one.pieces


def _text(one: Said) -> Wording:
    return one.say if isinstance(one, OnlyIf) else one


def said(*texts: str) -> Prompt:
    """Fixed sentences as a prompt."""
    return tuple(Sentence((text,)) for text in texts)


def meant(written: str, known: Sequence[str], otherwise: str) -> str:
    """The help for a name that is not known: the nearest there is, or all there are, or something else to do."""
    for near in nearest(written, known):
        return f"Did you mean {near}?"
    return f"There {'is only' if len(known) == 1 else 'are'} {', '.join(known)}." if known else otherwise
