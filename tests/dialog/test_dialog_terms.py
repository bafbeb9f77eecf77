"""What a caller agrees to by a key: never cut short, and said again whenever the question is asked in full."""

from dataclasses import replace

from cast import PROGRAM, SILENT, WORLD, keyed

from ivr.dialog.grammar import OneKey
from ivr.dialog.program import Asking, Program
from ivr.dialog.prompts import Sentence, Voice
from ivr.dialog.state import CallState
from ivr.dialog.step import Step, step
from ivr.dialog.turn import Turn
from ivr.telephony.events import Keyed, Silent

MAIN = PROGRAM.dialogs["main"]
assert isinstance(MAIN, Asking)
QUESTION = replace(MAIN, terms=(Sentence(("You are about to pay.",)),), guard=True)
OTHER = replace(QUESTION, terms=(Sentence(("Usted va a pagar.",)),))
TWO = replace(
    PROGRAM,
    dialogs={**PROGRAM.dialogs, "main": QUESTION},
    others=(Voice("es-US", "Polly.Lupe-Neural"),),
    translated={"es-US": {**PROGRAM.dialogs, "main": OTHER}},
)


def after(event: Keyed | Silent, program: Program = TWO) -> Turn:
    moved: Step = step(program, CallState(program.digest, 1, "main"), event, WORLD)
    assert moved.turn is not None
    return moved.turn


def said(turn: Turn) -> list[tuple[str, bool]]:
    return [("".join(part for part in one.parts if isinstance(part, str)), one.bargein) for one in turn.said]


def test_the_question_is_a_menu() -> None:
    assert isinstance(QUESTION.grammar, OneKey)


def test_they_come_first_when_the_choices_are_repeated_and_no_key_cuts_them_short() -> None:
    assert said(after(keyed("#")))[0] == ("You are about to pay.", False)


def test_they_are_said_again_in_the_other_language() -> None:
    turn = after(keyed("9"))
    assert said(turn)[0] == ("Usted va a pagar.", False)
    assert turn.said[0].language == "es-US"


def test_after_silence_only_the_choices_are_said() -> None:
    assert all(bargein and "about to pay" not in words for words, bargein in said(after(SILENT)))
