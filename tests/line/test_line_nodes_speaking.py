"""`say` and `hangup`: what they become, and what their author is told."""

import pytest
from line_laboratory import dialog, told

from ivr.dialog.program import Ending, Passing
from ivr.dialog.prompts import Sentence


def test_a_say_can_be_cut_short_unless_its_author_forbids_it() -> None:
    assert dialog("say: Hello.\nnext: goodbye") == Passing("greeting", (Sentence(("Hello.",)),), "goodbye")
    legal = dialog("say: {text: This call is recorded., bargein: false}\nnext: goodbye")
    assert isinstance(legal, Passing)
    assert not legal.bargein


def test_a_key_misspelt_inside_a_say_is_told_with_the_nearest() -> None:
    assert told("say:\n  txt: Hello.\n  bargein: false\nnext: goodbye") == (
        "IVR050",
        4,
        '"say" has no key "txt".',
        "Did you mean text?",
    )


@pytest.mark.parametrize("written", ["hangup:", 'hangup: ""', 'hangup: "  "'])
def test_a_hangup_may_have_no_last_words(written: str) -> None:
    assert dialog(written) == Ending("greeting", ())


def test_an_outcome_is_counted_under_the_name_its_author_gave() -> None:
    assert dialog("hangup: Goodbye.\noutcome: done") == Ending("greeting", (Sentence(("Goodbye.",)),), outcome="done")
