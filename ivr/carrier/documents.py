"""What a reply means to a call: a document, or a sound, or words to read aloud.

Sources: Twilio, "TwiML voice" (content types), errors 11200, 11770, 12100, 12300.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage

from ivr.carrier.debugger import DocumentError
from ivr.carrier.http import TWIML_TYPES, Answer
from ivr.carrier.readings import EmptyBody
from ivr.carrier.shelf import Shelf
from ivr.twiml.errors import TwimlError, Warning_
from ivr.twiml.verbs import Document, Hangup, Play, Say


@dataclass(frozen=True, slots=True)
class Page:
    """A document and the address its relative URLs start from."""

    url: str
    document: Document
    warnings: Sequence[Warning_] = ()


def read_page(answer: Answer, shelf: Shelf, empty: EmptyBody = EmptyBody.FAILS) -> Page:
    """Raises DocumentError with Twilio's code for a reply that is nothing a call can go on with."""
    kind = answer.content_type
    if not answer.reply.body:
        if empty is EmptyBody.HANGS_UP:
            return Page(answer.url, Document(()))
        raise DocumentError(11770, "the reply is empty", answer.url)
    if kind in TWIML_TYPES:
        return _twiml(answer, shelf)
    if kind == "text/plain":
        return _plain(answer, shelf)
    if kind.startswith("audio/"):
        return Page(answer.url, Document((Play(answer.url), Hangup())))
    if not kind:
        raise DocumentError(11200, "the reply has no Content-Type", answer.url)
    raise DocumentError(12300, f"the Content-Type {kind} is no document", answer.url)


def read_inline(twiml: str) -> Page:
    """A document that came without an address. Raises DocumentError."""
    return _parsed(twiml, "", Shelf())


def _twiml(answer: Answer, shelf: Shelf) -> Page:
    return _parsed(answer.reply.body, answer.url, shelf)


def _parsed(body: bytes | str, url: str, shelf: Shelf) -> Page:
    try:
        parsed = shelf.read(body)
    except TwimlError as error:
        raise DocumentError(error.code, error.message, url) from None
    return Page(url, parsed.document, parsed.warnings)


def _plain(answer: Answer, shelf: Shelf) -> Page:
    """Executed where it is TwiML, otherwise read aloud."""
    try:
        return _twiml(answer, shelf)
    except DocumentError:
        text = _text(answer)
        return Page(answer.url, Document((Say((text,)), Hangup())))


def _text(answer: Answer) -> str:
    charset = EmailMessage()
    charset["Content-Type"] = answer.reply.header("Content-Type") or "text/plain"
    try:
        return answer.reply.body.decode(charset.get_content_charset("utf-8"), "replace")
    except LookupError:
        return answer.reply.body.decode("utf-8", "replace")
