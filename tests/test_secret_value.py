"""A secret keeps itself: every ordinary way to its text is refused, and the refusal does not tell it either."""

import copy
import dataclasses
import json
import logging
import pickle
import traceback
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.secret import Secret

NUMBER = "8448200012345678"

REFUSED: dict[str, Callable[[Any], object]] = {
    "str": str,
    "format": format,
    "an f-string": lambda secret: f"{secret}",
    "an f-string with a width": lambda secret: f"{secret:>20}",
    "percent s": lambda secret: "%s" % secret,  # noqa: UP031 - old code and logging calls do this
    "str.format": "{}".format,
    "join": lambda secret: "".join([secret]),  # noqa: FLY002 - the method itself is tried
    "adding to text": lambda secret: "PIN " + secret,
    "bytes": bytes,
    "json": json.dumps,
    "pickle": pickle.dumps,
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "iterating": list,
    "indexing": lambda secret: secret[0],
    "searching": lambda secret: "8" in secret,
    "ordering": lambda secret: secret < Secret("9"),
    "vars": vars,
}


@pytest.mark.parametrize("way", REFUSED.values(), ids=REFUSED.keys())
def test_every_ordinary_way_to_the_text_is_refused_without_telling_it(way: Callable[[Any], object]) -> None:
    with pytest.raises(TypeError) as refused:
        way(Secret(NUMBER))
    assert NUMBER not in "".join(traceback.format_exception(refused.value))


def test_reveal_is_the_way() -> None:
    assert Secret(NUMBER).reveal() == NUMBER


@given(st.text(min_size=1))
def test_no_secret_can_be_told_from_another_by_its_repr(text: str) -> None:
    assert repr(Secret(text)) == f"{Secret(text)!r}" == "%r" % Secret(text) == "Secret(...)"  # noqa: UP031 - tried too


def test_a_value_that_holds_one_may_be_shown() -> None:
    @dataclasses.dataclass(frozen=True, slots=True)
    class Holder:
        keys: Secret

    assert NUMBER not in repr(Holder(Secret(NUMBER)))
    with pytest.raises(TypeError, match="pickled"):
        dataclasses.asdict(Holder(Secret(NUMBER)))


def test_a_log_line_shows_that_there_was_one_and_no_more(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("ivr.test").warning("keyed %r, %r", Secret(NUMBER), {"pin": Secret(NUMBER)})
    assert caplog.messages == ["keyed Secret(...), {'pin': Secret(...)}"]


@given(st.text(), st.text())
def test_two_secrets_are_equal_when_their_texts_are(one: str, other: str) -> None:
    assert (Secret(one) == Secret(other)) == (one == other)
    assert Secret(one) == Secret(one)
    assert hash(Secret(one)) == hash(Secret(one))


def test_a_secret_never_equals_plain_text() -> None:
    assert Secret(NUMBER) != NUMBER
    assert Secret(NUMBER) not in (NUMBER, None, 1)


def test_how_much_was_keyed_may_be_known() -> None:
    assert len(Secret(NUMBER)) == 16
    assert not Secret("")
    assert Secret("0")


def test_a_secret_has_no_room_for_anything_else() -> None:
    with pytest.raises(AttributeError):
        object.__setattr__(Secret(NUMBER), "note", "seen")
