"""IVR138."""

from collections.abc import Iterator

from ivr.checking.rule import Subject, rule
from ivr.checking.worded import worded
from ivr.diagnostics import Severity
from ivr.dialog.grammar import Amount, DialogId, DigitString
from ivr.dialog.program import Asking, Dialog
from ivr.dialog.prompts import Known, Prompt, Sentence
from ivr.line.nodes.sign_in import SigningIn
from ivr.line.phrases import says_key, says_press
from ivr.reading.spelling import shown
from ivr.source import Place
from ivr.telephony.keys import BACK, PERSON


@rule("IVR138", "no-way-out", Severity.WARNING)
def no_way_out(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """A question for digits never says how to get out of it.

    Why: a 0 among digits is a digit, so the way to a person is another one there (0 alone, then #), and nobody finds
    it by trying. The language says it itself after silence; where nobody is asked again after silence, the question
    must. Representatives who sign in know their way.

    Caught:

        nodes:
          greeting:
            collect:
              into: account.zip
              prompt: Enter the ZIP code of your billing address.
              attempts:
                noinput: 0
              exhausted: representative
            next: goodbye
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            collect:
              into: account.zip
              prompt: Enter the ZIP code of your billing address. For a person, press zero, then pound.
              attempts:
                noinput: 0
              exhausted: representative
            next: goodbye
          goodbye:
            hangup: Goodbye.
    """
    came = subject.reached
    for language, dialogs in ((subject.line.language, subject.dialogs), *subject.program.translated.items()):
        for at in (one for one in dialogs if one in came):
            if _asks_for_digits(dialogs[at]) and not _says_a_way_out(dialogs[at], language):
                yield from _told(subject, at, language)


def _asks_for_digits(dialog: Dialog) -> bool:
    return isinstance(dialog, Asking) and isinstance(dialog.grammar, DigitString | Amount)


def _says_a_way_out(dialog: Dialog, language: str) -> bool:
    sentences = [sentence for prompt in _heard(dialog) for sentence in prompt]
    return any(_out(_words(one), one.language or language) for one in sentences)


def _out(text: str, language: str) -> bool:
    """A zero among other digits is an example of an amount, and no person."""
    return says_key(text, BACK, language) or says_press(text, PERSON, language)


def _words(sentence: Sentence) -> str:
    return "".join(one for one in sentence.pieces if isinstance(one, str) and not isinstance(one, Known))


def _heard(dialog: Dialog) -> list[Prompt]:
    """Everything of a question that somebody may hear: who is asked only once hears nothing of what comes after silence."""
    if not isinstance(dialog, Asking):
        return []
    silent = dialog.noinput if dialog.attempts.noinput else ()
    return [dialog.prompt, *silent, *(dialog.nomatch if dialog.attempts.nomatch else ())]


def _told(subject: Subject, at: DialogId, language: str) -> Iterator[tuple[Place, str, str]]:
    name = subject.node(at)
    placed = subject.line.nodes.get(name)
    if placed is None or isinstance(placed.node, SigningIn):
        return
    prompt = (placed.node.kind, "prompt")
    written = [
        one.place for one in worded(subject) if (one.node, one.language, one.path[:2]) == (name, language, prompt)
    ]
    elsewhere = "" if language == subject.line.language else f" in {language}"
    yield (
        next(iter(written), placed.place((placed.node.kind, "attempts"), key=True)),
        f"{shown(name)} asks for digits, and never says{elsewhere} how to get to a person or back.",
        "Add it to the question: For a person, press zero, then pound. Or ask again after silence, where we say it.",
    )
