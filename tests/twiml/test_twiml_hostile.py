"""Documents that are wrong as a whole, some of them on purpose: each has its code, and costs little."""

import tracemalloc

import pytest

from ivr.twiml.errors import TwimlError
from ivr.twiml.parse import parse
from ivr.twiml.tree import DEEPEST, MOST_BYTES

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">'
    + "".join(
        f'<!ENTITY {this} "{("&" + before + ";") * 10}">' for before, this in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><Response><Say>&i;</Say></Response>"
)


def padded(octets: int) -> str:
    return "<Response>" + " " * (octets - len("<Response></Response>")) + "</Response>"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param(LAUGHS, 12100, id="billion laughs"),
        pytest.param("<!DOCTYPE Response><Response/>", 12100, id="a bare DTD"),
        pytest.param('<!DOCTYPE R SYSTEM "file:///etc/hosts"><R/>', 12100, id="an outside DTD"),
        pytest.param('<!DOCTYPE R [<!ENTITY x SYSTEM "file:///etc/hosts">]><R>&x;</R>', 12100, id="an outside entity"),
        pytest.param("<Response><Say>&nbsp;</Say></Response>", 12100, id="an entity of HTML"),
        pytest.param("<Response>" + "<a>" * 10_000, 12100, id="10,000 nested elements, open"),
        pytest.param("<a>" * 8_000 + "</a>" * 8_000, 12100, id="8,000 nested elements, closed"),
        pytest.param(padded(MOST_BYTES + 1), 11750, id="64 kB and one byte"),
        pytest.param(b"\x00" * (MOST_BYTES + 1), 11750, id="64 kB and one byte of nothing"),
        pytest.param("é" * MOST_BYTES, 11750, id="text whose bytes are too many"),
        pytest.param(bytes(range(256)), 12100, id="binary"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", 12100, id="a picture"),
        pytest.param(b"<Response><Say>\xff\xfe</Say></Response>", 12100, id="not UTF-8"),
        pytest.param("<Response><Say>\ud800</Say></Response>", 12100, id="a lone surrogate"),
        pytest.param(b"<?xml version='1.0' encoding='klingon'?><Response/>", 12100, id="an unknown encoding"),
        pytest.param(b"<?xml version='1.0' encoding='rot13'?><Response/>", 12100, id="an encoding of text to text"),
        pytest.param(b"<?xml version='1.0' encoding='shift_jis'?><Response/>", 12100, id="an encoding of many bytes"),
        pytest.param("<Response><Say>Hel", 12100, id="truncated"),
        pytest.param("<Response><Say>Hi</Response></Say>", 12100, id="crossed"),
        pytest.param("<Response/><Response/>", 12100, id="two roots"),
        pytest.param(' <?xml version="1.0"?><Response/>', 12100, id="declaration after white space"),
        pytest.param('\n<?xml version="1.0"?><Response/>', 12100, id="declaration after a line break"),
        pytest.param("", 12100, id="empty"),
        pytest.param(b"", 12100, id="no bytes"),
        pytest.param("   ", 12100, id="white space"),
        pytest.param("Hello", 12100, id="plain text"),
        pytest.param('{"verb": "Say"}', 12100, id="JSON"),
        pytest.param("<!-- nothing -->", 12100, id="a comment"),
        pytest.param("<Response a='1' a='2'/>", 12100, id="an attribute twice"),
        pytest.param("<Response><amazon:effect/></Response>", 12100, id="a prefix that is not bound"),
        pytest.param("<Response>\x00</Response>", 12100, id="a character XML forbids"),
        pytest.param("<response/>", 12102, id="root in the wrong case"),
        pytest.param("<html><body>502</body></html>", 12102, id="a page"),
        pytest.param("<Response xmlns='urn:x'/>", 12102, id="a root of another namespace"),
        pytest.param("<Response version='3'/>", 12101, id="a version of nobody"),
    ],
)
def test_a_document_that_is_no_twiml_has_the_code_twilio_gives_it(body: str | bytes, code: int) -> None:
    with pytest.raises(TwimlError) as caught:
        parse(body)
    assert caught.value.code == code
    assert caught.value.__context__ is None, "the parser's own exceptions may hold the document"


@pytest.mark.parametrize("body", [LAUGHS, "<a>" * 10_000, "\x00" * 10_000_000], ids=["laughs", "nested", "10 MB"])
def test_a_hostile_document_costs_little_memory(body: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(TwimlError):
            parse(body)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 2 * len(body) + 1_000_000


def test_a_document_of_just_64_kb_is_read() -> None:
    assert parse(padded(MOST_BYTES)).document.verbs == ()


def test_as_many_elements_as_fit_cost_memory_in_proportion() -> None:
    """Half as many cost half as much: neither time nor memory grows with the square."""

    def cost(elements: int) -> int:
        tracemalloc.start()
        try:
            assert len(parse("<Response>" + "<a/>" * elements + "</Response>").warnings) == elements
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert cost(16_000) < 3 * cost(8_000) < 60_000_000


def test_nesting_just_deep_enough_is_read() -> None:
    deepest = DEEPEST - 2  # Response and Say are two of them
    parsed = parse("<Response><Say>" + "<s>" * deepest + "Hi" + "</s>" * deepest + "</Say></Response>")
    assert len(parsed.document.verbs) == 1
    assert parsed.warnings == ()
    with pytest.raises(TwimlError, match=f"more than {DEEPEST} deep"):
        parse("<Response><Say>" + "<s>" * (deepest + 1) + "</s>" * (deepest + 1) + "</Say></Response>")


def test_an_error_says_where_it_is_and_nothing_of_what_stands_there() -> None:
    with pytest.raises(TwimlError) as caught:
        parse("<Response>\n  <Say>4111111111111111</Sy>\n</Response>")
    assert str(caught.value) == "12100: the document is not XML: mismatched tag (line 2, column 26)"


def test_a_declared_encoding_of_one_byte_is_read() -> None:
    body = '<?xml version="1.0" encoding="ISO-8859-1"?><Response><Redirect>/é</Redirect></Response>'
    assert parse(body.encode("latin-1")) == parse(body)


def test_a_byte_order_mark_is_no_white_space() -> None:
    assert parse(b'\xef\xbb\xbf<?xml version="1.0"?><Response/>').document.verbs == ()
