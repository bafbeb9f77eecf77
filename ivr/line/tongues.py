"""More than one language on a line: who speaks each, how the others are offered, and the choice among more than two."""

from collections.abc import Sequence
from dataclasses import replace

from ivr.diagnostics import Diagnostic
from ivr.dialog.grammar import LanguageKey
from ivr.dialog.program import Asking, Attempts, Branching, Dialog, Ending, Passing, Timing
from ivr.dialog.prompts import Prompt, Rest, Sentence, Voice
from ivr.line.line import Line
from ivr.line.lowering import KEY_PAUSE_MS, OPTION_PAUSE_MS
from ivr.line.mistakes import VOICE_OF_ANOTHER_LANGUAGE
from ivr.line.phrases import offer, phrases, press
from ivr.reading.spelling import shown
from ivr.reading.tree import place_of
from ivr.telephony.keys import KEYS, Key
from ivr.telephony.voices import paced, speaks, voices_of

LANGUAGES = "line.languages"
"""The dialog that 9 leads to when there are more than two languages; no author can write its name."""


def voices(line: Line, findings: list[Diagnostic]) -> list[Voice]:
    """In the order they are written, the first language first."""
    found = []
    for language, name in line.file.languages.items():
        if not speaks(str(name), str(language)):
            findings.append(
                VOICE_OF_ANOTHER_LANGUAGE.at(
                    place_of(line.file_tree, ("languages", str(language))),
                    f"The carrier has no voice {shown(name)} that speaks {language}.",
                    f"Write one such as {', '.join(voices_of(str(language))[:4])}.",
                )
            )
        found.append(Voice(str(language), str(name), paced(str(name))))
    return found


def offered(start: Dialog, others: Sequence[str]) -> Dialog:
    """What a call begins with, and behind it each other language in its own words and voice."""
    also = tuple(Sentence((offer(language),), language) for language in others)
    match start:
        case Passing(prompt=prompt):
            return replace(start, prompt=(*prompt, *also))
        case Asking(prompt=prompt):
            return replace(start, prompt=(*also, *prompt))
        case Branching() | Ending() | _:
            return start


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
