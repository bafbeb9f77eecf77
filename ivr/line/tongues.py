"""More than one language on a line: who speaks each, how the others are offered, and the choice among more than two."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ivr.diagnostics import Diagnostic
from ivr.dialog.grammar import DialogId, LanguageKey
from ivr.dialog.program import Asking, Attempts, Branching, Dialog, Passing, Timing, exits
from ivr.dialog.prompts import Prompt, Rest, Sentence, Voice
from ivr.line.line import Line
from ivr.line.lowering import KEY_PAUSE_MS, OPTION_PAUSE_MS
from ivr.line.mistakes import VOICE_OF_ANOTHER_LANGUAGE
from ivr.line.phrases import offer, phrases, press
from ivr.reading.misfits import nearest
from ivr.reading.spelling import shown
from ivr.reading.tree import place_of
from ivr.telephony.keys import KEYS, Key
from ivr.telephony.voices import paced, speaks, voices_of

LANGUAGES = "choice-of-language"
"""The dialog that 9 leads to when there are more than two languages; no author can write its name, or a name before the
first point of it."""


def voices(line: Line, findings: list[Diagnostic]) -> list[Voice]:
    """In the order they are written, the first language first."""
    written = {str(language): str(name) for language, name in line.file.languages.items()}
    if "languages" in line.file.model_fields_set:
        findings += (_stranger(line, *one) for one in written.items() if not speaks(one[1], one[0]))
    return [Voice(language, name, paced(name)) for language, name in written.items()]


def _stranger(line: Line, language: str, name: str) -> Diagnostic:
    known = voices_of(language)
    near = [f"Did you mean {one}?" for one in nearest(name, known)]
    return VOICE_OF_ANOTHER_LANGUAGE.at(
        place_of(line.file_tree, ("languages", language)),
        f"The carrier has no voice {shown(name)} that speaks {language}.",
        (near or [f"Write one such as {', '.join(known[:4])}."])[0],
    )


def with_offers(dialogs: Mapping[DialogId, Dialog], start: DialogId, others: Sequence[str]) -> dict[DialogId, Dialog]:
    """The dialogs, in the first that speak to a caller each other language offered in its own words and voice."""
    also = tuple(Sentence((offer(language),), language) for language in others)
    return {**dialogs, **{one.id: _with_offer(one, also) for one in _first_to_speak(dialogs, start)}}


def _first_to_speak(dialogs: Mapping[DialogId, Dialog], start: DialogId) -> list[Dialog]:
    """What a call begins with; behind a branch, every way it may go."""
    ahead: list[DialogId] = [start]
    for at in ahead:  # the list grows while it is read
        dialog = dialogs.get(at)
        if dialog is not None and _is_silent(dialog):
            ahead.extend(one for one in sorted(exits(dialog)) if one not in ahead)
    return [dialogs[at] for at in ahead if at in dialogs]


def _is_silent(dialog: Dialog) -> bool:
    return isinstance(dialog, Branching) or (isinstance(dialog, Passing) and not dialog.prompt)


def _with_offer(dialog: Dialog, also: Prompt) -> Dialog:
    """Behind a greeting, before a question; where nobody can press a key any more, nothing is offered."""
    match dialog:
        case Passing(prompt=prompt) if prompt:
            return replace(dialog, prompt=(*prompt, *also))
        case Asking(prompt=prompt):
            return replace(dialog, prompt=(*also, *prompt))
        case _:
            return dialog


def choice_of_language(line: Line, language: str) -> Asking:
    """Each language in its own words and voice; silence leads back to where the caller was."""
    tags = [str(tag) for tag in line.file.languages]
    keys: list[Key] = [key for key in KEYS if key.isdigit() and key != "0"]
    choices = dict(zip(keys, tags, strict=False))
    prompt: Prompt = tuple(_choice(key, tag) for key, tag in choices.items())
    return Asking(
        id=LANGUAGES,
        grammar=LanguageKey(choices),
        prompt=prompt,
        noinput=(prompt,),
        nomatch=((Sentence((phrases(language).not_a_choice,)), *prompt),),
        exhausted=line.file.start,
        attempts=Attempts(noinput=1, nomatch=1),
        timing=Timing(line.file.defaults.menu_timing(None).timeout),
    )


def _choice(key: Key, language: str) -> Sentence:
    words = (phrases(language).for_this_language, ", ", Rest(KEY_PAUSE_MS), f"{press(key, language)}.")
    return Sentence((*words, " ", Rest(OPTION_PAUSE_MS)), language)
