"""The short way to an address leads where the long way leads."""

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.carrier.debugger import DocumentError
from ivr.carrier.http import resolve

bases = st.sampled_from(
    [
        "https://line.example/voice?x=1",
        "https://line.example",
        "http://127.0.0.1:5000/a/b",
        "https://a.example:443?q=/b",
        "http://x#/f",
        "https://[::1]/voice",
        "https://ann:secret@line.example/voice",
    ]
)
parts = st.text("ab9_~%-.?&=+#;/: ", max_size=4)
plain = st.lists(st.text("ab9_~-", min_size=1, max_size=4), min_size=1, max_size=3).map(
    lambda path: "/" + "/".join(path)
)
urls = st.one_of(plain, st.tuples(plain, parts).map("".join), st.tuples(plain, st.just("?"), parts).map("".join), parts)


@given(bases, urls)
def test_any_url_is_what_joining_makes_of_it(base: str, url: str) -> None:
    try:
        found = resolve(base, url)
    except DocumentError:
        return
    assert found == urljoin(base, url.strip())


@pytest.mark.parametrize("url", ["/next", "/turn/3?token=a1", "/a/b/c"])
def test_a_path_of_the_usual_kind_is_one(url: str) -> None:
    assert resolve("https://line.example:8443/voice?x=1", url) == f"https://line.example:8443{url}"


@pytest.mark.parametrize("base", ["ftp://line.example/", "", "https://line.example:0/"])
def test_an_address_that_cannot_be_fetched_is_refused(base: str) -> None:
    with pytest.raises(DocumentError) as refused:
        resolve(base, "/next")
    assert refused.value.code == 11100
