import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.phone.messages import BadMessageError, Dial, HangUp, PickUp, Press, Represent, Said, Sound, read

READ = [
    ({"event": "call"}, Dial(None, None)),
    ({"event": "call", "from": "+1 (555) 010-0001", "to": None}, Dial("+15550100001", None)),
    ({"event": "represent", "number": None, "name": " Rosa "}, Represent(None, "Rosa")),
    ({"event": "represent", "number": "+15550100201"}, Represent("+15550100201", "")),
    ({"event": "pick_up"}, PickUp()),
    ({"event": "hang_up"}, HangUp()),
    ({"event": "dtmf", "dtmf": {"digit": "#"}}, Press("#")),
    ({"event": "media", "media": {"payload": "AAECAw=="}}, Sound(b"\0\1\2\3")),
    ({"event": "say", "text": "pay my bill"}, Said("pay my bill")),
]


@pytest.mark.parametrize(("fields", "message"), READ)
def test_each_message_of_a_page_is_read(fields: dict, message: object) -> None:
    assert read(json.dumps(fields)) == message


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_EVENTS = st.fixed_dictionaries(
    {"event": st.sampled_from(["call", "represent", "dtmf", "media", "say", "hang_up"])},
    optional=dict.fromkeys(("from", "to", "number", "name", "text", "dtmf", "media"), _JSON),
)


@given(_JSON | _EVENTS)
def test_whatever_is_sent_is_a_message_or_a_sentence_that_repeats_nothing_of_it(sent: object) -> None:
    try:
        assert read(json.dumps(sent)) is not None
    except BadMessageError as error:
        assert str(error).endswith(".")
        assert error.__cause__ is None


def test_what_is_keyed_or_said_is_in_no_repr() -> None:
    assert "4" not in repr(Press("4"))
    assert "427" not in repr(Said("427"))
