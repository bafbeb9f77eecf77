"""XML to verbs, as strictly as Twilio reads it: for the simulated carrier, which must not be kinder than the real one.

Fatal faults are raised with Twilio's code; whatever Twilio grades as a WARNING is dropped, reported and passed over
(that dropping is our reading of the grades: other carriers stop there, so a line must never send one).
A new verb is one function in `_PERFORMED`, and one name less in `vocabulary`.
Elements, attributes, ranges and defaults: Twilio, TwiML voice reference; codes: its error dictionary.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ivr.twiml import vocabulary
from ivr.twiml.element_reader import ElementReader, shown
from ivr.twiml.errors import BAD_VERSION, NOT_PERFORMED, SCHEMA, WRONG_ROOT, TwimlError, Warning_
from ivr.twiml.ssml import spoken
from ivr.twiml.tree import read_tree
from ivr.twiml.verbs import (
    DEFAULT_DIAL_TIMEOUT,
    DEFAULT_TIMEOUT,
    Dial,
    Document,
    Gather,
    Hangup,
    Number,
    Pause,
    Play,
    Redirect,
    Reject,
    Say,
    Verb,
)

LONGEST_SAY = 4096  # characters; Twilio, error 13521
MOST_TARGETS = 10
LONGEST_CALL = 14_400  # seconds
CALL_EVENTS = ("initiated", "ringing", "answered", "completed")

_TONES = re.compile(r"[0-9A-D#*wW]+")
_VOICE = re.compile(r"man|woman|alice|(Polly|Google)\.\S+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_INPUTS = ("dtmf", "speech", "dtmf speech", "speech dtmf")
_TERMCHARS = ("", *"0123456789#*")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a carrier performs, and what it passed over."""

    document: Document
    warnings: tuple[Warning_, ...] = ()


def parse(body: bytes | str) -> Parsed:
    """Raises TwimlError for a document that cannot be executed at all."""
    root = read_tree(body)
    if root.name != "Response":
        raise TwimlError(WRONG_ROOT, f"the root element is {shown(root.name)}, not Response", root.line, root.column)
    warnings: list[Warning_] = []
    read = ElementReader(root, warnings)
    if read.text_of("version") not in (None, "2010-04-01", "2008-08-01"):
        raise TwimlError(BAD_VERSION, "the version of Response is not one of Twilio's", root.line, root.column)
    verbs = tuple(verb for child in read.elements() if (verb := _verb(read.inner(child))) is not None)
    read.finish()
    return Parsed(Document(verbs), tuple(warnings))


def _verb(read: ElementReader) -> Verb | None:
    name = read.element.name
    if name in vocabulary.VERBS:
        read.warn(NOT_PERFORMED, f"{name} is not performed")
        return None
    if name not in _PERFORMED:
        read.warn(SCHEMA, f"{shown(name)} is no verb")
        return None
    verb = _PERFORMED[name](read)
    read.finish(vocabulary.ATTRIBUTES.get(name, ()))
    return verb


def _say(read: ElementReader) -> Say | None:
    say = Say(
        tuple(spoken(read)),
        voice=read.matching("voice", 13511, _VOICE, "man, woman, or a name of Polly or Google"),
        language=read.matching("language", 13512, _LANGUAGE, "a language such as en-US"),
        loop=read.whole("loop", 1, 13510, least=0),
    )
    if not say.content:
        read.warn(13520, "Say has nothing to say")
        return None
    if len(say.text) > LONGEST_SAY:
        read.warn(13521, f"Say has more than {LONGEST_SAY} characters")
        return None
    return say


def _play(read: ElementReader) -> Play | None:
    play = Play(
        url=read.text() or None,
        loop=read.whole("loop", 1, 13410, least=0),
        digits=read.matching("digits", SCHEMA, _TONES, "a run of keys"),
    )
    if play.url is None and play.digits is None:
        read.warn(SCHEMA, "Play has neither a URL nor digits")
        return None
    return play


def _pause(read: ElementReader) -> Pause:
    return Pause(read.whole("length", 1, 13910, least=1))


def _gather(read: ElementReader) -> Gather:
    return Gather(
        prompts=tuple(prompt for child in read.elements() if (prompt := _prompt(read.inner(child))) is not None),
        action=read.text_of("action"),
        method=read.method(13312),
        input=read.word("input", "dtmf", SCHEMA, _INPUTS),
        timeout=read.whole("timeout", DEFAULT_TIMEOUT, 13313, least=1),
        num_digits=read.whole_or_none("numDigits", 13314, least=1),
        finish_on_key=_termchar(read),
        action_on_empty_result=read.flag("actionOnEmptyResult", SCHEMA),
    )


def _termchar(read: ElementReader) -> str:
    one = len(read.text_of("finishOnKey") or "") <= 1
    return read.word("finishOnKey", "#", 13310 if one else 13311, _TERMCHARS)


def _prompt(read: ElementReader) -> Say | Play | Pause | None:
    """Only Say, Play and Pause may stand in Gather, and Play only with a URL: keys it sends would be its own input."""
    if read.element.name not in ("Say", "Play", "Pause"):
        read.warn(13320, f"Gather cannot hold {shown(read.element.name)}")
        return None
    prompt = _verb(read)
    if isinstance(prompt, Play) and prompt.digits is not None:
        read.warn(13320, "Play with digits cannot stand in Gather")
        return None
    return prompt if isinstance(prompt, Say | Play | Pause) else None


def _redirect(read: ElementReader) -> Redirect | None:
    redirect = Redirect(read.text(), read.method(13710))
    if not redirect.url:
        read.warn(SCHEMA, "Redirect has no URL")
        return None
    return redirect


def _dial(read: ElementReader) -> Dial:
    return Dial(
        targets=_targets(read),
        action=read.text_of("action"),
        method=read.method(13210),
        timeout=read.whole("timeout", DEFAULT_DIAL_TIMEOUT, 13212, least=5, most=600),
        time_limit=read.whole("timeLimit", LONGEST_CALL, 13216, least=1),
        caller_id=read.text_of("callerId"),
        hangup_on_star=read.flag("hangupOnStar", 13213),
        answer_on_bridge=read.flag("answerOnBridge", SCHEMA),
        sequential=read.flag("sequential", SCHEMA),
    )


def _targets(read: ElementReader) -> tuple[Number, ...]:
    """Numbers, or the one number that is the text of Dial itself. A Dial left with nobody is kept: its action runs."""
    targets = [target for child in read.elements() if (target := _noun(read.inner(child))) is not None]
    bare = read.text()
    if bare and targets:
        read.warn(SCHEMA, "Dial holds a number as text beside other elements")
    elif bare:
        targets = [Number(bare)]
    if not targets:
        read.warn(SCHEMA, "Dial has nobody to ring")
    if len(targets) > MOST_TARGETS:
        read.warn(SCHEMA, f"Dial rings at most {MOST_TARGETS} numbers")
    return tuple(targets[:MOST_TARGETS])


def _noun(read: ElementReader) -> Number | None:
    name = read.element.name
    if name != "Number":
        _warn_of_noun(read, name)
        return None
    number = _number(read)
    read.finish(vocabulary.ATTRIBUTES[name])
    return number


def _warn_of_noun(read: ElementReader, name: str) -> None:
    if name in vocabulary.NOUNS:
        read.warn(NOT_PERFORMED, f"{name} is not performed")
    else:
        read.warn(13215, f"Dial cannot hold {shown(name)}")


def _number(read: ElementReader) -> Number | None:
    number = Number(
        read.text(),
        url=read.text_of("url"),
        method=read.method(13221),
        send_digits=read.matching("sendDigits", 13222, _TONES, "a run of keys"),
        status_callback=read.text_of("statusCallback"),
        status_callback_method=read.method(SCHEMA, "statusCallbackMethod"),
        status_callback_event=_call_events(read),
    )
    if not number.number:
        read.warn(13223, "Number is empty")
        return None
    return number


def _call_events(read: ElementReader) -> tuple[str, ...]:
    text = read.text_of("statusCallbackEvent")
    if text is None:
        return ("completed",)
    words = text.split()
    if any(word not in CALL_EVENTS for word in words):
        read.warn(SCHEMA, "statusCallbackEvent of Number names an event that does not exist")
    return tuple(word for word in words if word in CALL_EVENTS)


def _hangup(_read: ElementReader) -> Hangup:
    return Hangup()


def _reject(read: ElementReader) -> Reject:
    return Reject(read.word("reason", "rejected", 13810, ("rejected", "busy")))


_PERFORMED: dict[str, Callable[[ElementReader], Verb | None]] = {
    "Say": _say,
    "Play": _play,
    "Pause": _pause,
    "Gather": _gather,
    "Redirect": _redirect,
    "Dial": _dial,
    "Hangup": _hangup,
    "Reject": _reject,
}
