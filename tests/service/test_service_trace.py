"""What the log is told of a fault."""

import re

from ivr.service.trace import fault_of


def test_a_fault_is_told_by_its_kind_and_place_without_words_that_may_repeat_what_was_keyed() -> None:
    try:
        int("number 4321")
    except ValueError as error:
        told = fault_of(error)
    assert re.fullmatch(r"ValueError at test_service_trace\.py:\d\d?", told)


def test_an_error_that_was_never_raised_has_no_place() -> None:
    assert fault_of(KeyError("4321")) == "KeyError"
