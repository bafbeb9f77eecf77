"""What a caller hears when the line itself is at fault: an apology, and a person. Needs no store and no line."""

from ivr.twiml.verbs import Dial, Document, Hangup, Number, Say

SORRY = "Sorry, something went wrong on our side. I am connecting you to a person."
NOBODY = "Sorry, nobody can take your call right now. Please call again later. Goodbye."
SECONDS = 30


def apology(number: str | None, language: str = "en-US", voice: str | None = None) -> Document:
    """`number` is the telephone that rings; without one the caller is asked to call again."""
    nobody = Say((NOBODY,), voice, language)
    if number is None:
        return Document((nobody, Hangup()))
    return Document((Say((SORRY,), voice, language), Dial((Number(number),), timeout=SECONDS), nobody, Hangup()))
