"""How well a caller is known: what each tier may learn and hear, who is held back, and what another account forgets."""

from dataclasses import replace

import pytest
from cast import (
    FACTS,
    IDENTIFIED,
    NUMBER,
    OTHER_NUMBER,
    PIN,
    PROGRAM,
    REFUSED,
    VERIFIED,
    keyed,
    menu,
    play,
    question,
    with_dialogs,
)
from hypothesis import given, settings
from programs import Happened, fitting, happenings, programs, worlds

from ivr.dialog.journal import Happening
from ivr.dialog.program import Branching, Case, Comparison, Fetching, Passing, Program, VerifyAccount
from ivr.dialog.prompts import NEEDS_VERIFIED, VERIFIERS, Known, Tier
from ivr.dialog.step import begin, step
from ivr.dialog.turn import Fetch, Verify
from ivr.dialog.world import Answered, Fetched, World
from ivr.secret import Secret
from ivr.telephony.outcomes import FetchOutcome

EVERYTHING = {
    **FACTS,
    "account.status": "off",
    "account.autopay": "yes",
    "account.discount": "yes",
    "account.tier": "T2",
}
RECOGNISED = Fetched(FetchOutcome.RECOGNISED, EVERYTHING)
GUARDED = with_dialogs(needs={"balance": Tier.T2})
BY_ZIP = (keyed("1"), keyed(NUMBER), keyed("1"), keyed("10001"))


def zip_line(**other: object) -> Program:
    return with_dialogs(question("pin", "account.zip", (5, 5), "identify"), **other)  # type: ignore[arg-type]


# -- what is learned --------------------------------------------------------------------------------------------------


def test_amounts_dates_and_status_are_not_learned_by_who_is_only_recognised_whatever_a_directory_sends() -> None:
    call = play(*BY_ZIP, RECOGNISED, program=zip_line())
    assert call.state.values == {"account.last4": "2917", "account.tier": "T1", "account.verified": "no"}


def test_the_tier_is_what_the_outcome_says_and_not_what_a_directory_sends() -> None:
    sent = Fetched(FetchOutcome.VERIFIED, {**FACTS, "account.tier": "T3", "account.verified": "no"})
    values = play(*IDENTIFIED, sent).state.values
    assert (values["account.tier"], values["account.verified"]) == ("T2", "yes")


def test_a_weaker_proof_after_a_stronger_one_ends_what_that_allowed() -> None:
    program = with_dialogs(
        menu("main", {"1": "number", "2": "zip"}), question("zip", "account.zip", (5, 5), "identify")
    )
    call = play(*IDENTIFIED, VERIFIED, keyed("2"), keyed("10001"), RECOGNISED, program=program)
    assert not NEEDS_VERIFIED & call.state.values.keys()
    assert call.state.values["account.tier"] == "T1"


@pytest.mark.parametrize("outcome", [FetchOutcome.VERIFIED, FetchOutcome.RECOGNISED])
def test_proofs_are_forgotten_once_they_are_answered(outcome: FetchOutcome) -> None:
    call = play(*BY_ZIP, Fetched(outcome, FACTS), program=zip_line())
    assert call.state.secrets == {"account.number": Secret(NUMBER)}


@pytest.mark.parametrize("inquiry", ["text", "record"])
def test_only_the_answer_to_who_is_calling_makes_anybody_known(inquiry: str) -> None:
    from test_dialog_texts import RECORD, TEXT

    program = with_dialogs(TEXT, RECORD, menu("main", {"1": "text", "2": "record"}))
    call = play(keyed("1" if inquiry == "text" else "2"), program=program)
    call = call.then(Fetched(FetchOutcome.VERIFIED, FACTS)) if isinstance(call.wait, Fetch) else call
    assert "account.tier" not in call.state.values
    assert "account.balance" not in call.state.values


# -- where it leads ---------------------------------------------------------------------------------------------------


def test_the_recognised_go_their_own_way_where_there_is_one_and_else_the_way_of_the_verified() -> None:
    identify = PROGRAM.dialogs["identify"]
    assert isinstance(identify, Fetching)
    assert play(*BY_ZIP, RECOGNISED, program=zip_line()).at == "main"
    own = replace(identify, outcomes={**identify.outcomes, FetchOutcome.RECOGNISED: "goodbye"})
    program = with_dialogs(own, question("pin", "account.zip", (5, 5), "identify"))
    assert play(*BY_ZIP, RECOGNISED, program=program).at == "goodbye"


@pytest.mark.parametrize("needed", [Tier.T1, Tier.T2, Tier.T3])
def test_whoever_is_not_known_well_enough_comes_to_a_person_instead_and_no_amount_is_said(needed: Tier) -> None:
    program = zip_line(needs={"balance": needed})
    call = play(*BY_ZIP, RECOGNISED, program=program)
    if needed is Tier.T1:
        assert call.at == "main"
        return
    assert call.words == "I am connecting you."
    held = call.noted(Happening.HELD_BACK)
    assert [(entry.dialog, entry.detail) for entry in held] == [("identify", "balance")]
    assert "balance" not in [entry.dialog for entry in call.noted(Happening.ENTERED)]


def test_the_verified_are_held_back_from_nothing_that_asks_for_t2() -> None:
    assert play(*IDENTIFIED, VERIFIED, program=GUARDED).words.startswith("You owe one hundred")


def test_nobody_is_held_back_from_the_person() -> None:
    assert play(keyed("0"), program=with_dialogs(needs={"person": Tier.T3})).at == "person"


def test_a_refusal_takes_the_tier_away() -> None:
    program = with_dialogs(menu("main", {"1": "number", "2": "pin", "3": "balance"}), needs={"balance": Tier.T2})
    call = play(*IDENTIFIED, VERIFIED, keyed("2"), keyed("1379"), REFUSED, keyed("*"), program=program)
    assert call.then(keyed("3")).at == "person"


@pytest.mark.parametrize(("tier", "at"), [(None, "no"), ("T0", "no"), ("T1", "no"), ("T2", "yes"), ("T3", "yes")])
def test_a_branch_on_the_tier_takes_who_was_never_proven_for_t0(tier: str | None, at: str) -> None:
    branch = Branching("main", Known.ACCOUNT_TIER, (Case(Comparison.AT_LEAST, "T2", "yes"),), "no")
    program = with_dialogs(branch, menu("yes", {}), menu("no", {}))
    moved = begin(program, Answered(values={"account.tier": tier} if tier else {}), World(play().journal[0].at))
    assert moved.state.at == at


@pytest.mark.parametrize("operand", ["yes", "no"])
def test_whether_somebody_pays_automatically_is_nothing_to_guess(operand: str) -> None:
    branch = Branching("main", Known.ACCOUNT_AUTOPAY, (Case(Comparison.IS, operand, "yes"),), "no")
    assert play(program=with_dialogs(branch, menu("yes", {}), menu("no", {}))).at == "no"


# -- another account --------------------------------------------------------------------------------------------------


def test_another_account_number_forgets_everything_of_the_one_before() -> None:
    keep = Passing("balance", (), "main", keeps=((Known.PAYMENT_AMOUNT, Known.ACCOUNT_BALANCE),))
    call = play(*IDENTIFIED, VERIFIED, program=with_dialogs(keep))
    assert call.state.values["payment.amount"] == "13450 USD"
    call = call.then(keyed("1"), keyed(OTHER_NUMBER))
    assert call.state.values == {"account.last4": OTHER_NUMBER[-4:]}
    assert call.state.secrets == {"account.number": Secret(OTHER_NUMBER)}


def test_a_proof_keyed_for_one_account_is_never_tried_on_another() -> None:
    program = with_dialogs(
        menu("confirm", {"1": "identify", "2": "pin"}), question("pin", "account.pin", (4, 6), "main")
    )
    call = play(keyed("1"), keyed(NUMBER), keyed("2"), keyed(f"{PIN}#"), program=program)
    assert call.state.secrets["account.pin"] == Secret(PIN)
    call = call.then(keyed("1"), keyed(OTHER_NUMBER), keyed("1"))
    assert call.words == "I cannot reach your account. I am connecting you.", "without a proof nothing is asked"


def test_only_one_proof_at_a_time_is_kept_and_the_last_one_counts() -> None:
    program = with_dialogs(
        question("pin", "account.pin", (4, 6), "zip"), question("zip", "account.zip", (5, 5), "identify")
    )
    call = play(keyed("1"), keyed(NUMBER), keyed("1"), keyed("2580#"), keyed("10001"), program=program)
    assert isinstance(call.wait, Fetch)
    assert call.wait.request == Verify(Secret(NUMBER), Known.ACCOUNT_ZIP, Secret("10001"))
    assert call.state.secrets.keys() == {"account.number", "account.zip"}


# -- of every program and every call ----------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(programs(), worlds, happenings())
def test_nobody_below_a_tier_comes_in_and_nobody_below_t2_has_an_amount(
    program: Program, world: World, happened: Happened
) -> None:
    state = begin(program, Answered(), world).state
    for what, now in happened:
        event = fitting(program.dialogs[state.at], what) if isinstance(what, int) else what
        before, moved = state, step(program, state, event, now)
        state = moved.state
        tier = state.values.get(Known.ACCOUNT_TIER, Tier.T0)
        if state.at not in (before.at, program.person):
            assert program.needs.get(state.at, Tier.T0) <= tier
        assert tier == Tier.T2 or not NEEDS_VERIFIED & state.values.keys()
        assert len(state.secrets.keys() & set(VERIFIERS)) <= 1


def test_an_inquiry_about_an_account_needs_a_number_and_a_proof() -> None:
    program = with_dialogs(menu("main", {"1": "identify"}))
    assert isinstance(program.dialogs["identify"].inquiry, VerifyAccount)  # type: ignore[union-attr]
    assert play(keyed("1"), program=program).words == "I cannot reach your account. I am connecting you."
