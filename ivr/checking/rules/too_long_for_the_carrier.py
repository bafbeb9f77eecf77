"""IVR158."""

from collections.abc import Iterator
from html import escape
from itertools import groupby
from urllib.parse import quote

from ivr.checking.ahead import Ahead, may_go_on, said_ahead
from ivr.checking.in_language import tables
from ivr.checking.rule import Subject, rule
from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Dialog, Paying, prompts_of
from ivr.dialog.prompts import Known, Rest, Sentence
from ivr.source import Place

MOST_CHARACTERS = 3000
"""Of one Say: Amazon Polly takes 3,000, and no other voice less (Twilio, text to speech)."""
MOST_ENCODED = 4500
"""Of the same, written as in an address (Twilio, error 13521)."""
KILO = 1024
MOST_BYTES = 64 * KILO
"""Of one document (Twilio, error 11750)."""
LONGEST_VALUE = 300
"""Characters of a value of a call: forty digits as words, each with a blank. Amounts and dates are shorter."""
AROUND = 160
"""Bytes of the tags, attributes and rests around the words of one Say."""
FRAME = 1000
"""Bytes of the rest of a document: what it waits for, and the addresses it leads to."""
SHORT = 500
"""Characters that are no trouble in any spelling: so that ordinary prompts need not be spelled out."""


@rule("IVR158", "too-long-for-the-carrier")
def too_long_for_the_carrier(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """Words are too many for one Say of the carrier, or for one of its documents.

    Why: a carrier that is given more says nothing at all, or ends the call with an error. A Say holds 3,000 characters, and
    what is said between two waits goes into one document of 64 kB. A value of the call counts as the longest it can be.

    Caught:

        nodes:
          greeting:
            hangup: >-
              Your number is {account.number}. Once more, it is {account.number}. Slowly, it is {account.number}.
              To write it down, it is {account.number}. To compare it, it is {account.number}. And it is
              {account.number}. It is still {account.number}. It is no other than {account.number}. Believe it or not,
              it is {account.number}. It was {account.number} before, and tomorrow it will be {account.number}.

    Instead:

        nodes:
          greeting:
            hangup: Your number is {account.number}. Once more, it is {account.number}.
    """
    told: set[DialogId] = set()
    for language, dialogs in tables(subject):
        ahead = said_ahead(dialogs, _bytes, may_go_on)
        for at, dialog in dialogs.items():
            fact, remedy = _of_one_say(dialog, language) or _of_document(ahead.get(at, Ahead()).most, dialog)
            if fact and at not in told:
                told.add(at)
                yield subject.place(at), fact, remedy


def _of_one_say(dialog: Dialog, language: str) -> tuple[str, str] | None:
    """A run of sentences in one language becomes one Say."""
    for prompt in prompts_of(dialog):
        for _, run in groupby(prompt, key=lambda one: one.language or language):
            text = " ".join(_text(one) for one in run)
            if len(text) > MOST_CHARACTERS:
                fact = (
                    f"Up to {len(text)} characters are said here in one piece, and the carrier says {MOST_CHARACTERS}."
                )
                return fact, _SHORTER
            if len(text) > SHORT and len(quote(text)) > MOST_ENCODED:
                fact = f"With its accents as in an address this piece has up to {len(quote(text))} characters."
                return fact, f"The carrier takes {MOST_ENCODED}: make several nodes of it, or say less."
    return None


def _of_document(ahead: float, dialog: Dialog) -> tuple[str, str]:
    """Told once on each way, where it becomes too much."""
    size = FRAME + ahead + _bytes(dialog)
    if size <= MOST_BYTES or FRAME + ahead > MOST_BYTES:
        return "", ""
    fact = f"What is said in one go up to here makes a document of up to {size // KILO:.0f} kB."
    return fact, "A document holds 64 kB: put a question between, or say less."


_SHORTER = "Make several nodes of it, or say less."


def _text(sentence: Sentence) -> str:
    if not sentence.names:
        return "".join([one for one in sentence.pieces if isinstance(one, str)])
    pieces = [piece for piece in sentence.pieces if not isinstance(piece, Rest)]
    return "".join(["x" * LONGEST_VALUE if isinstance(one, Known) else one for one in pieces])


def _bytes(dialog: Dialog) -> int:
    """The most that a dialog puts into a document; of a payment every prompt stands in it, of a question one."""
    sizes = [
        AROUND + sum(len(escape(_text(one), quote=False).encode()) for one in prompt)
        for prompt in prompts_of(dialog)
        if prompt
    ]
    return sum(sizes) if isinstance(dialog, Paying) else sum(sorted(sizes)[-4:])
