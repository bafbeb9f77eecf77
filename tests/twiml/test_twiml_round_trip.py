"""The mirror: whatever the line renders, the simulated carrier reads back as the same verbs, without a warning."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.twiml.parse import CALL_EVENTS, parse
from ivr.twiml.render import render
from ivr.twiml.verbs import Break, Dial, Document, Gather, Hangup, Number, Pause, Play, Redirect, Reject, Say

# What XML can hold, white space aside: a word of anything that is no separator, control or surrogate.
letters = st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp"), exclude_characters="\ufffe\uffff")
word = st.text(letters, min_size=1, max_size=12)
sentence = st.lists(word, min_size=1, max_size=6).map(" ".join)
written = st.one_of(st.none(), st.text(st.one_of(letters, st.sampled_from(" \t\r\n\"'<>&")), max_size=15))
method = st.sampled_from(("GET", "POST"))
tones = st.text("0123456789ABCD*#wW", min_size=1, max_size=8)
loops = st.integers(0, 2000)
seconds = st.integers(1, 100_000)
events = st.lists(st.sampled_from(CALL_EVENTS), unique=True).map(tuple)
breaks = st.builds(Break, st.integers(0, 100_000))
voices = st.sampled_from((None, "man", "woman", "Polly.Joanna", "Polly.Penélope", "Google.id-ID-Wavenet-A"))
languages = st.sampled_from((None, "en-US", "es-MX", "id-ID", "es-419", "fil-PH"))


def in_normal_form(parts: list[str | Break]) -> tuple[str | Break, ...]:
    """Texts that follow one another made one."""
    normal: list[str | Break] = []
    for part in parts:
        if normal and isinstance(part, str) and isinstance(normal[-1], str):
            normal[-1] += " " + part
        else:
            normal.append(part)
    return tuple(normal)


contents = st.lists(st.one_of(sentence, breaks), min_size=1, max_size=5).map(in_normal_form)
says = st.builds(Say, contents, voice=voices, language=languages, loop=loops)
pauses = st.builds(Pause, seconds)
sounds = st.builds(Play, word, loop=loops)
keyed_sounds = st.builds(Play, st.one_of(st.none(), word), loop=loops, digits=tones)
gathers = st.builds(
    Gather,
    st.lists(st.one_of(says, pauses, sounds), max_size=3).map(tuple),
    action=written,
    method=method,
    input=st.sampled_from(("dtmf", "speech", "dtmf speech")),
    timeout=seconds,
    num_digits=st.one_of(st.none(), seconds),
    finish_on_key=st.sampled_from(("", *"0123456789#*")),
    action_on_empty_result=st.booleans(),
)
numbers = st.builds(
    Number,
    sentence,
    url=written,
    method=method,
    send_digits=st.one_of(st.none(), tones),
    status_callback=written,
    status_callback_method=method,
    status_callback_event=events,
)
dials = st.builds(
    Dial,
    st.lists(numbers, min_size=1, max_size=10).map(tuple),
    action=written,
    method=method,
    timeout=st.integers(5, 600),
    time_limit=seconds,
    caller_id=written,
    hangup_on_star=st.booleans(),
    answer_on_bridge=st.booleans(),
    sequential=st.booleans(),
)
verbs = st.one_of(
    says,
    sounds,
    keyed_sounds,
    pauses,
    gathers,
    dials,
    st.builds(Redirect, word, method),
    st.just(Hangup()),
    st.builds(Reject, st.sampled_from(("rejected", "busy"))),
)
documents = st.lists(verbs, max_size=4).map(tuple).map(Document)

wild_content = st.lists(st.one_of(st.text(max_size=8), breaks), max_size=6).map(tuple)
wild_says = st.builds(Say, wild_content, voice=voices, language=languages)


@settings(max_examples=150, deadline=None)
@given(documents)
def test_what_is_rendered_is_read_back_as_it_was_and_without_a_warning(document: Document) -> None:
    parsed = parse(render(document))
    assert parsed.warnings == ()
    assert parsed.document == document


def xml_can_hold(one: str) -> bool:
    """XML 1.0, production 2."""
    code = ord(one)
    return code in (0x9, 0xA, 0xD) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000


@settings(max_examples=150, deadline=None)
@given(wild_says)
def test_any_text_at_all_is_spoken_as_its_words_less_what_xml_cannot_hold(say: Say) -> None:
    heard = parse(render(Document((say,)))).document
    words = " ".join(part for part in say.content if isinstance(part, str))
    expected = " ".join("".join(filter(xml_can_hold, words)).split())
    assert " ".join(verb.text for verb in heard.verbs if isinstance(verb, Say)) == expected
    assert parse(render(heard)).document == heard


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=20), st.text(max_size=20))
def test_no_value_can_break_out_of_its_place(url: str, words: str) -> None:
    """However a name or an address is made, it stays one text of one verb."""
    document = Document((Gather((Say((words, "x")),), action=url), Redirect("/" + url), Hangup()))
    gather, redirect, hangup = parse(render(document)).document.verbs
    assert isinstance(gather, Gather)
    assert len(gather.prompts) == 1
    assert isinstance(redirect, Redirect)
    assert hangup == Hangup()
