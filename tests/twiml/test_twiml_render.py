"""What is written, and what the twilio library alone would write."""

import pytest
from twilio.twiml.voice_response import Gather as LibraryGather
from twilio.twiml.voice_response import VoiceResponse

from ivr.twiml.render import render
from ivr.twiml.verbs import Break, Dial, Document, Gather, Hangup, Number, Pause, Play, Redirect, Reject, Say, Verb


def written(*verbs: Verb) -> str:
    prolog = '<?xml version="1.0" encoding="UTF-8"?>'
    text = render(Document(verbs)).decode("utf-8")
    assert text.startswith(prolog)
    return text.removeprefix(prolog)


def test_a_menu_is_what_the_library_alone_would_make() -> None:
    by_hand = VoiceResponse()
    gather = LibraryGather(action="/menu?a=1&b=2", method="POST", num_digits=1, timeout=8, finish_on_key="")
    gather.say('Press 1 for <bills> & "more".', voice="Polly.Joanna", language="en-US")
    gather.pause(length=2)
    gather.play("https://media.example.com/é.mp3", loop=3)
    by_hand.append(gather)
    by_hand.redirect("/menu?silent=1", method="POST")
    ours = Document(
        (
            Gather(
                (
                    Say(('Press 1 for <bills> & "more".',), voice="Polly.Joanna", language="en-US"),
                    Pause(2),
                    Play("https://media.example.com/é.mp3", loop=3),
                ),
                action="/menu?a=1&b=2",
                num_digits=1,
                timeout=8,
                finish_on_key="",
            ),
            Redirect("/menu?silent=1"),
        )
    )
    assert render(ours) == str(by_hand).encode()


def test_a_transfer_is_what_the_library_alone_would_make() -> None:
    by_hand = VoiceResponse()
    say = by_hand.say("One moment. ")
    say.break_(time="600ms")
    say.append(" I will connect you.")
    dial = by_hand.dial(action="/dialed", method="POST", timeout=20, sequential=True, caller_id="+15550100")
    dial.number("+15550101", url="/whisper", method="POST", status_callback_event="ringing answered")
    by_hand.hangup()
    by_hand.reject(reason="busy")
    ours = Document(
        (
            Say(("One moment.", Break(600), "I will connect you.")),
            Dial(
                (Number("+15550101", url="/whisper", status_callback_event=("ringing", "answered")),),
                action="/dialed",
                timeout=20,
                sequential=True,
                caller_id="+15550100",
            ),
            Hangup(),
            Reject("busy"),
        )
    )
    assert render(ours) == str(by_hand).encode()


def test_an_empty_document_is_an_empty_response() -> None:
    assert written() == "<Response />"


def test_what_other_carriers_default_otherwise_is_always_written() -> None:
    assert written(Gather(action="/a")) == (
        '<Response><Gather action="/a" finishOnKey="#" method="POST" timeout="5" /></Response>'
    )
    assert written(Redirect("/a")) == '<Response><Redirect method="POST">/a</Redirect></Response>'
    assert written(Dial((Number("+15550100", url="/w"),), action="/d")) == (
        '<Response><Dial action="/d" method="POST" timeout="30">'
        '<Number method="POST" url="/w">+15550100</Number></Dial></Response>'
    )


def test_other_defaults_are_left_out() -> None:
    assert written(Say(("Hi",)), Play("/a.mp3"), Reject()) == (
        "<Response><Say>Hi</Say><Play>/a.mp3</Play><Reject /></Response>"
    )


def test_white_space_is_folded_and_neighbouring_texts_are_joined_by_a_blank() -> None:
    say = Say(("  Good\n\n morning", "", " Rosa ", Break(0), "   ", Break(5), "Bye"))
    assert written(say) == (
        '<Response><Say>Good morning Rosa <break time="0ms" /><break time="5ms" /> Bye</Say></Response>'
    )


@pytest.mark.parametrize("odd", ["\x00", "\x08", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_characters_that_xml_cannot_hold_are_dropped_wherever_they_stand(odd: str) -> None:
    verbs = (Say((f"Ro{odd}sa",)), Gather(action=f"/a{odd}b"), Redirect(f"/c{odd}d"), Dial((Number(f"+1{odd}5"),)))
    assert written(*verbs) == (
        '<Response><Say>Rosa</Say><Gather action="/ab" finishOnKey="#" method="POST" timeout="5" />'
        '<Redirect method="POST">/cd</Redirect><Dial method="POST" timeout="30"><Number>+15</Number></Dial></Response>'
    )


def test_a_lone_surrogate_and_a_pair_are_told_apart() -> None:
    assert "\U0001f4de" in written(Say(("\U0001f4de",)))
    assert written(Say(("a\ud83d\udcdeb",))) == "<Response><Say>ab</Say></Response>"


def test_markup_in_a_name_is_spoken_and_not_obeyed() -> None:
    assert written(Say(("</Say><Hangup/>",))) == "<Response><Say>&lt;/Say&gt;&lt;Hangup/&gt;</Say></Response>"
