"""One test for each documented sentence about Gather's speech. Each docstring names its source."""

from collections.abc import Callable
from typing import Any

import pytest
from carrier_laboratory import BASE, Lab, without_ids
from carrier_voices import Voice, Words

from ivr.carrier.network import Call
from ivr.carrier.readings import Confidence, EmptyDigits, Readings

Line = Callable[[str], Lab]

ON = "<Redirect>/next</Redirect>"
PAY = Words("pay my bill", 1.5)
LONG = "<Say>One two three four five six seven eight nine ten.</Say>"


def gather(inner: str = "", **attributes: str) -> str:
    named = {"action": "/got", "input": "speech"} | attributes
    written = "".join(f' {name}="{value}"' for name, value in named.items())
    return f"<Gather{written}>{inner}</Gather>"


@pytest.fixture
def line(lab: Lab) -> Line:
    lab.pages |= {"/got": "<Hangup/>", "/next": "<Hangup/>", "/part": "<Say>Nobody hears this.</Say>"}

    def serve(document: str) -> Lab:
        lab.pages["/voice"] = document
        return lab

    return serve


def call(lab: Lab, *acts: tuple[float, str | Words], **readings: Any) -> Call:
    return lab.network(readings=Readings(**readings)).call(f"{BASE}/voice", handset=Voice(acts))


def test_speech_is_sent_instead_of_digits(line: Line) -> None:
    """Twilio, Gather, input: SpeechResult and Confidence."""
    lab = line(gather())
    call(lab, (1, PAY))
    form = lab.to("/got").form
    assert (form["SpeechResult"], "Digits" in form) == ("pay my bill", False)
    assert 0.0 <= float(form["Confidence"]) <= 1.0


@pytest.mark.parametrize(("reading", "sent"), [(Confidence.SENT, True), (Confidence.OMITTED, False)])
def test_confidence_may_be_missing(line: Line, reading: Confidence, sent: bool) -> None:
    """Twilio, Gather, Confidence."""
    lab = line(gather())
    call(lab, (1, PAY), confidence=reading)
    assert ("Confidence" in lab.to("/got").form) is sent


def test_the_trailing_silence_is_the_timeout_unless_the_document_says_otherwise(line: Line) -> None:
    """Twilio, Gather, speechTimeout: default is the value of timeout."""
    made = call(line(gather(timeout="3")), (1, PAY))
    assert made.made[1].at == pytest.approx(1 + 1.5 + 3)


def test_speech_timeout_is_the_silence_that_ends_speech(line: Line) -> None:
    """Twilio, Gather, speechTimeout; timeout goes on to govern the wait for the first word."""
    made = call(line(gather(timeout="9", speechTimeout="2")), (7, PAY))
    assert made.made[1].at == pytest.approx(7 + 1.5 + 2)


def test_words_within_the_speech_timeout_belong_to_the_same_result(line: Line) -> None:
    """Twilio, Gather, speechTimeout."""
    lab = line(gather(speechTimeout="2"))
    call(lab, (1, PAY), (4, Words("please", 0.5)), (7, Words("too late", 0.5)))
    assert lab.to("/got").form["SpeechResult"] == "pay my bill please"


def test_auto_stops_at_the_first_pause(line: Line) -> None:
    """Twilio, Gather, speechTimeout: auto."""
    lab = line(gather(speechTimeout="auto"))
    made = call(lab, (1, PAY), (4, Words("please", 0.5)))
    assert lab.to("/got").form["SpeechResult"] == "pay my bill"
    assert made.made[1].at < 4


@pytest.mark.parametrize("model", ["default", "phone_call", "googlev2_telephony", "deepgram_nova-2"])
def test_auto_is_not_for_gathers_that_choose_a_model(line: Line, model: str) -> None:
    """Twilio, Gather, speechTimeout, and warning 13335."""
    lab = line(gather(speechTimeout="auto", speechModel=model, timeout="2"))
    made = call(lab, (1, PAY))
    assert [entry.code for entry in made.debugger] == [13335]
    assert made.made[1].at == pytest.approx(1 + 1.5 + 2)


def test_nobody_who_speaks_falls_through_as_silence_does(line: Line) -> None:
    """Twilio, Gather: without input the next verb is performed."""
    lab = line(gather() + ON)
    assert call(lab).made[1].at == pytest.approx(5)
    assert lab.paths() == ["/voice", "/next"]


@pytest.mark.parametrize(("reading", "result"), [(EmptyDigits.EMPTY, ""), (EmptyDigits.ABSENT, None)])
def test_an_empty_result_is_reported_where_the_document_asks(
    line: Line, reading: EmptyDigits, result: str | None
) -> None:
    """Twilio, Gather, actionOnEmptyResult. Whether the parameter is there is not documented."""
    lab = line(gather(actionOnEmptyResult="true") + ON)
    call(lab, empty_digits=reading)
    assert lab.to("/got").form.get("SpeechResult") == result


@pytest.mark.parametrize(("reading", "digits"), [(EmptyDigits.EMPTY, ""), (EmptyDigits.ABSENT, None)])
def test_an_empty_entry_of_keys_has_empty_digits_or_none(line: Line, reading: EmptyDigits, digits: str | None) -> None:
    """Twilio, Gather, actionOnEmptyResult; the same for keys."""
    lab = line(gather(actionOnEmptyResult="true", input="dtmf") + ON)
    call(lab, empty_digits=reading)
    assert lab.to("/got").form.get("Digits") == digits


def test_keys_are_ignored_when_only_speech_counts(line: Line) -> None:
    """Inferred from Twilio, Gather, input."""
    lab = line(gather(finishOnKey="#"))
    call(lab, (1, "1"), (2, PAY), (3.6, "#"))
    assert lab.to("/got").form["SpeechResult"] == "pay my bill"


def test_speech_is_ignored_when_only_keys_count(line: Line) -> None:
    """Twilio, Gather, input: default dtmf."""
    lab = line(gather(LONG, input="dtmf") + ON)
    made = call(lab, (1, PAY))
    assert lab.paths() == ["/voice", "/next"]
    assert made.legs[0].heard[0].cut_at is None


@pytest.mark.parametrize("both", ["dtmf speech", "speech dtmf"])
def test_of_keys_and_speech_the_first_wins(line: Line, both: str) -> None:
    """Twilio, Gather, input: whichever is detected first."""
    lab = line(gather(input=both, numDigits="2"))
    call(lab, (1, "1"), (1.2, PAY), (3, "2"))
    call(lab, (1, PAY), (3, "1"))
    first, second = (asked.form for asked in lab.asked if asked.path == "/got")
    assert (first.get("Digits"), first.get("SpeechResult")) == ("12", None)
    assert (second.get("Digits"), second.get("SpeechResult")) == (None, "pay my bill")


def test_the_finishing_key_is_ignored_once_speech_is_heard(line: Line) -> None:
    """Twilio, Gather, finishOnKey."""
    lab = line(gather(input="dtmf speech", speechTimeout="3"))
    made = call(lab, (1, PAY), (2.7, "#"))
    assert made.made[1].at == pytest.approx(1 + 1.5 + 3)
    assert lab.to("/got").form["SpeechResult"] == "pay my bill"


def test_each_timeout_applies_to_its_own_medium(line: Line) -> None:
    """Twilio, Gather, speechTimeout and timeout together."""
    lab = line(gather(input="dtmf speech", timeout="4", speechTimeout="1"))
    assert call(lab, (1, "1")).made[1].at == pytest.approx(1 + 4)
    assert call(lab, (1, PAY)).made[1].at == pytest.approx(1 + 1.5 + 1)


def test_a_gather_hears_at_most_a_minute_of_speech(line: Line) -> None:
    """Twilio, Gather: up to 60 seconds."""
    lab = line(gather(speechTimeout="2"))
    made = call(lab, (1, Words("word " * 100, 100.0)))
    assert made.made[1].at == pytest.approx(61)
    assert 30 < len(lab.to("/got").form["SpeechResult"].split()) < 100


def test_max_speech_time_makes_it_less(line: Line) -> None:
    """Twilio's library; not on the page."""
    made = call(line(gather(speechTimeout="2", maxSpeechTime="10")), (1, Words("word " * 100, 100.0)))
    assert made.made[1].at == pytest.approx(11)


def test_the_first_word_stops_the_prompt(line: Line) -> None:
    """Inferred: speech barges in, as bargeIn says in Twilio's library."""
    lab = line(gather(LONG + "<Say>Never heard.</Say>", speechTimeout="1"))
    made = call(lab, (0.5, PAY))
    assert made.legs[0].heard[0].cut_at is not None
    assert "Never" not in made.transcript.raw()
    assert made.made[1].at == pytest.approx(0.5 + 1.5 + 1)


def test_speech_does_not_stop_the_prompt_where_barge_in_is_false(line: Line) -> None:
    """Twilio's library, bargeIn; not on the page, and what becomes of those words is inferred."""
    lab = line(gather(LONG, bargeIn="false", timeout="2") + ON)
    made = call(lab, (0.5, PAY))
    assert made.legs[0].heard[0].cut_at is None
    assert lab.paths() == ["/voice", "/next"]


def test_keys_still_stop_the_prompt_where_barge_in_is_false(line: Line) -> None:
    """Inferred: Twilio's library, bargeIn, is of speech."""
    lab = line(gather(LONG, bargeIn="false", input="dtmf speech", numDigits="1"))
    assert call(lab, (0.5, "1")).made[1].at == pytest.approx(0.5)


def test_what_was_said_before_the_gather_is_not_listened_to(line: Line) -> None:
    """Inferred; no buffer is documented."""
    lab = line("<Say>One two three.</Say>" + gather() + ON)
    call(lab, (0.1, Words("hello", 0.3)))
    assert lab.paths() == ["/voice", "/next"]


def test_a_caller_who_hangs_up_while_speaking_makes_no_request(line: Line) -> None:
    """No request is documented for it."""
    lab = line(gather() + ON)
    call(lab, (1, PAY), (2.6, "h"))
    assert lab.paths() == ["/voice"]


def partials(lab: Lab) -> list[dict[str, str]]:
    return [asked.form for asked in lab.asked if asked.path == "/part"]


def test_partial_results_are_sent_while_the_caller_speaks(line: Line) -> None:
    """Twilio, Gather, partialResultCallback: UnstableSpeechResult; other parameters after client code."""
    lab = line(gather(partialResultCallback="/part", speechTimeout="2"))
    call(lab, (1, Words("I would like to pay my bill", 4.0)), (6, Words("please", 1.0)))
    sent = partials(lab)
    assert len(sent) > 2
    assert [form["SequenceNumber"] for form in sent] == [str(number) for number in range(len(sent))]
    assert sent[0]["UnstableSpeechResult"] == "I"
    assert sent[-1]["UnstableSpeechResult"] == "I would like to pay my bill please"
    assert sent[-1]["StableSpeechResult"] == "I would like to pay my bill"
    assert all(0 <= float(form["Stability"]) <= 1 for form in sent)


def test_partial_results_are_asynchronous_and_their_answers_are_ignored(line: Line) -> None:
    """Twilio, Gather, partialResultCallback: the body of the answer is not looked at."""
    lab = line(gather(partialResultCallback="/part", speechTimeout="2"))
    made = call(lab, (1, Words("pay my bill", 1.0)))
    assert len(partials(lab)) == 1
    assert made.transcript.raw() == ""
    assert made.made[-1].at == pytest.approx(1 + 1 + 2)
    assert made.debugger == ()


def test_the_method_of_partial_results_may_be_get(line: Line) -> None:
    """Twilio, Gather, partialResultCallbackMethod: default POST."""
    lab = line(gather(partialResultCallback="/part", partialResultCallbackMethod="GET"))
    call(lab, (1, Words("pay my bill", 1.0)))
    assert (lab.to("/part").method, lab.to("/part").query["UnstableSpeechResult"]) == ("GET", "pay my bill")


def test_no_partial_results_are_sent_for_keys(line: Line) -> None:
    """Twilio, Gather, partialResultCallback: of speech."""
    lab = line(gather(input="dtmf speech", partialResultCallback="/part", numDigits="1"))
    call(lab, (1, "1"))
    assert partials(lab) == []


def test_profanity_keeps_its_first_letter(line: Line) -> None:
    """Twilio, Gather, profanityFilter: default true."""
    lab = line(gather())
    call(lab, (1, Words("where is my damn bill", 2.0)))
    assert lab.to("/got").form["SpeechResult"] == "where is my d*** bill"


@pytest.mark.parametrize(
    "attributes",
    [{"profanityFilter": "false"}, {"speechModel": "numbers_and_commands"}, {"language": "es-MX"}],
)
def test_profanity_is_left_alone(line: Line, attributes: dict[str, str]) -> None:
    """Twilio, Gather, profanityFilter: false, and ineffective for that model and for Latin American Spanish."""
    lab = line(gather(**attributes))
    call(lab, (1, Words("where is my damn bill", 2.0)))
    assert lab.to("/got").form["SpeechResult"] == "where is my damn bill"


@pytest.mark.parametrize(
    ("attribute", "value", "code"),
    [
        ("speechTimeout", "soon", 13327),
        ("speechTimeout", "0", 13327),
        ("maxSpeechTime", "61", 13328),
        ("partialResultCallbackMethod", "PUT", 13329),
        ("hints", ",".join(["word"] * 501), 13330),
        ("hints", "a" * 101, 13330),
        ("language", "english", 13331),
        ("bargeIn", "yes", 13332),
        ("profanityFilter", "yes", 13333),
        ("speechModel", "best", 13334),
        ("input", "voice", 13326),
        ("actionOnEmptyResult", "yes", 13338),
    ],
)
def test_a_wrong_attribute_has_its_code_and_its_default(line: Line, attribute: str, value: str, code: int) -> None:
    """Twilio, error dictionary."""
    lab = line(gather(**{attribute: value}))
    made = call(lab, (1, PAY), (3, "1"))
    assert [entry.code for entry in made.debugger] == [code]
    assert lab.paths() == ["/voice", "/got"]


def test_hints_of_just_the_right_number_and_length_are_taken(line: Line) -> None:
    """Twilio, Gather, hints: 500 of 100 characters."""
    made = call(line(gather(hints=",".join(["b" * 100] * 500))), (1, PAY))
    assert made.debugger == ()


def test_a_spoken_number_is_masked_in_a_transcript(line: Line) -> None:
    """Ours: what a caller says may be secret."""
    lab = line(gather())
    lab.pages["/got"] = "<Say>I heard 8 4 4 8, 2 0 0 0, 1 2.</Say>"
    made = call(lab, (1, Words("eight four four eight two oh oh oh one two", 4.0)))
    text = str(made.transcript)
    assert "says:" in text
    assert "eight" not in text
    assert "8 4 4 8" not in text
    assert "8448" not in without_ids(repr(made)).replace(" ", "")
