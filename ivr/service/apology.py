"""What a caller hears when the line itself is at fault: an apology, and a person. Needs no store and no line."""

from ivr.twiml.verbs import Dial, Document, Hangup, Number, Say

SORRY = "Sorry, something went wrong on our side. I am connecting you to a person."
NOBODY = "Sorry, nobody can take your call right now. Please call again later. Goodbye."
AFTERWARDS = "If nobody answered, please call again later. Goodbye."
"""Heard after a talk as well: how the ringing ended is not asked, since what is at fault may be what would answer."""
SECONDS = 30


def apology(number: str | None, language: str = "en-US", voice: str | None = None) -> Document:
    """`number` is the telephone that rings; without one the caller is asked to call again."""
    if number is None:
        return Document((Say((NOBODY,), voice, language), Hangup()))
    sorry, afterwards = Say((SORRY,), voice, language), Say((AFTERWARDS,), voice, language)
    return Document((sorry, Dial((Number(number),), timeout=SECONDS), afterwards, Hangup()))
