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

from ivr.twiml.verbs import Break, Dial, Document, Gather, Hangup, Number, Pause, Play, Redirect, Reject, Say, Verb
from ivr.twiml.written import clean, unless, written


def render(document: Document) -> bytes:
    """The document as UTF-8, with an XML declaration."""
    response = library.VoiceResponse()
    for verb in document.verbs:
        response.append(_node(verb))
    return str(response.to_xml()).encode("utf-8")


def _node(verb: Verb) -> TwiML:
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
            return _dial(verb)
        case Hangup():
            return library.Hangup()
        case Reject():
            return library.Reject(**written(reason=unless("rejected", verb.reason)))
        case _:
            assert_never(verb)


def _say(say: Say) -> TwiML:
    node = library.Say(**written(voice=say.voice, language=say.language, loop=unless(1, say.loop)))
    parts = list(_folded(say.content))
    for place, part in enumerate(parts):
        match part:
            case str():
                # Blanks beside a break keep the words apart for carriers that pass over SSML.
                before, after = "" if place == 0 else " ", "" if place == len(parts) - 1 else " "
                node.append(before + part + after)
            case Break():
                node.break_(time=f"{part.milliseconds}ms")
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
        )
    )
    for prompt in gather.prompts:
        node.append(_node(prompt))
    return node


def _dial(dial: Dial) -> TwiML:
    node = library.Dial(
        **written(
            action=dial.action,
            method=dial.method,
            timeout=dial.timeout,
            time_limit=unless(14_400, dial.time_limit),
            caller_id=dial.caller_id,
            hangup_on_star=unless(False, dial.hangup_on_star),
            answer_on_bridge=unless(False, dial.answer_on_bridge),
            sequential=unless(False, dial.sequential),
        )
    )
    for target in dial.targets:
        node.append(_number(target))
    return node


def _number(number: Number) -> TwiML:
    return library.Number(
        clean(number.number),
        **written(
            url=number.url,
            method=number.method if number.url is not None else unless("POST", number.method),
            send_digits=number.send_digits,
            status_callback=number.status_callback,
            status_callback_method=unless("POST", number.status_callback_method),
            status_callback_event=unless("completed", " ".join(number.status_callback_event)),
        ),
    )
