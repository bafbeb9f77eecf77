import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.phone.messages import BadMessageError, Dial, HangUp, PickUp, Press, Represent, Said, Sound, read

FIELDS = ("from", "to", "number", "name", "text", "digit")
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


SENTENCES = {
    "A message is no JSON object.",
    "A message names no event that is known here.",
    "A telephone has the keys 0 to 9, * and #.",
    "Sound has a payload in base64.",
    "That is no telephone number: it is written like +15550100000.",
    *(f"A message lacks its {name}." for name in ("dtmf", "media")),
    *(f"A message needs a {name} of at most 1000 printable characters." for name in FIELDS),
}
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
        problem = None if read(json.dumps(sent)) is not None else "nothing"
    except BadMessageError as error:
        problem = str(error)
    assert problem is None or problem in SENTENCES


def test_what_is_keyed_or_said_is_in_no_repr() -> None:
    assert "4" not in repr(Press("4"))
    assert "427" not in repr(Said("427"))
