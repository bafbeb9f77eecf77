"""The mirror: whatever the line renders, the simulated carrier reads back as the same verbs, without a warning."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.twiml.nouns import CALL_EVENTS, CONFERENCE_EVENTS, Client, Conference, Detection, Queue, Sip
from ivr.twiml.parse import parse
from ivr.twiml.paying import ACH_DEBIT, CREDIT_CARD, CardType, Parameter, Pay, PayError, PayStep, Prompt
from ivr.twiml.queueing import Enqueue, Leave, Task
from ivr.twiml.recording import RECORDING_EVENTS, Record
from ivr.twiml.render import render
from ivr.twiml.verbs import (
    Break,
    Dial,
    Document,
    Gather,
    Hangup,
    Number,
    Pause,
    Play,
    RecordedDial,
    Redirect,
    Reject,
    Say,
)

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
    speech_timeout=st.one_of(st.none(), seconds),
    max_speech_time=st.integers(1, 60),
    speech_model=st.sampled_from((None, "default", "phone_call", "googlev2_telephony")),
    language=languages,
    hints=st.one_of(st.none(), word),
    profanity_filter=st.booleans(),
    barge_in=st.booleans(),
    partial_result_callback=written,
    partial_result_callback_method=method,
)
patient_gathers = st.builds(Gather, input=st.just("speech"), speech_timeout=st.just("auto"))
records = st.builds(
    Record,
    action=written,
    method=method,
    timeout=st.integers(0, 60),
    finish_on_key=st.text("0123456789*#", max_size=12),
    max_length=st.integers(1, 14_400),
    play_beep=st.booleans(),
    trim=st.booleans(),
    recording_status_callback=written,
    recording_status_callback_method=method,
    recording_status_callback_event=st.lists(st.sampled_from(RECORDING_EVENTS), unique=True).map(tuple),
)
conference_events = st.lists(st.sampled_from(CONFERENCE_EVENTS), unique=True).map(tuple)
callbacks = {"status_callback": written, "status_callback_method": method}
ringing = {"url": written, "method": method, "status_callback_event": events} | callbacks
detections = st.none() | st.builds(
    Detection, st.sampled_from(("Enable", "DetectMessageEnd")), st.integers(3, 59), written, method
)
clients = st.builds(Client, sentence, st.lists(st.tuples(word, sentence), max_size=2).map(tuple), **ringing)
addresses = st.sampled_from(("sip:rosa@example.com", "sips:rosa@10.0.0.1;transport=tls?x-account=1&x-b=%20"))
sips = st.builds(Sip, addresses, detection=detections, **ringing) | st.builds(Sip, addresses, word, word)
queues = st.builds(Queue, sentence.filter(lambda name: len(name) <= 64), written, method, reservation_sid=written)
conferences = st.builds(
    Conference,
    sentence,
    muted=st.booleans(),
    beep=st.sampled_from(("true", "false", "onEnter", "onExit")),
    start_on_enter=st.booleans(),
    end_on_exit=st.booleans(),
    wait_url=written,
    wait_method=method,
    max_participants=st.integers(2, 250),
    label=written,
    status_callback_event=conference_events,
    **callbacks,
)
recorded = st.none() | st.builds(
    RecordedDial,
    st.sampled_from(("record-from-answer", "record-from-ringing", "record-from-answer-dual")),
    st.sampled_from(("inbound", "outbound", "both")),
    status_callback_event=st.sampled_from(((), ("completed",), ("in-progress", "absent"))),
    **callbacks,
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
    detection=detections,
)
dialling = {
    "action": written,
    "method": method,
    "timeout": st.integers(5, 600),
    "time_limit": seconds,
    "caller_id": written,
    "hangup_on_star": st.booleans(),
    "answer_on_bridge": st.booleans(),
    "sequential": st.booleans(),
    "recorded": recorded,
    "ring_tone": st.sampled_from(((), ("us",), ("uk", "us-old"))),
    "call_reason": st.none() | st.text(letters, max_size=50),
}
dials = st.one_of(
    st.builds(Dial, st.lists(numbers | clients | sips, min_size=1, max_size=10).map(tuple), **dialling),
    st.builds(Dial, st.just(()), room=queues | conferences, **dialling),
)
enqueues = st.builds(
    Enqueue,
    st.just("") | sentence,
    action=written,
    method=method,
    wait_url=written,
    wait_method=method,
    workflow_sid=written,
    task=st.none() | st.builds(Task, st.just("") | sentence, st.none() | st.integers(0, 99), st.none() | seconds),
    max_size=st.none() | seconds,
)


def some(*values: object) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=3).map(tuple)


def pays(method_of_payment: str, languages: tuple[str, ...], *, matching: bool) -> st.SearchStrategy[Pay]:
    prompts = st.builds(
        Prompt,
        st.sampled_from(PayStep),
        st.lists(st.one_of(says, pauses, sounds), max_size=2).map(tuple),
        attempts=some(*range(1, 11)),
        errors=some(*PayError),
        card_types=some(*CardType),
        require_matching_inputs=st.booleans() if matching else st.just(False),
    )
    return st.builds(
        Pay,
        st.lists(prompts, max_size=3).map(tuple),
        st.lists(st.builds(Parameter, word, sentence), max_size=2).map(tuple),
        action=written,
        status_callback=written,
        status_callback_method=method,
        payment_connector=word,
        payment_method=st.just(method_of_payment),
        charge_amount=written,
        currency=st.sampled_from(("usd", "eur", "gbp")),
        token_type=st.sampled_from(("one-time", "reusable", "payment-method")),
        bank_account_type=st.sampled_from(("consumer-checking", "consumer-savings", "commercial-checking")),
        security_code=st.booleans(),
        postal_code=st.one_of(st.booleans(), st.text("0123456789", min_size=5, max_size=5)),
        min_postal_code_length=st.one_of(st.none(), seconds),
        timeout=st.integers(1, 600),
        max_attempts=st.integers(1, 3),
        valid_card_types=some(*CardType).filter(bool),
        language=st.sampled_from(languages),
        description=written,
    )


cards = pays(CREDIT_CARD, ("en-US", "en-GB", "es-MX", "fr-CA", "de-DE", "it-IT"), matching=False)
accounts = pays(ACH_DEBIT, ("en-US", "en-AU"), matching=True)
verbs = st.one_of(
    cards,
    accounts,
    says,
    sounds,
    keyed_sounds,
    pauses,
    gathers,
    patient_gathers,
    records,
    dials,
    enqueues,
    st.just(Leave()),
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
