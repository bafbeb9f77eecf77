"""IVR213."""

from collections.abc import Iterator

from ivr.checking.certificate import Broken, Proof, certificate
from ivr.checking.seen import uttered
from ivr.checking.telling import plainly
from ivr.dialog.grammar import DialogId, LanguageKey
from ivr.dialog.journal import Happening
from ivr.dialog.program import Asking, Dialog, prompts_of
from ivr.exploring.atlas import Moved
from ivr.line.phrases import offer


def _in_another(proof: Proof, moved: Moved) -> bool:
    turn, language = moved.step.turn, moved.step.state.language or proof.subject.program.voice.language
    return turn is not None and any(one.language != language for one in uttered(turn))


@certificate("IVR213", "other-language", "Each caller hears one language", watches=[_in_another])
def other_language(proof: Proof) -> Iterator[Broken]:
    """Whoever chose a language hears no other, but for the offers of languages.

    Why: half a question in a language one does not speak is no question. A line speaks the language of the call, and
    after key nine the other one at once; but a text that a catalogue does not have is said as it was written, in the
    line's first language. `ivr check` warns of such a text wherever it stands; here is a call that hears it.
    """
    told: set[tuple[DialogId, str]] = set()
    for number in proof.edges_of(_in_another):
        moved = proof.atlas.again(proof.atlas.edges[number])
        language = moved.step.state.language or proof.subject.program.voice.language
        foreign = "" if _offers(proof, moved) else _foreign(moved, language)
        at = _where(proof, moved, language, foreign)
        if foreign and (at, language) not in told:
            told.add((at, language))
            yield Broken(
                proof.place(at),
                f"In a call in {language}, words in {foreign} are said here.",
                f"Translate them in languages/{language}.po; only an offer of a language is said in another.",
                proof.way_to(number),
            )


def _offers(proof: Proof, moved: Moved) -> bool:
    """Whether the call has come to the choice of a language, which is said in all of them."""
    dialog = proof.subject.program.dialogs[moved.step.state.at]
    return isinstance(dialog, Asking) and isinstance(dialog.grammar, LanguageKey)


def _foreign(moved: Moved, language: str) -> str:
    """The language of words that are neither in the call's nor offer another; nothing where there are none."""
    turn = moved.step.turn
    strange = (one for one in uttered(turn) if one.language != language) if turn else ()
    return next((one.language for one in strange if plainly(one).strip() != offer(one.language).strip()), "")


def _where(proof: Proof, moved: Moved, language: str, foreign: str) -> DialogId:
    """The first dialog of a move that has words in this language; else where the move leads."""
    passed = [entry.dialog for entry in moved.step.journal if entry.kind is Happening.ENTERED]
    table = proof.subject.program
    return next((at for at in passed if _speaks(table.dialog(at, language), foreign)), moved.step.state.at)


def _speaks(dialog: Dialog, foreign: str) -> bool:
    sentences = (sentence for prompt in prompts_of(dialog) for sentence in prompt)
    return any(one.language == foreign and one.pieces != (offer(foreign),) for one in sentences)
