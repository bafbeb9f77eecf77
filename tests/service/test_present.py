"""A turn becomes verbs: what is inside a Gather, what stands behind it, and where each of them leads."""

import string
from collections.abc import Sequence

import pytest
from cast import BEN, NUMBER, PIN, ROSA
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.dialog.program import Captured, How, PayTerms, Timing
from ivr.dialog.prompts import Known, Rest, Utterance
from ivr.dialog.turn import Disconnect, Fetch, Listen, Pay, PaySaid, Ring, Turn, Verify, Wait
from ivr.secret import Secret
from ivr.service.ports import Whisper
from ivr.service.present import present
from ivr.twiml import paying
from ivr.twiml.parse import parse
from ivr.twiml.render import render
from ivr.twiml.verbs import Break, Dial, Document, Gather, Hangup, Number, Pause, Redirect, Say

MENU = Listen(limit=1, termchar=False, timing=Timing(7))
QUESTION = Listen(limit=16, termchar=True, timing=Timing(8, grace=7))


def utterance(*parts: str | Secret | Rest, bargein: bool = True) -> Utterance:
    return Utterance(parts, "en-US", "Polly.Joanna-Neural", bargein)


def say(*content: str | Break) -> Say:
    return Say(content, "Polly.Joanna-Neural", "en-US")


def document(wait: Wait, *said: Utterance, whispers: Sequence[tuple[Whisper, str]] = ()) -> Document:
    return present(Turn(5, said, wait), "/voice", whispers)


HELLO, LEGAL = utterance("Hello."), utterance("This call is recorded.", bargein=False)


def test_a_menu_takes_one_key_and_every_key_counts() -> None:
    assert document(MENU, HELLO) == Document(
        (
            Gather((say("Hello."),), "/voice?turn=5", timeout=7, num_digits=1, finish_on_key=""),
            Redirect("/voice?turn=5&silent=1"),
        )
    )


def test_a_question_ends_with_pound_and_waits_longer_for_the_first_digit() -> None:
    assert document(QUESTION, HELLO) == Document(
        (
            Gather((say("Hello."), Pause(7)), "/voice?turn=5", timeout=8, num_digits=16, finish_on_key="#"),
            Redirect("/voice?turn=5&silent=1"),
        )
    )


@pytest.mark.parametrize(
    ("said", "outside", "inside"),
    [
        ((), 0, 0),
        ((HELLO,), 0, 1),
        ((HELLO, HELLO), 0, 2),
        ((LEGAL, HELLO), 1, 1),
        ((HELLO, LEGAL, HELLO), 2, 1),
        ((HELLO, LEGAL), 2, 0),
        ((LEGAL, HELLO, LEGAL), 3, 0),
    ],
)
def test_words_can_be_cut_short_but_not_up_to_the_last_that_must_be_heard(
    said: tuple[Utterance, ...], outside: int, inside: int
) -> None:
    verbs = document(MENU, *said).verbs
    gather = next(verb for verb in verbs if isinstance(verb, Gather))
    assert [len([verb for verb in verbs if isinstance(verb, Say)]), len(gather.prompts)] == [outside, inside]


def test_after_a_full_entry_a_second_of_deafness_comes_first() -> None:
    verbs = document(Listen(1, termchar=False, timing=Timing(7), guard=True), LEGAL, HELLO).verbs
    assert [type(verb) for verb in verbs] == [Pause, Say, Gather, Redirect]
    assert verbs[0] == Pause(1)


def test_a_read_back_is_words_with_rests_between_the_groups() -> None:
    said = utterance("You entered ", Secret("eight four"), ", ", Rest(400), Secret("one two"), ".")
    gather = document(MENU, said).verbs[0]
    assert isinstance(gather, Gather)
    (heard,) = gather.prompts
    assert isinstance(heard, Say)
    assert heard.text == "You entered eight four, one two."
    assert Break(400) in heard.content


def test_a_look_up_that_takes_a_while_says_so_and_comes_back_for_the_answer() -> None:
    wait = Fetch(Verify(Secret(NUMBER), Known.ACCOUNT_PIN, Secret(PIN)), (utterance("One moment."),))
    assert document(wait, HELLO) == Document((say("Hello."), say("One moment."), Redirect("/voice?turn=5")))
    rendered = render(document(wait, HELLO))
    assert NUMBER.encode() not in rendered
    assert PIN.encode() not in rendered


def test_representatives_ring_with_a_whisper_each_and_a_way_on_behind_the_dial() -> None:
    whispers = [(Whisper(f"t-{who.id}", "CA1", 5, who.id, "d", "whisper"), f"/w/{who.id}") for who in (BEN, ROSA)]
    assert document(Ring((ROSA, BEN), 20, "whisper"), HELLO, whispers=whispers) == Document(
        (
            say("Hello."),
            Dial(
                (Number(ROSA.address, url="/w/rosa"), Number(BEN.address, url="/w/ben")),
                action="/voice?turn=5",
                timeout=20,
            ),
            Redirect("/voice?turn=5&silent=1"),
        )
    )


def test_last_words_are_followed_by_a_hangup() -> None:
    assert document(Disconnect(), HELLO) == Document((say("Hello."), Hangup()))


def test_a_representative_who_took_the_call_is_bridged_by_a_document_that_ends() -> None:
    assert document(Disconnect(How.BRIDGE)) == Document(())


def test_an_utterance_of_blanks_is_no_verb() -> None:
    assert document(Disconnect(), utterance(" "), utterance(), HELLO) == Document((say("Hello."), Hangup()))


parts = st.one_of(
    st.text(string.printable, max_size=20),
    st.integers(1, 2000).map(Rest),
    st.text("0123456789 ", max_size=8).map(Secret),
)
spoken = st.lists(
    st.builds(
        Utterance,
        st.lists(parts, max_size=4).map(tuple),
        st.just("en-US"),
        st.just("Polly.Joanna"),
        st.booleans(),
        st.sampled_from([90, 100]),
    ),
    max_size=3,
).map(tuple)
prompts = st.lists(st.builds(PaySaid, st.sampled_from(Captured), spoken), max_size=3).map(tuple)
waits: st.SearchStrategy[Wait] = st.one_of(
    st.builds(
        Listen,
        st.integers(1, 40),
        st.booleans(),
        st.builds(Timing, st.integers(1, 60), st.integers(0, 30)),
        st.booleans(),
    ),
    st.builds(Fetch, st.just(Verify(Secret(NUMBER), Known.ACCOUNT_PIN, Secret(PIN))), spoken),
    st.just(Ring((ROSA, BEN), 20, "whisper")),
    st.builds(Pay, st.just("4510 USD"), st.just(PayTerms("Default", ("visa",))), prompts, st.just("en-US")),
    st.builds(Disconnect, st.sampled_from(How)),
)


@settings(max_examples=150, deadline=None)
@given(spoken, waits)
def test_every_turn_is_a_document_the_carrier_takes_and_no_wait_is_a_dead_end(
    said: tuple[Utterance, ...], wait: Wait
) -> None:
    shown = document(wait, *said)
    assert parse(render(shown)).warnings == ()
    for verb in shown.verbs:
        if isinstance(verb, Gather | Dial | paying.Pay):
            assert verb.action == "/voice?turn=5"
        if isinstance(verb, Gather | Dial):
            assert verb.method == "POST"
    if not isinstance(wait, Disconnect):
        assert isinstance(shown.verbs[-1], Redirect)
