"""Verbs to XML, built with the twilio library's own classes.

What portability asks for is always written, even when it is Twilio's default: action where there is one, method, timeout,
finishOnKey; other carriers have other defaults. Other attributes equal to their default are left out.

Characters XML 1.0 cannot hold (most control characters, lone surrogates) are dropped wherever they stand: nobody hears
them, no address has them, and a caller should not meet an apology because of a stray byte in a name.
A Say is written with its white space folded, adjacent texts joined by a blank, and empty texts left out.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import assert_never

# The library has annotations in part and no py.typed marker.
from twilio.twiml import TwiML
from twilio.twiml import voice_response as library

from ivr.twiml.calling_writer import write_dial, write_enqueue
from ivr.twiml.passing import Unknown, Unperformed
from ivr.twiml.paying import Pay
from ivr.twiml.paying_writer import write_pay
from ivr.twiml.queueing import Enqueue, Leave
from ivr.twiml.recording import Record
from ivr.twiml.verbs import (
    LONGEST_SPEECH,
    USUAL_RATE,
    Break,
    Dial,
    Document,
    Gather,
    Hangup,
    Marked,
    Pause,
    Play,
    Redirect,
    Reject,
    Say,
    Verb,
)
from ivr.twiml.written import Value, clean, unless, written


def render(document: Document) -> bytes:
    """The document as UTF-8, with an XML declaration."""
    response = library.VoiceResponse()
    for verb in document.verbs:
        response.append(_node(verb))
    return str(response.to_xml()).encode("utf-8")


def _node(verb: Verb) -> TwiML:  # noqa: C901, PLR0912 - a table, one case for each verb
    match verb:
        case Say():
            return _say(verb)
        case Play():
            url = None if verb.url is None else clean(verb.url)
            return library.Play(url, **written(loop=unless(1, verb.loop), digits=verb.digits))
        case Pause():
            return library.Pause(length=verb.length)
        case Gather():
            return _gather(verb)
        case Redirect():
            return library.Redirect(clean(verb.url), **written(method=verb.method))
        case Dial():
            return write_dial(verb)
        case Enqueue():
            return write_enqueue(verb)
        case Leave():
            return library.Leave()
        case Hangup():
            return library.Hangup()
        case Reject():
            return library.Reject(**written(reason=unless("rejected", verb.reason)))
        case Record():
            return _record(verb)
        case Unperformed(name=name) | Unknown(name=name):
            raise ValueError(f"{name} is read and passed over, and never written")
        case Pay():
            return write_pay(verb, _node)
        case _:
            assert_never(verb)


def _say(say: Say) -> TwiML:
    node = library.Say(**written(voice=say.voice, language=say.language, loop=unless(1, say.loop)))
    inside = node if say.rate == USUAL_RATE else node.prosody(rate=f"{say.rate}%")
    parts = list(_folded(part.text if isinstance(part, Marked) else part for part in say.content))
    for place, part in enumerate(parts):
        match part:
            case str():
                # Blanks beside a break keep the words apart for carriers that pass over SSML.
                before, after = "" if place == 0 else " ", "" if place == len(parts) - 1 else " "
                inside.append(before + part + after)
            case Break():
                inside.break_(time=f"{part.milliseconds}ms")
    return node


def _folded(content: Iterable[str | Break]) -> Iterator[str | Break]:
    """Texts and breaks, never two texts in a row: the library would keep only the second."""
    for are_texts, run in groupby(content, key=lambda part: isinstance(part, str)):
        if not are_texts:
            yield from run
        elif text := " ".join(" ".join(clean(part) for part in run if isinstance(part, str)).split()):
            yield text


def _gather(gather: Gather) -> TwiML:
    node = library.Gather(
        **written(
            action=gather.action,
            method=gather.method,
            input=unless("dtmf", gather.input),
            timeout=gather.timeout,
            num_digits=gather.num_digits,
            finish_on_key=gather.finish_on_key,
            action_on_empty_result=unless(False, gather.action_on_empty_result),
            **_listening(gather),
        )
    )
    for prompt in gather.prompts:
        node.append(_node(prompt))
    return node


def _listening(gather: Gather) -> dict[str, Value]:
    """What a Gather says about speech."""
    return {
        "speech_timeout": gather.speech_timeout,
        "max_speech_time": unless(LONGEST_SPEECH, gather.max_speech_time),
        "speech_model": gather.speech_model,
        "language": gather.language,
        "hints": gather.hints,
        "profanity_filter": unless(True, gather.profanity_filter),
        "barge_in": unless(True, gather.barge_in),
        "partial_result_callback": gather.partial_result_callback,
        "partial_result_callback_method": unless("POST", gather.partial_result_callback_method),
    }


def _record(record: Record) -> TwiML:
    return library.Record(
        **written(
            action=record.action,
            method=record.method,
            timeout=record.timeout,
            finish_on_key=record.finish_on_key,
            max_length=record.max_length,
            play_beep=unless(True, record.play_beep),
            trim=None if record.trim else "do-not-trim",
            recording_status_callback=record.recording_status_callback,
            recording_status_callback_method=unless("POST", record.recording_status_callback_method),
            recording_status_callback_event=unless("completed", " ".join(record.recording_status_callback_event)),
            transcribe=unless(False, record.transcribe),
            transcribe_callback=record.transcribe_callback,
        )
    )
