"""What a page sees of requests and replies, for any way a document may read a number out."""

from collections.abc import Awaitable, Callable
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.carrier import Reply, Request, VirtualClock
from ivr.carrier.debugger import Entry, Level, without_query
from ivr.carrier.room import Room
from ivr.carrier.textleg import TextLeg
from ivr.phone.masked import Masked

NUMBER = "427193852"
XML = (("Content-Type", "text/xml; charset=utf-8"),)
WORDS = dict(
    zip("0123456789", ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], strict=True)
)


def _keyed(look: Callable[[Masked], Awaitable[None] | None], keys: str = NUMBER) -> None:
    async def call() -> None:
        room = Room()
        leg = TextLeg(room, "caller", "+15550100001")
        for key in keys:
            leg.key_down(key)
        look(Masked(room))

    with VirtualClock() as clock:
        clock.run(call())


def _document(*said: str) -> Reply:
    return Reply(200, XML, f"<Response>{''.join(f'<Say>{text}</Say>' for text in said)}</Response>".encode())


def _digits(text: str) -> str:
    for digit, word in WORDS.items():
        text = text.replace(word, digit)
    return "".join(one for one in text if one.isdigit())


_GROUPS = st.lists(st.integers(1, 4), min_size=1, max_size=9)
_FORMS: dict[str, Callable[[str], str]] = {
    "figures": lambda group: group,
    "spaced": " ".join,
    "words": lambda group: ", ".join(WORDS[digit] for digit in group),
    "references": lambda group: "".join(f"&#{ord(digit)};" for digit in group),
    "marked section": lambda group: f"<![CDATA[{group}]]>",
    "marked": lambda group: f'<say-as interpret-as="digits">{group}</say-as>',
}


@given(_GROUPS, st.sampled_from(sorted(_FORMS)))
def test_of_a_number_read_back_in_groups_no_more_than_its_last_four_digits_are_shown(
    sizes: list[int], form: str
) -> None:
    groups, at = [], 0
    for size in sizes:
        groups.append(NUMBER[at : at + size])
        at += size
    said = [_FORMS[form](group) for group in groups if group]

    def look(masked: Masked) -> None:
        assert len(_digits(masked.reply(_document(*said)))) <= 4

    if at >= len(NUMBER):
        _keyed(look)


def test_a_number_that_goes_on_in_the_next_document_is_masked_from_its_first_group_on() -> None:
    def look(masked: Masked) -> None:
        shown = [masked.reply(_document(group)) for group in ("4 2 7", "1 9 3", "8 5 2")]
        assert "".join(map(_digits, shown)) == "3852"

    _keyed(look)


def test_addresses_and_parameters_are_masked_and_digits_are_those_of_an_entry() -> None:
    def look(masked: Masked) -> None:
        request = Request("POST", f"https://user:secret@line.example/{NUMBER}?Digits={NUMBER}")
        assert masked.address(request) == "https://line.example/•••••3852"
        sent = [("Digits", NUMBER), ("SpeechResult", f"it is {NUMBER}"), ("From", "+15550100001"), ("Digits", "1")]
        assert masked.parameters(sent) == [
            ("Digits", "•••••3852"),
            ("SpeechResult", "it is •••••3852"),
            ("From", "+15550100001"),
            ("Digits", "1"),
        ]

    _keyed(look)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://127.0.0.1:5000/voice", "http://127.0.0.1:5000/voice"),
        ("http://192.168.100.123:18080/a/b?token=Qm9va3dvcm0xMjM0NTY3", "http://192.168.100.123:18080/a/b"),
        ("http://[::1]:5000/voice#x", "http://[::1]:5000/voice"),
        ("https://user:secret@line.example/turn/3", "https://line.example/turn/3"),
        (f"https://line.example/of/{NUMBER}/x", "https://line.example/of/•••••3852/x"),
        ("https://line.example/take/Qm9va3dvcm0xMjM0NTY3/now", "https://line.example/take/…/now"),
        (
            f"https://api.twilio.com/2010-04-01/Recordings/RE{'0a' * 16}",
            f"https://api.twilio.com/2010-04-01/Recordings/RE{'0a' * 16}",
        ),
        ("https://[broken", "an address that cannot be read"),
    ],
)
def test_an_address_names_host_and_path_and_nothing_that_opens_anything(url: str, shown: str) -> None:
    def look(masked: Masked) -> None:
        assert masked.address(Request("POST", url)) == shown
        assert masked.sentence(f"no reply from {url}. Is it there?") == f"no reply from {shown}. Is it there?"
        entry = Entry(0.0, Level.ERROR, 11205, f"{NUMBER} was not found", without_query(url))
        assert masked.noted(entry) == f"error 11205: •••••3852 was not found ({shown})"

    _keyed(look, f"{NUMBER}#5000#11205#127001")


def test_attributes_are_masked_too_and_marks_stay_as_they_came() -> None:
    def look(masked: Masked) -> None:
        shown = masked.reply(Reply(200, XML, f'<Response>\n  <Redirect a="/x?n={NUMBER}"/>\n</Response>'.encode()))
        assert shown == '<Response>\n  <Redirect a="/x?n=•••••3852"/>\n</Response>'

    _keyed(look)


def test_what_is_no_text_is_told_by_its_type_and_size() -> None:
    def look(masked: Masked) -> None:
        assert masked.reply(Reply(200, (("Content-Type", "audio/wav"),), bytes(44))) == "(audio/wav, 44 bytes)"
        assert masked.reply(Reply(204)) == ""
        assert masked.reply(Reply(500, (), b"a < b & \xff")) == f"{escape('a < b & ')}\ufffd"

    _keyed(look)
