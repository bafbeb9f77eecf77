"""What is said where nobody asked for it, again and again perhaps, such as while a caller waits: it never holds a whole
secret."""

from typing import Annotated

from pydantic import AfterValidator

from ivr.dialog.prompts import TYPES, Known, Spoken
from ivr.line.scalars import Words
from ivr.line.sentences import OnlyIf, Said, Sentences
from ivr.line.wording import Wording
from ivr.reading.scalars import UnfitError


def _open(wording: Wording) -> Wording:
    for piece in wording.pieces:
        if isinstance(piece, Known) and TYPES[piece] is Spoken.SECRET_DIGITS:
            raise UnfitError(
                f"{{{piece.value}}} is only read out where a caller is asked whether it is right.",
                "Take it out; {account.last4} may be said.",
            )
    return wording


def _all_open(written: tuple[Said, ...]) -> tuple[Said, ...]:
    for one in written:
        _open(one.say if isinstance(one, OnlyIf) else one)
    return written


OpenWords = Annotated[Words, AfterValidator(_open)]
OpenSentences = Annotated[Sentences, AfterValidator(_all_open)]
