"""Requests and replies as text for people: parameters that are new, documents with one element a row, all of it masked.

Digits that follow one another in several elements, or in several documents, are one number: what was keyed is read back
in groups.
"""

import textwrap
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlsplit
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ivr.carrier.debugger import without_query
from ivr.carrier.masking import mask
from ivr.carrier.network import Call
from ivr.carrier.transcript import keyed_on
from ivr.carrier.web import Reply, Request
from ivr.telephony.keys import mask_keys

MARGIN = " " * 21
WIDTH = 110
LONGEST = 4000  # characters of a body that is no document
DEEPEST = 100  # elements within one another; nothing that is performed goes so deep
_KEYS = ("Digits", "FinishedOnKey")


class Paper:
    """Of one call. `replies` are all there were, in order; None where none came."""

    def __init__(self, call: Call, replies: Sequence[Reply | None]) -> None:
        self._keyed = keyed_on(call.legs[0].room)
        self._known: dict[str, dict[str, str]] = {}
        self._replies = replies
        self._trees = [None if reply is None else _tree(reply.body) for reply in replies]
        self._mask_words([tree for tree in self._trees if tree is not None])

    def request(self, request: Request) -> str:
        """Of parameters, those that are new or have changed since the last request about the same leg."""
        query = urlsplit(request.url).query
        sent = parse_qsl(query, keep_blank_values=True) + parse_qsl(request.body.decode(errors="replace"))
        known = self._known.setdefault(dict(sent).get("CallSid", ""), {})
        new = [f"{name}={self._value(name, value)}" for name, value in sent if known.get(name) != value]
        known.clear()
        known.update(sent)
        rows = textwrap.wrap("  ".join(new), WIDTH, break_long_words=False, break_on_hyphens=False)
        address = mask([without_query(request.url)], self._keyed)[0]
        return "\n".join([f"{request.method} {address}", *(f"{MARGIN}{row}" for row in rows)])

    def reply(self, number: int) -> str:
        """The reply of that number, counted from 0."""
        reply, tree = self._replies[number], self._trees[number]
        if reply is None:
            return "no reply"
        body = self._plain(reply.body) if tree is None else _rows(tree)
        head = f"{reply.status} {reply.header('Content-Type') or 'without a type'}, {len(reply.body)} bytes"
        note = [f"{MARGIN}({reply.note})"] if reply.note else []
        return "\n".join([head, *note, *textwrap.indent(body, MARGIN).splitlines()])

    def _value(self, name: str, value: str) -> str:
        return mask_keys(value) if name in _KEYS else mask([value], self._keyed)[0]

    def _plain(self, body: bytes) -> str:
        return mask([body[:LONGEST].decode(errors="replace")], self._keyed)[0]

    def _mask_words(self, trees: Sequence[Element]) -> None:
        elements = [element for tree in trees for element in tree.iter()]
        words = [(element, name) for element in elements for name in ("text", "tail")]
        texts = mask([getattr(element, name) or "" for element, name in words], self._keyed)
        for (element, name), text in zip(words, texts, strict=True):
            setattr(element, name, text.strip() or None)
        for element in elements:
            for name, value in element.items():
                element.set(name, mask([value], self._keyed)[0])


def _tree(body: bytes) -> Element | None:
    """None for what is no XML, or is not to be trusted, or goes too deep to be shown."""
    try:
        tree: Element = fromstring(body)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None
    return tree if _depth(tree) <= DEEPEST else None


def _depth(tree: Element) -> int:
    depth, row = 0, [tree]
    while row:
        depth, row = depth + 1, [child for element in row for child in element]
    return depth


def _rows(tree: Element) -> str:
    _indent(tree)
    return tostring(tree, encoding="unicode")


def _indent(element: Element, level: int = 0) -> None:
    """One element a row, except among words, which they mark."""
    children = list(element)
    if not children or (element.text or "").strip() or any((child.tail or "").strip() for child in children):
        return
    element.text = "\n" + "  " * (level + 1)
    for child in children:
        _indent(child, level + 1)
        child.tail = "\n" + "  " * (level + 1)
    children[-1].tail = "\n" + "  " * level
