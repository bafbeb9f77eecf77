"""What is said differently: prompt by prompt, language by language. Choices are told of as keys, not as words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Dialog, Fetching, RequestCallback, SendText
from ivr.dialog.prompts import Prompt, Sentence
from ivr.exploring.difference_change import Change, Kind, Pair, Section, Side, kind_of
from ivr.exploring.difference_wording import FIRST, side_by_side, taken_apart
from ivr.exploring.in_writing import text_of

_DID_NOT_FOLLOW = "The translation did not follow: this is said in {} now."
_AGAIN = Sentence(("...",))
"""Stands in for the first words in a reprompt that says them again."""
SENT = "the text that is sent"


@dataclass(frozen=True, slots=True)
class _Heard:
    """One prompt of a dialog in one language, before and after, without its choices."""

    when: str
    old: Prompt
    new: Prompt

    @property
    def texts(self) -> tuple[str, str]:
        return text_of(self.old), text_of(self.new)


def said_changed(pair: Pair) -> Iterator[Change]:
    languages = [one for one in _spoken(pair.new) if one in _spoken(pair.old)]
    for old, new in pair.both():
        found = {language: list(_changes_of(pair, old.id, new.id, language)) for language in languages}
        yield from _with_notes(found, pair.new.language)


def _spoken(side: Side) -> list[str]:
    return [side.program.voice.language, *(one.language for one in side.program.others)]


def _changes_of(pair: Pair, old: DialogId, new: DialogId, language: str) -> Iterator[Change]:
    was, is_now = pair.old.program.dialog(old, language), pair.new.program.dialog(new, language)
    for heard in (*_heard(was, is_now, language), _sent(was, is_now)):
        before, after = heard.texts
        if before != after:
            yield _change(pair, heard, new, language)
    if language != pair.new.language:
        own = _first_choices(pair.new.program.dialog(new, pair.new.language), pair.new.language)
        for change in _choices(was, is_now, language):
            left = change.after == own.get(change.what[-1], "") and change.after != change.before
            yield replace(change, note=_DID_NOT_FOLLOW.format(pair.new.language)) if left else change


def _heard(old: Dialog, new: Dialog, language: str) -> Iterator[_Heard]:
    first: tuple[Prompt, Prompt] = ((), ())
    for when, before, after in side_by_side(old, new):
        heard = _Heard(when, taken_apart(before, language).words, taken_apart(after, language).words)
        if when == FIRST:
            first = heard.old, heard.new
            yield heard
        else:
            yield _without(heard, first)


def _without(heard: _Heard, first: tuple[Prompt, Prompt]) -> _Heard:
    """A question that is asked again in its own first words has changed once, not at each reprompt."""
    told = [tuple(_placed(said, whole)) for said, whole in zip((heard.old, heard.new), first, strict=True)]
    places = [_AGAIN in one for one in told]
    if places[0] is not places[1]:
        return heard
    return replace(heard, old=told[0], new=told[1])


def _placed(said: Prompt, first: Prompt) -> Iterator[Sentence]:
    """One stand-in for however many sentences of the first words."""
    again = False
    for one in said:
        if one not in first:
            yield one
        elif not again:
            again = True
            yield _AGAIN


def _sent(old: Dialog, new: Dialog) -> _Heard:
    return _Heard(SENT, _body(old), _body(new))


def _body(dialog: Dialog) -> Prompt:
    match dialog:
        case Fetching(inquiry=SendText(body=body)) | Fetching(inquiry=RequestCallback(body=body)):
            return body
        case _:
            return ()


def _change(pair: Pair, heard: _Heard, node: str, language: str) -> Change:
    took = None
    if heard.when != SENT:
        took = (
            pair.seconds(pair.old.program, heard.old, language),
            pair.seconds(pair.new.program, heard.new, language),
        )
    note = _untranslated(heard, language, pair.new.language)
    before, after = heard.texts
    kind = kind_of(before, after)
    return Change(Section.WORDS, kind, heard.when, before, after, (node,), language, took, note=note)


def _untranslated(heard: _Heard, language: str, first: str) -> str:
    """What lost its translation is said in the first language, by that language's voice."""
    spoken, speaks = ({one.language for one in prompt} for prompt in (heard.old, heard.new))
    if language != first and first in speaks and first not in spoken:
        return _DID_NOT_FOLLOW.format(first)
    return ""


def _choices(old: Dialog, new: Dialog, language: str) -> Iterator[Change]:
    """Of the first language they are told of where keys are."""
    before, after = _first_choices(old, language), _first_choices(new, language)
    for key in before.keys() & after.keys():
        if before[key] != after[key] and not _moved(before[key], after) and not _moved(after[key], before):
            what = f"words for key {key}"
            node = (new.id,)
            yield Change(Section.WORDS, Kind.CHANGED, what, before[key], after[key], node, language)


def _moved(words: str, there: Mapping[str, str]) -> bool:
    return words in there.values()


def _first_choices(dialog: Dialog, language: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for _, prompt, _ in side_by_side(dialog, dialog):
        found |= {str(key): words for key, words in taken_apart(prompt, language).choices.items() if key not in found}
    return found


def _with_notes(found: Mapping[str, list[Change]], first: str) -> Iterator[Change]:
    """Where the first language says something else, the others should, too."""
    for language, changes in found.items():
        for change in changes:
            if language != first:
                yield change
                continue
            behind = [one for one, theirs in found.items() if one != first and not _has(theirs, change.what)]
            note = f"{' and '.join(behind)} say the same as before." if len(behind) > 1 else ""
            note = f"{behind[0]} says the same as before." if len(behind) == 1 else note
            yield replace(change, note=note)


def _has(changes: list[Change], what: str) -> bool:
    return any(one.what == what for one in changes)
