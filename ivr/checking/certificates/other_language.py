"""IVR213."""

from collections.abc import Iterator

from ivr.checking.certificate import Broken, Proof, certificate
from ivr.checking.seen import uttered
from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Program, prompts_of
from ivr.exploring.atlas import Moved


def _in_another(proof: Proof, moved: Moved) -> bool:
    turn, language = moved.step.turn, moved.step.state.language or proof.subject.program.voice.language
    return turn is not None and any(one.language != language for one in uttered(turn))


@certificate("IVR213", "other-language", watches=[_in_another])
def other_language(proof: Proof) -> Iterator[Broken]:
    """Whoever chose a language hears no other, but for the offers of languages.

    Why: half a question in a language one does not speak is no question. A line speaks the language of the call by
    itself, and after key nine the other one at once; words that a translator left out are told by the catalogues'
    own findings. No line that can be written breaks this; the certificate shows that it is so.
    """
    told: set[DialogId] = set()
    for number in proof.edges_of(_in_another):
        moved = proof.atlas.again(proof.atlas.edges[number])
        at = moved.step.state.at
        foreign = _foreign(proof.subject.program, moved)
        if foreign and at not in told:
            told.add(at)
            yield Broken(
                proof.place(at),
                f"In a call in {moved.step.state.language or proof.subject.program.voice.language}, words in {foreign} are said here.",
                "Write the words in every language of the line; only an offer of a language is said in another.",
                proof.way_to(number),
            )


def _foreign(program: Program, moved: Moved) -> str:
    """A language that something is said in which is neither the call's nor offered on the way; nothing where there is none."""
    turn, language = moved.step.turn, moved.step.state.language or program.voice.language
    if turn is None:
        return ""
    passed = {moved.step.state.at, *(entry.dialog for entry in moved.step.journal)} & program.dialogs.keys()
    offered = {
        sentence.language
        for at in passed
        for prompt in prompts_of(program.dialog(at, language))
        for sentence in prompt
        if sentence.language
    }
    return next((one.language for one in uttered(turn) if one.language not in {language, *offered}), "")
