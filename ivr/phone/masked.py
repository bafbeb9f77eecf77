"""Requests and replies of one call as a page may show them: of what was keyed or said, the last four digits at most.

Digits that follow one another in several elements or documents are one number, as they are to whoever hears them; where
a document ends in the first digits of something keyed, the rest is taken for granted.
"""

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from ivr.carrier.debugger import Entry, without_query
from ivr.carrier.links import HIDDEN
from ivr.carrier.masking import Keyed, digits_in, mask
from ivr.carrier.room import Room
from ivr.carrier.transcript import keyed_on
from ivr.carrier.web import Reply, Request
from ivr.telephony.keys import mask_keys

LONGEST = 20_000  # characters of a reply that are shown
MOST_EARLIER = 40  # pieces of earlier documents that digits may go on from
BEGINS_A_NUMBER = 3  # digits; where so many of an entry's first ones are said, the others will follow
_KEYS = ("Digits", "FinishedOnKey")
_READABLE = re.compile(r"text/|application/(xml|json|[a-z.-]+\+xml)|\Z")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_TAG = re.compile(r"(<[^>]*>)")
_ADDRESS = re.compile(r"(https?://[^\s<>\"']*[^\s<>\"'().,;:!?])")
_DRAWN = re.compile(r"(?=[^/]*[0-9])(?=[^/]*[A-Za-z])[\w.~-]{16,}")
_SID = re.compile(r"[A-Z]{2}[0-9a-f]{32}")


class Masked:
    """Of one call, in the order things happen."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._earlier: list[str] = []

    def address(self, request: Request) -> str:
        return _address(request.url, keyed_on(self._room))

    def sentence(self, text: str) -> str:
        """Of ours, about this call. An address in it is shown as one: which machine gave no answer, people have to know."""
        keyed = keyed_on(self._room)
        pieces = _ADDRESS.split(text)
        pieces[::2] = mask(pieces[::2], keyed)
        pieces[1::2] = [_address(piece, keyed) for piece in pieces[1::2]]
        return "".join(pieces)

    def noted(self, entry: Entry) -> str:
        """Of the carrier's debugger; its code is nobody's number."""
        where = f" ({self.sentence(entry.url)})" if entry.url else ""
        return f"{entry.level} {entry.code}: {self.sentence(entry.message)}{where}"

    def parameters(self, sent: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        keyed = keyed_on(self._room)
        return [(name, mask_keys(value) if name in _KEYS else mask([value], keyed)[0]) for name, value in sent]

    def details(self, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
        return dict(self.parameters(pairs))

    def reply(self, reply: Reply) -> str:
        """The document with its marks as they came. What is no text is told by its type and size."""
        kind = (reply.header("Content-Type") or "").partition(";")[0].strip().lower()
        if not _READABLE.match(kind):
            return f"({kind}, {len(reply.body)} bytes)"
        body = reply.body[: 4 * LONGEST].decode(errors="replace")
        return self._document(body)[:LONGEST]

    def _document(self, body: str) -> str:
        keyed = keyed_on(self._room)
        pieces = _TAG.split(_CDATA.sub(lambda found: escape(found[1]), body))
        words = [unescape(piece) for piece in pieces[::2]]
        masked = mask([*self._earlier, *words, self._rest_of_number(words, keyed)], keyed)[len(self._earlier) : -1]
        self._earlier = [*self._earlier, *words][-MOST_EARLIER:]
        pieces[::2] = [escape(text) for text in masked]
        pieces[1::2] = [mask([tag], keyed)[0] for tag in pieces[1::2]]
        return "".join(pieces)

    def _rest_of_number(self, words: list[str], keyed: Keyed) -> str:
        """What will follow in the next document if the digits this one ends in begin something keyed."""
        told = " ".join([*self._earlier, *words])
        last = digits_in(f"{told} 0")[-1][:-1]  # one more digit joins the run at the end, if there is one
        begun = (entry for entry in keyed.entries if len(last) >= BEGINS_A_NUMBER and entry.startswith(last))
        return next((entry[len(last) :] for entry in begun), "")


def _address(url: str, keyed: Keyed) -> str:
    """Host and port whole, and the path without digits that were keyed and without parts that were drawn by lot: whoever
    has one may need nothing else. A SID names something and opens nothing."""
    try:
        parts = urlsplit(without_query(url))
    except ValueError:
        return mask([without_query(url)], keyed)[0]
    path = "/".join(_part(part) for part in parts.path.split("/"))
    return parts._replace(path=mask([path], keyed)[0]).geturl()


def _part(part: str) -> str:
    return HIDDEN if _DRAWN.fullmatch(part) and not _SID.fullmatch(part) else part
