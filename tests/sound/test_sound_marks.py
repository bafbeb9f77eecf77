import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.sound.marks import document, plain
from ivr.twiml.tree import Element, read_tree

KNOWN = {"es-MX": "es-419"}


def written(ssml: str) -> str | None:
    return document(ssml, KNOWN.get)


@pytest.mark.parametrize(
    ("ssml", "kept"),
    [
        ("a &amp; b &lt; c", "a &amp; b &lt; c"),
        ("<p>One.</p><s>Two.</s>", "<p>One.</p><s>Two.</s>"),
        ('<prosody rate="80%">a</prosody>', '<prosody rate="80%">a</prosody>'),
        ('<prosody rate="x-slow" pitch="high">a</prosody>', '<prosody rate="x-slow">a</prosody>'),
        ('<prosody rate="99999999999%">a</prosody>', "<prosody>a</prosody>"),
        ("<emphasis>a</emphasis>", '<emphasis level="moderate">a</emphasis>'),
        ('<emphasis level="strong">a</emphasis>', '<emphasis level="strong">a</emphasis>'),
        ('<sub alias="World &amp; Wide">WW</sub>', "World &amp; Wide"),
        ('<say-as interpret-as="digits">42</say-as>', '<say-as interpret-as="characters">42</say-as>'),
        ('<say-as interpret-as="date" format="mdy">1/2</say-as>', "1/2"),
        ('<lang xml:lang="es-MX">hola</lang>', '<voice name="es-419">hola</voice>'),
        ('<lang xml:lang="xx">hola</lang>', "hola"),
        ('<phoneme alphabet="ipa" ph="x">hey</phoneme>', "hey"),
        ('<audio src="/etc/passwd">tune</audio>', "tune"),
        ('<voice name="x">a</voice><mark name="y"/>', "a"),
        ("a [[[b", "a [ [ [b"),
        ("a [<w>[</w>b", "a [ [b"),
    ],
)
def test_marks_are_kept_where_they_are_known_and_their_words_always(ssml: str, kept: str) -> None:
    assert written(ssml) == f"<speak>{kept}</speak>"


@pytest.mark.parametrize("ssml", ["a & b", "<p>", "</speak><audio/><speak>", '<!DOCTYPE x [<!ENTITY e "f">]>&e;'])
def test_marks_that_are_no_xml_are_none(ssml: str) -> None:
    assert written(ssml) is None


SOME = st.sampled_from(
    ["<p>", "</p>", "<s>", "</s>", '<audio src="x">', "</audio>", "[[", "&lt;", "word ", '"', "<!--"]
)


@given(st.lists(SOME, max_size=12).map("".join))
def test_what_is_written_holds_no_mark_but_those_that_can_be_trusted(ssml: str) -> None:
    whole = written(ssml)
    if whole is not None:
        assert names_in(read_tree(whole)) <= {"speak", "p", "s"}
        assert "[[" not in whole


def names_in(element: Element) -> set[str]:
    inside = [names_in(one) for one in element.content if isinstance(one, Element)]
    return {element.name}.union(*inside)


@given(st.text())
def test_plain_words_have_no_sign_for_the_program_among_them(text: str) -> None:
    said = plain(text)
    assert "[[" not in said
    assert said.encode().decode() == said
    assert not any(ord(one) < 32 for one in said)


def test_plain_words_are_as_they_were() -> None:
    assert plain("Press  1,\nor 2 • <b> & ñ!") == "Press 1, or 2 • <b> & ñ!"
