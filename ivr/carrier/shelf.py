"""Documents a network has read before: the same menu is sent to every caller, and reading XML is what costs most.

One that reads a number out is never kept: a shelf outlives the call, and a caller's number must not.
"""

from collections.abc import Iterator

from ivr.carrier.masking import SECRET_RUN, digits_in
from ivr.twiml.parse import Parsed, parse
from ivr.twiml.verbs import Document, Gather, Say

MOST = 128  # documents; the oldest makes room


class Shelf:
    def __init__(self) -> None:
        self._kept: dict[bytes | str, Parsed] = {}

    def read(self, body: bytes | str) -> Parsed:
        """As `parse`. Raises TwimlError."""
        kept = self._kept.get(body)
        if kept is not None:
            return kept
        parsed = parse(body)
        if not _reads_a_number_out(parsed.document):
            if len(self._kept) >= MOST:
                del self._kept[next(iter(self._kept))]
            self._kept[body] = parsed
        return parsed

    def __len__(self) -> int:
        return len(self._kept)


def _reads_a_number_out(document: Document) -> bool:
    return any(len(run) >= SECRET_RUN for text in _texts(document) for run in digits_in(text))


def _texts(document: Document) -> Iterator[str]:
    for verb in document.verbs:
        if isinstance(verb, Say):
            yield verb.text
        elif isinstance(verb, Gather):
            yield " ".join(prompt.text for prompt in verb.prompts if isinstance(prompt, Say))
