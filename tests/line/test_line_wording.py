"""Sentences with values in braces."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.dialog.prompts import NEVER_SPOKEN, Known
from ivr.line.wording import Fact, parse_wording
from ivr.reading.scalars import UnfitError


def test_words_and_values_come_apart() -> None:
    wording = parse_wording("You owe {account.balance}. It is due on { account.due }. Call {company.phone}!")
    assert wording.sentences == (
        ("You owe ", Known.ACCOUNT_BALANCE, "."),
        ("It is due on ", Known.ACCOUNT_DUE, "."),
        ("Call ", Fact(("phone",)), "!"),
    )


def test_line_breaks_and_blanks_of_an_author_are_one_blank() -> None:
    assert parse_wording("  Hello\n   there.\tGood\nmorning. ").text == "Hello there. Good morning."


@pytest.mark.parametrize(
    ("written", "message", "remedy"),
    [
        ("", "There are no words here.", "Write what is said, or leave the key out."),
        ("  \n", "There are no words here.", "Write what is said, or leave the key out."),
        ("You owe {account.balanc}.", "There is no value {account.balanc}.", "Did you mean {account.balance}?"),
        ("You owe {Account.Balance}.", "There is no value {Account.Balance}.", "Did you mean {account.balance}?"),
        ("This is {compny.name}.", "There is no value {compny.name}.", "Did you mean {company.name}?"),
        ("This is {Company.name}.", "There is no value {Company.name}.", "Did you mean {company.name}?"),
        ("{}", "There is no value {}.", "There are "),
        ("{weather}", "There is no value {weather}.", "There are "),
        ("{company}", "There is no value {company}.", "There are "),
        ("You have {account.balance", "A brace stands here without its partner.", "A value is written "),
        ("You have account.balance}", "A brace stands here without its partner.", "A value is written "),
        ("You have {{account.balance}}", "A brace stands here without its partner.", "A value is written "),
        ("{account.pin}", "{account.pin} proves who is calling, so it is never read out.", "Take it out; "),
    ],
)
def test_a_value_that_is_none_is_told_with_the_nearest(written: str, message: str, remedy: str) -> None:
    with pytest.raises(UnfitError) as caught:
        parse_wording(written)
    assert str(caught.value) == message
    assert caught.value.help.startswith(remedy)


def test_what_proves_who_is_calling_is_never_suggested() -> None:
    with pytest.raises(UnfitError) as caught:
        parse_wording("{nothing.like.it}")
    assert not [one for one in NEVER_SPOKEN if one.value in caught.value.help]


@pytest.mark.parametrize("known", [one for one in Known if one not in NEVER_SPOKEN])
def test_every_other_value_can_be_said(known: Known) -> None:
    assert parse_wording(f"It is {{{known.value}}}.").pieces[1] is known


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab {}.!?\n\tcompany.name", max_size=40))
def test_any_text_is_a_wording_or_is_told_in_a_sentence(text: str) -> None:
    told = None
    try:
        wording = parse_wording(text)
    except UnfitError as error:
        told = error
    if told is not None:
        assert str(told).endswith(".")
        assert told.help
        return
    shown = " ".join(
        "".join(f"{{{'.'.join(('company', *p.path))}}}" if isinstance(p, Fact) else p for p in one)
        for one in wording.sentences
    )
    assert "".join(shown.split()) == "".join(text.split())
