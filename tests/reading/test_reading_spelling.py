from hypothesis import given
from hypothesis import strategies as st

from ivr.reading.compose import compose
from ivr.reading.spelling import entry, quoted, shown
from ivr.reading.tree import plain
from ivr.source import Source


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"])
        | st.sampled_from("\n\t\"'\\{}#:*&"),
        max_size=80,
    )
)
def test_what_a_help_spells_is_read_back_as_that_very_text(text: str) -> None:
    composed = compose(Source("t.yaml", entry("say", text.replace("\ufeff", ""))))
    assert composed.findings == ()
    assert composed.tree is not None
    assert plain(composed.tree) == {"say": text.replace("\ufeff", "")}


def test_double_quotes_come_first_and_single_quotes_spare_escapes() -> None:
    assert quoted("It's 5") == '"It\'s 5"'
    assert quoted('say "x"') == "'say \"x\"'"
    assert quoted("both \" and '") == '"both \\" and \'"'


def test_a_long_text_is_cut_and_kept_on_one_line() -> None:
    assert shown("a\n b") == '"a b"'
    assert len(shown("x" * 500)) == 62
    assert len(quoted("x" * 500)) == 202
