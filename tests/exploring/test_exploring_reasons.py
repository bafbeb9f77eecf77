"""Which reasons a caller can have where: never fewer than there are, and no more than the ways to a dialog give."""

from collections.abc import Mapping
from dataclasses import replace

from programs_of_dialogs import program_of

from ivr.dialog.grammar import LanguageKey, OneKey
from ivr.dialog.program import Asking, Attempts, Dialog, Fetching, Program, TakeNext, Timing
from ivr.dialog.prompts import Voice
from ivr.exploring.reasons import ways_of_reasons
from ivr.telephony.outcomes import FetchOutcome

EXAMPLES = (None, "balance", "payment", "something else")


def menu(at: str, *targets: str) -> Asking:
    grammar = OneKey({str(key): target for key, target in enumerate(targets, 1)})
    return Asking(at, grammar, (), (), (), "end", Attempts(0, 0), Timing(5))


def reasons(program: Program) -> Mapping[str, set[str | None]]:
    return {at: {EXAMPLES[way] for way in ways} for at, ways in ways_of_reasons(program, EXAMPLES).items()}


def with_reasons(*dialogs: Dialog, **given: str) -> Program:
    return replace(program_of(*dialogs), reasons=given)


def test_where_the_ways_meet_there_are_the_reasons_of_all_of_them() -> None:
    line = with_reasons(
        menu("start", "pay", "hear", "both"),
        menu("pay", "both"),
        menu("hear", "both"),
        menu("both", "both"),
        pay="payment",
        hear="balance",
    )
    found = reasons(line)
    assert (found["start"], found["pay"], found["hear"]) == ({None}, {"payment"}, {"balance"})
    assert found["both"] == {None, "payment", "balance"}


def test_a_reason_no_branch_names_is_something_else() -> None:
    assert reasons(with_reasons(menu("start", "move"), menu("move", "end"), move="moving"))["move"] == {
        "something else"
    }


def test_where_nobody_gets_to_there_is_no_reason() -> None:
    assert "lost" not in reasons(with_reasons(menu("start", "end"), menu("lost", "end"), lost="balance"))


def test_a_representative_who_takes_a_call_is_told_any_reason() -> None:
    next_one = Fetching("next", TakeNext(), (), dict.fromkeys(FetchOutcome, "told"), "end")
    assert reasons(with_reasons(next_one, menu("told", "end")))["told"] == set(EXAMPLES)


def choosing(*dialogs: Dialog) -> Program:
    chooser = Asking("choose", LanguageKey({"2": "es-US"}), (), (), (), "end", Attempts(0, 0), Timing(5))
    line = with_reasons(*dialogs, chooser, pay="payment")
    return replace(line, languages="choose", others=(Voice("es-US", "Polly.Lupe-Neural"),))


def test_whoever_chooses_a_language_has_the_reason_from_before() -> None:
    found = reasons(choosing(menu("start", "pay"), menu("pay", "pay")))
    assert found["start"] == {None}
    assert found["choose"] == {None, "payment"}


def test_a_choice_of_language_that_a_menu_leads_to_is_a_way_like_any_other() -> None:
    assert reasons(choosing(menu("start", "pay"), menu("pay", "choose")))["start"] == {None, "payment"}
