"""IVR134."""

from collections.abc import Iterator

from ivr.checking.rule import Subject, rule
from ivr.checking.worded import worded
from ivr.checking.wordlists import WORDLISTS
from ivr.diagnostics import Severity
from ivr.reading.spelling import shown
from ivr.source import Place


@rule("IVR134", "telephone-jargon", Severity.WARNING)
def telephone_jargon(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """A key is dialled, hit or punched, digits are keyed in, zero is called oh, or a call is terminated.

    Why: one thing has one name. The language itself says "press", "enter", "zero", "pound" and "end the call" (ISO/IEC
    13714), and who hears another word for it wonders whether another thing is meant; "oh" is a letter as well.

    Caught:

        nodes:
          greeting:
            menu:
              prompt: To end the call, hit one.
              options:
                1:
                  say: To end the call
                  go: goodbye
              exhausted: representative
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            menu:
              options:
                1:
                  say: To end the call
                  go: goodbye
              exhausted: representative
          goodbye:
            hangup: Goodbye.
    """
    for one in worded(subject):
        known = WORDLISTS.get(one.language) if one.heard else None
        for instead, phrases in known.jargon.items() if known else ():
            words = one.first_of(phrases)
            if words:
                yield one.place, f"{shown(words)} is not what callers call it.", f"Say {shown(instead)}."
