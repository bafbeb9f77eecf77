"""How strict the simulated carrier's reader is, one sentence of Twilio's documentation at a time."""

import pytest

from ivr.twiml.calling_reader import MOST_TARGETS
from ivr.twiml.errors import NOT_PERFORMED
from ivr.twiml.parse import parse
from ivr.twiml.passing import Unknown, Unperformed
from ivr.twiml.recording import Record
from ivr.twiml.render import render
from ivr.twiml.verbs import (
    Break,
    Dial,
    Document,
    Gather,
    Hangup,
    Marked,
    Number,
    Pause,
    Play,
    Redirect,
    Reject,
    Say,
    Verb,
)


def verbs(inside: str) -> tuple[Verb, ...]:
    parsed = parse(f"<Response>{inside}</Response>")
    assert parsed.warnings == ()
    return parsed.document.verbs


def warned(inside: str) -> tuple[tuple[Verb, ...], list[int]]:
    parsed = parse(f"<Response>{inside}</Response>")
    return parsed.document.verbs, [warning.code for warning in parsed.warnings]


NUMBER = (Number("1"),)


@pytest.mark.parametrize(
    ("inside", "left", "codes"),
    [
        # a wrong attribute gets its default
        ('<Gather timeout="0"/>', Gather(), [13313]),
        ('<Gather timeout="auto"/>', Gather(), [13313]),
        ('<Gather timeout="2.5"/>', Gather(), [13313]),
        ('<Gather timeout="٣"/>', Gather(), [13313]),
        ('<Gather timeout="9999999999"/>', Gather(), [13313]),
        ('<Gather numDigits="0"/>', Gather(), [13314]),
        ('<Gather numDigits="one"/>', Gather(), [13314]),
        ('<Gather finishOnKey="##"/>', Gather(), [13311]),
        ('<Gather finishOnKey="A"/>', Gather(), [13310]),
        ('<Gather method="post"/>', Gather(), [13312]),
        ('<Gather input="keys"/>', Gather(), [13326]),
        ('<Gather actionOnEmptyResult="yes"/>', Gather(), [13338]),
        ('<Gather speechTimeout="0"/>', Gather(), [13327]),
        ('<Gather speechTimeout="auto" speechModel="default"/>', Gather(speech_model="default"), [13335]),
        ('<Gather maxSpeechTime="61"/>', Gather(), [13328]),
        ('<Gather partialResultCallbackMethod="x"/>', Gather(), [13329]),
        (f'<Gather hints="{"a" * 101}"/>', Gather(), [13330]),
        ('<Gather language="english!"/>', Gather(), [13331]),
        ('<Gather bargeIn="no"/>', Gather(), [13332]),
        ('<Gather profanityFilter="no"/>', Gather(), [13333]),
        ('<Gather speechModel="best"/>', Gather(), [13334]),
        ('<Gather><Say voice="robot" loop="x">Hi</Say></Gather>', Gather((Say(("Hi",)),)), [13321, 13322]),
        ('<Gather><Say rate="x">Hi</Say></Gather>', Gather((Say(("Hi",)),)), [12200]),
        ('<Record method="PUT"/>', Record(), [13610]),
        ('<Record timeout="-1"/>', Record(), [13611]),
        ('<Record maxLength="0"/>', Record(), [13612]),
        ('<Record maxLength="14401"/>', Record(), [13612]),
        ('<Record finishOnKey="x"/>', Record(), [13613]),
        ('<Record transcribe="maybe"/>', Record(), [13614]),
        ('<Record transcribe="true"/>', Record(max_length=120, transcribe=True), [NOT_PERFORMED]),
        (
            '<Record transcribe="true" maxLength="300"/>',
            Record(max_length=300, transcribe=True),
            [NOT_PERFORMED, 13615],
        ),
        ('<Record playBeep="loud"/>', Record(), [13616]),
        ('<Record trim="both"/>', Record(), [13699]),
        (
            '<Record recordingStatusCallbackEvent="completed lost"/>',
            Record(),
            [13621],
        ),
        ('<Record recordingStatusCallbackMethod="PUT"/>', Record(), [12200]),
        ("<Record><Say>Hi</Say></Record>", Record(), [12200]),
        ("<Refer/>", Unperformed("Refer"), [12200]),
        ('<Refer method="PUT"><Sip>sip:a@b.example</Sip></Refer>', Unperformed("Refer"), [12200]),
        ("<Sms/>", Unperformed("Sms"), [14103]),
        ('<Sms method="PUT" too="1">Hi</Sms>', Unperformed("Sms"), [14104, 12200]),
        ("<Connect/>", Unperformed("Connect"), [12200]),
        ("<Connect><Say>Hi</Say></Connect>", Unperformed("Connect"), [12200]),
        ("<Start/>", Unperformed("Start"), [12200]),
        ("<Stop><Room>a</Room></Stop>", Unperformed("Stop"), [12200]),
        ('<Echo loud="yes"/>', Unperformed("Echo"), [12200]),
        ("<Redirect/>", Redirect(""), [12200]),
        ("<Redirect> </Redirect>", Redirect(""), [12200]),
        ("<say>Hi</say>", Unknown("say"), [12200]),
        ("<Number>1</Number>", Unknown("Number"), [12200]),
        ('<Say loop="-1">Hi</Say>', Say(("Hi",)), [13510]),
        ('<Say voice="robot">Hi</Say>', Say(("Hi",)), [13511]),
        ('<Say language="EN_us">Hi</Say>', Say(("Hi",)), [13512]),
        ('<Play loop="x">/a.mp3</Play>', Play("/a.mp3"), [13410]),
        ('<Play digits="1x">/a.mp3</Play>', Play("/a.mp3"), [13430]),
        ('<Pause length="0"/>', Pause(1), [13910]),
        ('<Redirect method="PUT">/a</Redirect>', Redirect("/a"), [13710]),
        ('<Reject reason="rude"/>', Reject(), [13810]),
        ('<Dial timeout="4">1</Dial>', Dial(NUMBER), [13212]),
        ('<Dial timeout="601">1</Dial>', Dial(NUMBER), [13212]),
        ('<Dial timeLimit="0">1</Dial>', Dial(NUMBER), [13216]),
        ('<Dial method="PUT">1</Dial>', Dial(NUMBER), [13210]),
        ('<Dial hangupOnStar="1">1</Dial>', Dial(NUMBER), [13213]),
        ('<Dial sequential="1">1</Dial>', Dial(NUMBER), [12200]),
        ('<Dial answerOnBridge="1">1</Dial>', Dial(NUMBER), [12200]),
        ('<Dial><Number method="PUT">1</Number></Dial>', Dial(NUMBER), [13221]),
        ('<Dial><Number sendDigits="x">1</Number></Dial>', Dial(NUMBER), [13222]),
        ('<Dial><Number statusCallbackMethod="x">1</Number></Dial>', Dial(NUMBER), [12200]),
        ('<Dial><Number statusCallbackEvent="completed rung">1</Number></Dial>', Dial(NUMBER), [12200]),
        # misspelt, or in the wrong case
        ('<Gather NumDigits="1"/>', Gather(), [12200]),
        ('<Gather numdigits="1"/>', Gather(), [12200]),
        ('<Hangup reason="bye"/>', Hangup(), [12200]),
        # nested where nothing may be
        ("<Hangup><Say>Hi</Say></Hangup>", Hangup(), [12200]),
        ("<Pause>2</Pause>", Pause(), [12200]),
        ("<Play>/a.mp3<Say>Hi</Say></Play>", Play("/a.mp3"), [12200]),
        ("<Gather>Press 1</Gather>", Gather(), [12200]),
        ("<Gather><Hangup/></Gather>", Gather(), [13320]),
        ("<Gather><say>Hi</say></Gather>", Gather(), [13320]),
        ('<Gather><Play digits="1"/></Gather>', Gather(), [13320]),
        ("<Say>Hi <Hangup/>you</Say>", Say(("Hi you",)), [12200]),
        ('<Say>Hi <break time="soon"/>you</Say>', Say(("Hi", Break(250), "you")), [12200]),
        ('<Say>Hi <break length="1s"/>you</Say>', Say(("Hi", Break(250), "you")), [12200]),
        ("<Dial><Person>1</Person><Number>1</Number></Dial>", Dial(NUMBER), [13215]),
        ("<Dial><Number> </Number><Number>1</Number></Dial>", Dial(NUMBER), [13223]),
        ("<Dial>2<Number>1</Number></Dial>", Dial(NUMBER), [12200]),
        ("<Dial/>", Dial(()), [12200]),
        # right, but not performed yet
        ('<Gather enhanced="true" debug="true"/>', Gather(), [NOT_PERFORMED, NOT_PERFORMED]),
        ('<Dial trim="trim-silence">1</Dial>', Dial(NUMBER), [NOT_PERFORMED]),
        ('<Dial><Number byoc="BY1">1</Number></Dial>', Dial(NUMBER), [NOT_PERFORMED]),
        ("<Dial><Sim>DE1</Sim><Number>1</Number></Dial>", Dial(NUMBER), [NOT_PERFORMED]),
    ],
)
def test_what_is_wrong_inside_a_verb_is_dropped_and_the_verb_goes_on(inside: str, left: Verb, codes: list[int]) -> None:
    assert warned(inside) == ((left,), codes)


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("<Say/>", 13520),
        ("<Say>   </Say>", 13520),
        (f"<Say>{'a' * 4097}</Say>", 13521),
        (f'<Say voice="Polly.Joanna">{"a" * 3001}</Say>', 13521),
        (f'<Say voice="Google.en-US-Wavenet-A">{"<s>a</s>" * 626}</Say>', 13521),
        (f"<Say>{'a ' * 2000}{'é' * 90}</Say>", 13521),
        ("<Play/>", 12200),
        *((f"<{name}/>", NOT_PERFORMED) for name in ("Queue", "Prompt")),
    ],
)
def test_a_verb_that_cannot_be_performed_is_passed_over_and_the_next_one_runs(inside: str, code: int) -> None:
    assert warned(inside + "<Hangup/>") == ((Hangup(),), [code])


@pytest.mark.parametrize(
    ("voice", "text", "heard"),
    [
        (None, "a" * 4096, "a" * 4096),
        ("Polly.Joanna", f"<s>{'a' * 3000}</s>", "a" * 3000),
        ("Google.en-US-Wavenet-A", "<s>a</s>" * 625, " ".join("a" * 625)),
    ],
)
def test_the_longest_say_is_still_said(voice: str | None, text: str, heard: str) -> None:
    (say,) = verbs(f"<Say{'' if voice is None else f' voice={voice!r}'}>{text}</Say>")
    assert isinstance(say, Say)
    assert say.text == heard


def test_text_beside_verbs_is_passed_over_with_a_warning() -> None:
    assert warned("Hello<Hangup/>") == ((Hangup(),), [12200])


def test_a_dial_rings_the_first_ten_numbers() -> None:
    (dial,), codes = warned("<Dial>" + "".join(f"<Number>{one}</Number>" for one in range(12)) + "</Dial>")
    assert isinstance(dial, Dial)
    assert [target.number for target in dial.targets] == [str(one) for one in range(MOST_TARGETS)]
    assert codes == [12200]


def test_a_warning_says_where_the_element_starts() -> None:
    (warning,) = parse('<Response>\n  <Gather\n timeout="0"/>\n</Response>').warnings
    assert str(warning) == "13313: timeout of Gather is not a whole number from 1 (line 2, column 3)"


@pytest.mark.parametrize("private", ["4111111111111111", "/pay?account=4111111111111111"])
def test_no_warning_repeats_what_a_document_says(private: str) -> None:
    inside = f'<Say loop="{private}">{private}</Say><Hangup action="{private}">{private}</Hangup><Dial>{private}<Foo/></Dial>'
    parsed = parse(f"<Response>{inside}</Response>")
    assert len(parsed.warnings) == 4
    assert private not in repr(parsed.warnings)


def test_a_foreign_name_is_cut_before_it_stands_in_a_message() -> None:
    (warning,) = parse(f"<Response><{'x' * 5000}/></Response>").warnings
    assert len(warning.message) < 60


def test_comments_and_instructions_are_passed_over() -> None:
    assert verbs("<!-- a --><?b c?><Say>Hi <!-- d -->you</Say>") == (Say(("Hi you",)),)


def test_text_in_cdata_is_text() -> None:
    assert verbs("<Redirect><![CDATA[/a?b=1&c=2]]></Redirect>") == (Redirect("/a?b=1&c=2"),)


def test_other_ssml_keeps_its_text() -> None:
    """The words as they are heard, an alias instead of what it stands for."""
    inside = (
        'Zero<p>One</p><s>two</s> <prosody rate="slow">th<w role="x">r</w>ee</prosody> '
        '<lang xml:lang="es-MX">cuatro</lang> <sub alias="et cetera">etc</sub>'
        '<phoneme alphabet="ipa" ph="x">.</phoneme>'
    )
    (say,) = verbs(f"<Say>{inside}</Say>")
    assert isinstance(say, Say)
    assert say.text == "Zero One two three cuatro et cetera."


@pytest.mark.parametrize(
    ("inside", "content"),
    [
        (
            "Hi <emphasis level='strong'>you</emphasis>!",
            (Marked("Hi you!", 'Hi <emphasis level="strong">you</emphasis>!'),),
        ),
        (
            "<prosody rate='slow'>One<break time='1s'/>two</prosody> three",
            (
                Marked("One", '<prosody rate="slow">One</prosody>'),
                Break(1000),
                Marked("two three", '<prosody rate="slow">two</prosody> three'),
            ),
        ),
        (
            '<p>A <w role="x">&lt;b&gt;</w> c</p>',
            (Marked("A <b> c", '<p>A <w role="x">&lt;b&gt;</w> c</p>'),),
        ),
        ('<lang xml:lang="es-MX">No</lang>', (Marked("No", '<lang xml:lang="es-MX">No</lang>'),)),
        ('<sub alias="A &amp; B">ab</sub>', (Marked("A & B", '<sub alias="A &amp; B">ab</sub>'),)),
        ("Plain<break/>words", ("Plain", Break(250), "words")),
    ],
)
def test_ssml_is_kept_beside_the_words_for_a_handset_that_makes_sound(
    inside: str, content: tuple[str | Marked | Break, ...]
) -> None:
    assert verbs(f"<Say>{inside}</Say>") == (Say(content),)


def test_marked_words_are_rendered_as_words() -> None:
    (say,) = verbs("<Say>One <emphasis>two</emphasis><break time='1s'/><s>three</s></Say>")
    assert parse(render(Document((say,)))).document.verbs == (Say(("One two", Break(1000), "three")),)


@pytest.mark.parametrize("verb", [Unperformed("Sms"), Unknown("say")])
def test_what_is_passed_over_is_never_written(verb: Verb) -> None:
    with pytest.raises(ValueError, match="never written"):
        render(Document((verb,)))


@pytest.mark.parametrize(
    "inside",
    [
        "<Refer action='/a'><Sip>sip:a@b.example</Sip></Refer>",
        "<Sms to='+15550100001' from='+15550100000' action='/a' statusCallback='/b'>Hi</Sms>",
        "<Connect action='/a'><Stream url='wss://a.example'/></Connect>",
        "<Start><Stream url='wss://a.example'/></Start>",
        "<Stop><Stream name='a'/></Stop>",
        "<Echo/>",
    ],
)
def test_a_verb_that_is_not_performed_is_right_all_the_same(inside: str) -> None:
    (verb,) = verbs(inside)
    assert verb == Unperformed(inside[1:].split(" ", maxsplit=1)[0].split(">", maxsplit=1)[0].strip("/"))


@pytest.mark.parametrize(
    ("tag", "milliseconds"),
    [
        ('<break time="600ms"/>', 600),
        ('<break time="2s"/>', 2000),
        ('<break time="0.25s"/>', 250),
        ("<break/>", 250),
        ('<break strength="none"/>', 0),
        ('<break strength="x-strong"/>', 1000),
        ('<break strength="x-strong" time="1ms"/>', 1),
    ],
)
def test_a_break_is_a_silence_of_milliseconds(tag: str, milliseconds: int) -> None:
    assert verbs(f"<Say>{tag}</Say>") == (Say((Break(milliseconds),)),)


def test_the_documented_versions_of_response_are_accepted() -> None:
    assert parse('<Response version="2010-04-01"/>').warnings == ()
