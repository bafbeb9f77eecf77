"""`callbacks:` of company.yaml."""

from dataclasses import replace

import pytest
from line_laboratory import COMPANY, program, told

from ivr.checking.examples import loaded
from ivr.line.callbacks import CallbackTerms

SAY = "say: Hello.\nnext: goodbye"


def terms(written: str) -> CallbackTerms:
    line = loaded("nodes:\n  greeting:\n    hangup:\n", "greeting", {"company.yaml": COMPANY + written}).line
    assert line is not None
    assert line.company.callbacks is not None
    return line.company.callbacks.terms(line.company.hours)


def test_a_company_that_says_only_where_has_two_tries_ten_minutes_apart() -> None:
    assert replace(terms("callbacks: {countries: [US, CA]}"), calendar=None) == CallbackTerms(
        frozenset({"US", "CA"}), 2, 600
    )


def test_a_company_may_say_how_often_and_how_long_apart() -> None:
    written = "callbacks: {countries: [DO], tries: 5, again_after: 1 hour}"
    assert replace(terms(written), calendar=None) == CallbackTerms(frozenset({"DO"}), 5, 3600)


def test_the_united_states_alone_are_called_where_nothing_is_said_of_countries() -> None:
    assert terms("callbacks: {tries: 1}").countries == {"US"}


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("countries: [United States]", '"United States" is not a country.'),
        ("countries: [UK]", '"UK" is not a country.'),
        ("tries: 0", "Nobody is called back 0 times."),
        ("tries: 6", "Nobody is called back 6 times."),
        ("again_after: 10 s", "10 s is too short here."),
        ("again_after: 25 hours", "25 hours is too long here."),
        ("again_after: soon", '"soon" is not a length of time.'),
    ],
)
def test_what_does_not_fit_is_told_at_its_place(written: str, message: str) -> None:
    code, line, said, _ = told(SAY, COMPANY + f"callbacks:\n  {written}\n")
    assert (code, line, said) == ("IVR053", 9, message)


def test_calls_are_placed_in_the_hours_that_are_named_and_otherwise_in_the_first_there_are() -> None:
    first, named = terms("callbacks: {tries: 1}").calendar, terms("callbacks: {hours: billing}").calendar
    assert first is not None
    assert first == named


def test_hours_there_are_not_are_told() -> None:
    code, _, said, _ = told(SAY, COMPANY + "callbacks:\n  hours: biling\n")
    assert (code, said) == (
        "IVR053",
        'Calls back are to be placed in the hours "biling", and there are none of that name.',
    )


def test_a_list_of_no_countries_is_told() -> None:
    assert told(SAY, COMPANY + "callbacks:\n  countries: []\n")[0] == "IVR055"


@pytest.mark.parametrize(
    ("more", "first"), [("", "Hello."), ("callbacks: {countries: [US]}\n", "We can call you back.")]
)
def test_a_line_may_say_what_holds_only_where_somebody_is_called_back(more: str, first: str) -> None:
    body = "say:\n  - if: callbacks\n    say: We can call you back.\n  - Hello.\nnext: goodbye"
    said = program(body, COMPANY + more).dialogs["greeting"]
    assert str(said.prompt[0].pieces[0]) == first  # type: ignore[union-attr]  # a Passing


@pytest.mark.parametrize("fact", ["countries", "tries", "again_after"])
def test_what_only_machines_understand_is_not_said(fact: str) -> None:
    company = COMPANY + "callbacks: {countries: [US]}\n"
    code, _, message, _ = told(f'say: "{{company.callbacks.{fact}}}"\nnext: goodbye', company)
    assert (code, message) == ("IVR106", f'company.yaml has no fact "callbacks.{fact}".')
