"""Bytes to located elements: the only place that meets XML nobody here wrote.

No DTD and no entities (defusedxml), at most 64 kB, at most 32 elements deep. Comments and processing instructions are
passed over. Knows nothing of verbs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers.expat import ErrorString

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, XMLParser

from ivr.twiml.errors import MALFORMED, TOO_LARGE, TwimlError

MOST_BYTES = 64 * 1024
"""Twilio, error 11750."""

DEEPEST = 32
"""Response, Gather, Say and some nested SSML: what is real is less than ten deep."""


@dataclass(slots=True)
class Element:
    """One element: its texts and elements in order, and where its start tag stands, counted from 1."""

    name: str
    attributes: Mapping[str, str]
    line: int
    column: int
    content: list["str | Element"] = field(default_factory=list)


def read_tree(body: bytes | str) -> Element:
    """The root element. Raises TwimlError with Twilio's code."""
    octets = len(body) if isinstance(body, bytes) else len(body.encode("utf-8", "surrogatepass"))
    if octets > MOST_BYTES:
        raise TwimlError(TOO_LARGE, f"the document has {octets} bytes; the most is {MOST_BYTES}")
    builder = _Builder()
    failure = _feed(builder, body)
    if failure is not None:
        raise failure
    return builder.roots[0]


def _feed(builder: "_Builder", body: bytes | str) -> TwimlError | None:
    """Returns what is wrong instead of raising it: the parser's own exceptions may hold the document."""
    # defusedxml leaves a plain DTD alone unless told
    parser = XMLParser(target=builder, forbid_dtd=True)
    builder.place = lambda: (parser.parser.CurrentLineNumber, parser.parser.CurrentColumnNumber + 1)
    try:
        parser.feed(body)
        parser.close()
    except TwimlError as error:
        return error
    except ParseError as error:
        line, column = error.position
        return TwimlError(MALFORMED, f"the document is not XML: {ErrorString(error.code)}", line, column + 1)
    except DefusedXmlException:
        return TwimlError(MALFORMED, "the document has a DTD", *builder.place())
    except (ValueError, LookupError):
        return TwimlError(MALFORMED, "the document is in an encoding that is not known or not what it says")
    return None


class _Builder:
    """What the parser calls while it reads."""

    def __init__(self) -> None:
        self.roots: list[Element] = []
        self.place: Callable[[], tuple[int, int]] = lambda: (1, 1)
        self._open: list[Element] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        line, column = self.place()
        if len(self._open) == DEEPEST:
            raise TwimlError(MALFORMED, f"elements nested more than {DEEPEST} deep", line, column)
        element = Element(name, attributes, line, column)
        if self._open:
            self._open[-1].content.append(element)
        else:
            self.roots.append(element)
        self._open.append(element)

    def end(self, _name: str) -> None:
        self._open.pop()

    def data(self, text: str) -> None:
        self._open[-1].content.append(text)
