"""IVR161."""

from collections.abc import Iterator

from ivr.checking.rule import Subject, rule
from ivr.checking.worded import Worded, worded
from ivr.diagnostics import Severity
from ivr.line.phrases import press, says_press
from ivr.reading.spelling import shown
from ivr.source import Place
from ivr.telephony.keys import KEYS


@rule("IVR161", "key-said-twice", Severity.WARNING)
def key_said_twice(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """What a choice says names a key.

    Why: the key of a choice is said behind its words without being written, so that words and keys cannot disagree. Written
    as well, it is heard twice, and the two differ as soon as the choice moves to another key.

    Caught:

        nodes:
          greeting:
            menu:
              options:
                1:
                  say: To end the call, press one
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
        named = _key_in(one) if one.path[-3:-2] == ("options",) and one.path[-1] == "say" else ""
        if named:
            yield (
                one.place,
                f"{shown(named)} is said twice: once here, and once because every choice has its key said behind it.",
                "Say only what the choice is for.",
            )


def _key_in(one: Worded) -> str:
    return next((press(key, one.language) for key in KEYS if says_press(one.text, key, one.language)), "")
