"""Everything the two articles say has a call in which a caller hears it. The calls are played, each of them once."""

from dataclasses import replace

import pytest
from facts_list import Fact, facts, facts_in, trouble_with

FACTS = facts()


def test_there_are_forty_seven_facts_and_each_is_there_once() -> None:
    assert [fact.number for fact in FACTS] == list(range(1, 48))


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: str(fact.number))
def test_a_caller_hears_the_fact_in_the_call_that_is_named(fact: Fact) -> None:
    assert list(trouble_with(fact)) == []


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ({"heard": ("We have a blimp.",)}, "'We have a blimp.' is not heard in ways-to-pay.call.yaml"),
        ({"heard": ()}, "nothing of it is to be heard"),
        ({"heard": ("...",)}, "nothing of it is to be heard"),
        ({"call": "by-blimp.call.yaml"}, "its call by-blimp.call.yaml does not exist"),
        ({"article": "C"}, "it says nothing, or stands in no article"),
        ({"call": "bank-counter.call.yaml"}, "its call has another company, and no note says why"),
    ],
)
def test_a_fact_that_was_made_up_is_found(what: dict[str, object], told: str) -> None:
    true = next(fact for fact in FACTS if fact.call == "ways-to-pay.call.yaml")
    assert told in list(trouble_with(replace(true, **what)))


def test_words_that_were_cut_short_by_a_key_are_not_heard() -> None:
    """The caller of that call presses a key before the choices are over."""
    true = next(fact for fact in FACTS if fact.call == "ways-to-pay.call.yaml")
    assert list(trouble_with(replace(true, heard=("If a payment did not go through, press 4",))))


def test_a_row_without_its_call_is_no_fact() -> None:
    with pytest.raises(ValueError, match="this is no fact"):
        facts_in("facts:\n  - {number: 1, article: A, fact: One., heard: [One]}\n")
