"""Mutants: what a line would be with one mistake more. A test that passes with the mistake in place would not have noticed it.

A mutant is an edit of an author's text, with its place and a sentence that says what was done. One that makes no difference
to anybody (the programs are equal) or that nobody could call (its text has mistakes) is no mutant.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from ivr.diagnostics import Diagnostic
from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Dialog, Program
from ivr.exploring.mutations import choices, companies, numbers, promises, translations, ways, words
from ivr.exploring.mutations.mutant import LineText, Mutant, Operator
from ivr.exploring.mutations.pages import Cut, changed
from ivr.line.line import Line
from ivr.line.loading import Files, Loaded
from ivr.source import Source

__all__ = [
    "EVERY_LANGUAGE",
    "OPERATORS",
    "Cut",
    "Difference",
    "Mutant",
    "Spoken",
    "changed",
    "difference",
    "mutants",
    "with_mutant",
]

OPERATORS: Mapping[str, Operator] = {
    "swap-targets": choices.swap_targets,
    "swap-keys": choices.swap_keys,
    "drop-option": choices.drop_option,
    "drop-reprompt": words.drop_reprompt,
    "drop-sentence": words.drop_sentence,
    "wrong-words": words.wrong_words,
    "replace-whisper": words.replace_whisper,
    "redirect": ways.redirect,
    "negate-case": ways.negate_case,
    "swap-cases": ways.swap_cases,
    "change-group": ways.change_group,
    "shift-hours": companies.shift_hours,
    "drop-holiday": companies.drop_holiday,
    "change-fact": companies.change_fact,
    "drop-fact": companies.drop_fact,
    "drop-confirm": promises.drop_confirm,
    "drop-bargein": promises.drop_bargein,
    "drop-needs": promises.drop_needs,
    "drop-reason": promises.drop_reason,
    "drop-outcome": promises.drop_outcome,
    "drop-skill": promises.drop_skill,
    "change-attempts": numbers.change_attempts,
    "change-timeout": numbers.change_timeout,
    "raise-limit": numbers.raise_limit,
    "lower-limit": numbers.lower_limit,
    "wrong-key": translations.wrong_key,
    "swap-languages": translations.swap_languages,
}
"""By the name that begins the id of each of its mutants."""


def mutants(loaded: Loaded) -> Iterator[Mutant]:
    """Every mutant of a line, in the order of the operators and then of the text. Two that change the same are one."""
    if loaded.line is None:
        return
    line = LineText(loaded, loaded.line)
    seen: set[tuple[Cut, ...]] = set()
    for operator in OPERATORS.values():
        for one in operator(line):
            cuts = tuple(sorted(one.cuts))
            if cuts not in seen:
                seen.add(cuts)
                yield one


def with_mutant(files: Files, loaded: Loaded, one: Mutant) -> Files:
    """The files of a line with the mistake in them; `loaded` is the line as it was read from them."""
    texts = changed(loaded.texts, one.cuts)

    def read(name: str) -> Source | Diagnostic:
        source = files(name)
        if isinstance(source, Diagnostic) or source.name not in texts:
            return source
        return Source(source.name, texts[source.name])

    return read


EVERY_LANGUAGE = ""

Spoken = tuple[str, DialogId]
"""A dialog in a language, or in whichever."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Between two lines: the dialogs that differ, and in which language, and whether anything else does that a call may
    meet. `only_needs`: nothing but how well a caller must be known to come somewhere."""

    dialogs: frozenset[Spoken]
    elsewhere: bool
    only_needs: bool = False

    def __bool__(self) -> bool:
        return bool(self.dialogs) or self.elsewhere


_COMPARED = ("digest", "dialogs", "translated", "needs", "reasons")


def difference(before: tuple[Line, Program], after: tuple[Line, Program]) -> Difference:
    """What a call could notice. A call that comes to none of these dialogs goes as it went before, unless something
    differs elsewhere: `step` looks at nothing else."""
    (line, program), (other, mutated) = before, after
    found = {
        (language, at)
        for language, one, two in _tables(program, mutated)
        for at in one.keys() | two.keys()
        if one.get(at) != two.get(at)
    }
    rest = [one.name for one in fields(Program) if one.name not in _COMPARED]
    elsewhere = (
        any(getattr(program, name) != getattr(mutated, name) for name in rest)
        or line.company != other.company
        or line.representatives != other.representatives
        or program.translated.keys() != mutated.translated.keys()
    )
    needs = {(EVERY_LANGUAGE, at) for at in program.needs.keys() | mutated.needs.keys()}
    only_needs = bool(found) and not elsewhere and found <= needs and program.reasons == mutated.reasons
    return Difference(frozenset(found), elsewhere, only_needs)


def _tables(one: Program, other: Program) -> Iterator[tuple[str, Mapping[DialogId, object], Mapping[DialogId, object]]]:
    yield one.voice.language, one.dialogs, other.dialogs
    yield EVERY_LANGUAGE, one.needs, other.needs
    yield EVERY_LANGUAGE, one.reasons, other.reasons
    nothing: Mapping[DialogId, Dialog] = {}
    for language in one.translated.keys() | other.translated.keys():
        yield language, one.translated.get(language, nothing), other.translated.get(language, nothing)
