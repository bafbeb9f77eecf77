"""The body of a POST is what the standard library would have written, however it is arrived at."""

from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st

from ivr.webhook.form import form_bytes

texts = st.text(st.sampled_from("ab19_.~-+=& %é/\x00"), max_size=4) | st.text(max_size=4)
pairs = st.lists(st.tuples(texts, texts), max_size=4)


@given(pairs)
def test_any_pairs_are_quoted_as_the_standard_library_quotes_them(pairs: list[tuple[str, str]]) -> None:
    assert form_bytes(pairs) == urlencode(pairs).encode("ascii")
