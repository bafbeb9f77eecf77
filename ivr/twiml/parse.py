"""XML to verbs, as strictly as Twilio reads it: for the simulated carrier, which must not be kinder than the real one.

Fatal faults are raised with Twilio's code; whatever Twilio grades as a WARNING is dropped, reported and passed over
(that dropping is our reading of the grades: other carriers stop there, so a line must never send one).
A new verb is one function in `_PERFORMED`, and one name less in `vocabulary`.
Elements, attributes, ranges and defaults: Twilio, TwiML voice reference; codes: its error dictionary.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ivr.twiml import vocabulary
from ivr.twiml.calling_reader import TONES, read_dial
from ivr.twiml.element_reader import ElementReader, shown
from ivr.twiml.errors import BAD_VERSION, NOT_PERFORMED, SCHEMA, WRONG_ROOT, TwimlError, Warning_
from ivr.twiml.gathering import read_gather
from ivr.twiml.passing import read_connect, read_echo, read_refer, read_sms, read_start, read_stop, read_unknown
from ivr.twiml.paying_reader import read_pay
from ivr.twiml.queueing import read_enqueue, read_leave
from ivr.twiml.recording import read_record
from ivr.twiml.saying import read_say
from ivr.twiml.tree import read_tree
from ivr.twiml.verbs import (
    Document,
    Gather,
    Hangup,
    Pause,
    Play,
    Redirect,
    Reject,
    Say,
    Verb,
)


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
        return read_unknown(read)
    verb = _PERFORMED[name](read)
    read.finish(vocabulary.ATTRIBUTES.get(name, ()))
    return verb


def _play(read: ElementReader) -> Play | None:
    play = Play(
        url=read.text() or None,
        loop=read.whole("loop", 1, 13410, least=0),
        digits=read.matching("digits", 13430, TONES, "a run of keys"),
    )
    if play.url is None and play.digits is None:
        read.warn(SCHEMA, "Play has neither a URL nor digits")
        return None
    return play


def _pause(read: ElementReader) -> Pause:
    return Pause(read.whole("length", 1, 13910, least=1))


def _gather(read: ElementReader) -> Gather:
    return read_gather(
        read, tuple(prompt for child in read.elements() if (prompt := _prompt(read.inner(child))) is not None)
    )


def _prompt(read: ElementReader) -> Say | Play | Pause | None:
    """Only Say, Play and Pause may stand in Gather, and Play only with a URL: keys it sends would be its own input."""
    if read.element.name not in ("Say", "Play", "Pause"):
        read.warn(13320, f"Gather cannot hold {shown(read.element.name)}")
        return None
    if read.element.name == "Say":
        say = read_say(read, in_gather=True)
        read.finish()
        return say
    prompt = _verb(read)
    if isinstance(prompt, Play) and prompt.digits is not None:
        read.warn(13320, "Play with digits cannot stand in Gather")
        return None
    return prompt if isinstance(prompt, Play | Pause) else None


def _redirect(read: ElementReader) -> Redirect:
    """One without a URL is kept: carriers do not agree on what it does."""
    redirect = Redirect(read.text(), read.method(13710))
    if not redirect.url:
        read.warn(SCHEMA, "Redirect has no URL")
    return redirect


def _hangup(read: ElementReader) -> Hangup:
    _parameters(read)
    return Hangup()


def _parameters(read: ElementReader) -> None:
    """Twilio's library lets them stand in a verb that ends the call; they change nothing."""
    for child in read.elements():
        if child.name != "Parameter":
            read.inner(child).warn(SCHEMA, f"{read.element.name} cannot hold {shown(child.name)}")


def _reject(read: ElementReader) -> Reject:
    _parameters(read)
    return Reject(read.word("reason", "rejected", 13810, ("rejected", "busy")))


_PERFORMED: dict[str, Callable[[ElementReader], Verb | None]] = {
    "Say": read_say,
    "Play": _play,
    "Pause": _pause,
    "Gather": _gather,
    "Redirect": _redirect,
    "Dial": read_dial,
    "Enqueue": read_enqueue,
    "Leave": read_leave,
    "Hangup": _hangup,
    "Reject": _reject,
    "Record": read_record,
    "Refer": read_refer,
    "Sms": read_sms,
    "Connect": read_connect,
    "Start": read_start,
    "Stop": read_stop,
    "Echo": read_echo,
    "Pay": lambda read: read_pay(read, _verb),
}
