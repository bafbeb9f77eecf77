"""The lean signature, held to Twilio's published vectors and equal to Twilio's own library."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from ivr.webhook.signature import sign, verify, voice_url

TOKEN = "12345"
DOCUMENTED = [
    ("CallSid", "CA1234567890ABCDE"),
    ("Caller", "+14158675310"),
    ("Digits", "1234"),
    ("From", "+14158675310"),
    ("To", "+18005551212"),
]
TESTED = [(name, value.replace("5310", "5309")) for name, value in DOCUMENTED]
REPEATED = [("Sid", "CA123"), ("SidAccount", "AC123"), ("Digits", "5678"), ("Digits", "1234"), ("Digits", "1234")]
BODY_HASH = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"

# The first from Twilio's page on security, the others from the tests of its Python library.
VECTORS = [
    ("https://example.com/myapp.php?foo=1&bar=2", DOCUMENTED, "L/OH5YylLD5NRKLltdqwSvS0BnU="),
    ("https://mycompany.com/myapp.php?foo=1&bar=2", TESTED, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
    ("https://mycompany.com:443/myapp.php?foo=1&bar=2", TESTED, "kvajT1Ptam85bY51eRf/AJRuM3w="),
    ("http://mycompany.com:80/myapp.php?foo=1&bar=2", TESTED, "0ZXoZLH/DfblKGATFgpif+LLRf4="),
    ("http://mycompany.com:1234/myapp.php?foo=1&bar=2", TESTED, "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="),
    ("https://mycompany.com/myapp.php?foo=1&bar=2", REPEATED, "IK+Dwps556ElfBT0I3Rgjkr1wJU="),
    (f"https://mycompany.com/myapp.php?foo=1&bar=2&bodySHA256={BODY_HASH}", [], "a9nBmqA0ju/hNViExpshrM61xv4="),
]


@pytest.mark.parametrize(("url", "pairs", "signature"), VECTORS)
def test_a_published_signature_is_made_and_accepted(url: str, pairs: list[tuple[str, str]], signature: str) -> None:
    assert sign(TOKEN, url, pairs) == signature
    assert verify([TOKEN], url, pairs, signature)


URL, PAIRS, SIGNATURE = VECTORS[1]


@pytest.mark.parametrize(
    ("tokens", "url", "pairs", "signature"),
    [
        pytest.param(["54321"], URL, PAIRS, SIGNATURE, id="another token"),
        pytest.param([], URL, PAIRS, SIGNATURE, id="no token"),
        pytest.param([TOKEN], URL + "&baz=3", PAIRS, SIGNATURE, id="another query"),
        pytest.param([TOKEN], URL.replace("https", "http"), PAIRS, SIGNATURE, id="another scheme"),
        pytest.param([TOKEN], URL.replace("myapp", "Myapp"), PAIRS, SIGNATURE, id="another path"),
        pytest.param([TOKEN], URL, [*PAIRS, ("Extra", "")], SIGNATURE, id="one more field"),
        pytest.param([TOKEN], URL, PAIRS[:-1], SIGNATURE, id="one field less"),
        pytest.param([TOKEN], URL, PAIRS, "", id="no signature"),
        pytest.param([TOKEN], URL, PAIRS, SIGNATURE.rstrip("="), id="a cut signature"),
        pytest.param([TOKEN], URL, PAIRS, SIGNATURE + " ", id="a longer signature"),
        pytest.param([TOKEN], URL, PAIRS, "é\ud800", id="no ASCII"),
        pytest.param([TOKEN], "not a url", PAIRS, SIGNATURE, id="no URL"),
        pytest.param([TOKEN], "https://exa mple:port/\ud800", PAIRS, SIGNATURE, id="an odd URL"),
    ],
)
def test_anything_changed_is_refused(tokens: list[str], url: str, pairs: list[tuple[str, str]], signature: str) -> None:
    assert not verify(tokens, url, pairs, signature)


def test_either_token_is_accepted_while_tokens_are_exchanged() -> None:
    assert verify(["new", TOKEN], URL, PAIRS, SIGNATURE)
    assert verify([TOKEN, "new"], URL, PAIRS, SIGNATURE)
    assert not verify(["new", "newer"], URL, PAIRS, SIGNATURE)


def test_an_empty_token_neither_signs_nor_accepts() -> None:
    """A setting that was left empty must not become a key that everybody has."""
    with pytest.raises(ValueError, match="empty token"):
        sign("", URL, PAIRS)
    forged = RequestValidator("").compute_signature(URL, dict(PAIRS))
    assert not verify([""], URL, PAIRS, forged)
    assert verify(["", TOKEN], URL, PAIRS, SIGNATURE)


@pytest.mark.parametrize(
    "dressed",
    [
        URL + "#rc=3&rp=all",
        URL.replace("//", "//rosa:secret@"),
        URL.replace("//", "//rosa:se@cret@") + "#a#b",
    ],
)
def test_neither_fragment_nor_password_is_signed(dressed: str) -> None:
    assert sign(TOKEN, dressed, PAIRS) == SIGNATURE
    assert verify([TOKEN], dressed, PAIRS, SIGNATURE)


def test_an_at_sign_in_the_query_is_no_password() -> None:
    url = "https://example.com?mail=rosa@example.com"
    assert sign(TOKEN, url, []) == RequestValidator(TOKEN).compute_signature(url, {})


@pytest.mark.parametrize(
    ("url", "signed"),
    [
        ("https://example.com:8443/a?b#c", "https://example.com/a?b"),
        ("https://example.com:443/a", "https://example.com/a"),
        ("http://example.com:8080/a", "http://example.com:8080/a"),
        ("https://u:p@[2001:db8::1]:8443/a", "https://[2001:db8::1]/a"),
        ("https://example.com", "https://example.com"),
        ("nonsense#x", "nonsense"),
    ],
)
def test_voice_signs_no_port_over_https_and_keeps_it_over_http(url: str, signed: str) -> None:
    assert voice_url(url) == signed
    assert verify([TOKEN], url, PAIRS, sign(TOKEN, voice_url(url), PAIRS))


class Fields(dict[str, list[str]]):
    """What the library takes repeated names from: the interface of Django's QueryDict."""

    def getlist(self, name: str) -> list[str]:
        return self[name]


def for_library(pairs: list[tuple[str, str]]) -> Fields:
    fields = Fields()
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


text = st.text(max_size=8)
names = st.one_of(st.sampled_from(("Digits", "digits", "Digit", "From", "A", "Ä", "")), text)
forms = st.lists(st.tuples(names, text), max_size=8)
tokens = st.text(min_size=1, max_size=10)
hosts = st.sampled_from(("example.com", "EXAMPLE.com", "line.example.test", "127.0.0.1", "bücher.example", "a_b"))
ports = st.one_of(st.none(), st.sampled_from((80, 443, 8443)), st.integers(1, 65535))
path = st.text(st.sampled_from("abcXYZ019/%-._~:@!$&'()*+,=é"), max_size=12)
query = st.text(st.sampled_from("abcXYZ019/%-._~:@!$&'()*+,=?;é"), min_size=1, max_size=12)


@st.composite
def urls(draw: st.DrawFn, host: st.SearchStrategy[str] = hosts) -> str:
    port = draw(ports)
    tail = draw(st.one_of(st.just(""), path.map("/{}".format)))
    asked = draw(st.one_of(st.just(""), query.map("?{}".format)))
    scheme = draw(st.sampled_from(("http", "https")))
    return f"{scheme}://{draw(host)}" + ("" if port is None else f":{port}") + tail + asked


ipv6 = st.sampled_from(("[::1]", "[2001:db8::1]", "[fe80::1]"))


@settings(max_examples=300, deadline=None)
@given(tokens, st.one_of(urls(), urls(ipv6)), forms)
def test_a_signature_is_what_the_library_computes(token: str, url: str, pairs: list[tuple[str, str]]) -> None:
    assert sign(token, url, pairs) == RequestValidator(token).compute_signature(url, for_library(pairs))


@settings(max_examples=300, deadline=None)
@given(tokens, urls(), urls(), forms, st.booleans())
def test_what_the_library_accepts_is_accepted_and_nothing_else(
    token: str, url: str, other: str, pairs: list[tuple[str, str]], same: bool
) -> None:
    """Signed over this URL, over the same with another port, or over another one."""
    for signed in (url if same else other, voice_url(url), url.replace("://example.com", "://example.com:443")):
        signature = sign(token, signed, pairs)
        theirs = RequestValidator(token).validate(url, for_library(pairs), signature)
        assert verify([token], url, pairs, signature) == theirs


@settings(max_examples=100, deadline=None)
@given(tokens, urls(ipv6), forms)
def test_an_ipv6_host_is_accepted_with_and_without_its_port(token: str, url: str, pairs: list[tuple[str, str]]) -> None:
    """The library cuts such a host at its first colon when there is a port, so only half of this holds there."""
    assert verify([token], url, pairs, sign(token, url, pairs))
    assert verify([token], url, pairs, sign(token, voice_url(url), pairs))
