"""Words said slower than usual: how they are written, and that they are heard the same."""

from ivr.twiml.parse import parse
from ivr.twiml.paying import Pay, PayStep, Prompt
from ivr.twiml.render import render
from ivr.twiml.verbs import Break, Document, Gather, Marked, Say

SLOW = Say(("Take your time,", Break(900), "press <one> & go."), "Polly.Joanna-Neural", "en-US", rate=90)
WRITTEN = (
    '<Say language="en-US" voice="Polly.Joanna-Neural"><prosody rate="90%">Take your time, <break time="900ms" />'
    " press &lt;one&gt; &amp; go.</prosody></Say>"
)


def written(*verbs: object) -> str:
    text = render(Document(verbs)).decode()  # type: ignore[arg-type]
    return text.partition("<Response>")[2].removesuffix("</Response>")


def test_a_pace_is_written_as_prosody_around_everything_said() -> None:
    assert written(SLOW) == WRITTEN


def test_the_usual_pace_is_not_written() -> None:
    assert "prosody" not in written(Say(("Hello.",)))
    assert written(Say(("Hello.",), rate=100)) == "<Say>Hello.</Say>"


def test_a_carrier_reads_the_same_words_and_for_its_voice_the_marks() -> None:
    parsed = parse(render(Document((SLOW,))))
    (heard,) = parsed.document.verbs
    assert isinstance(heard, Say)
    assert parsed.warnings == ()
    assert heard.text == SLOW.text
    assert heard.content == (
        Marked("Take your time,", '<prosody rate="90%">Take your time, </prosody>'),
        Break(900),
        Marked("press <one> & go.", '<prosody rate="90%"> press &lt;one&gt; &amp; go.</prosody>'),
    )


def test_prompts_of_a_gather_and_of_a_pay_keep_their_pace() -> None:
    inside = Gather((SLOW,), "/voice"), Pay((Prompt(PayStep.CARD_NUMBER, (SLOW,)),))
    assert written(*inside).count(WRITTEN) == 2
