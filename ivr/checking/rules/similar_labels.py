"""IVR136."""

from collections.abc import Iterator
from itertools import combinations, groupby

from ivr.checking.rule import Subject, rule
from ivr.checking.worded import Worded, worded
from ivr.checking.wordlists import WORDLISTS
from ivr.diagnostics import Severity
from ivr.reading.spelling import shown
from ivr.source import Place

_TOO_MUCH = 0.6
"""Of the words of two choices together, those that are in both."""


@rule("IVR136", "similar-labels", Severity.WARNING)
def similar_labels(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """Two choices of a menu sound like the same.

    Why: a caller hears each choice once, cannot put two side by side, and takes the first that could be meant. Small
    words do not count; "billing", "your account" and "payments" are one thing to whoever has a bill to pay.

    Caught:

        nodes:
          greeting:
            menu:
              options:
                1:
                  say: For billing
                  go: goodbye
                2:
                  say: For your account
                  go: representative
              exhausted: representative
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            menu:
              options:
                1:
                  say: To hear how much you owe
                  go: goodbye
                2:
                  say: To change your address
                  go: representative
              exhausted: representative
          goodbye:
            hangup: Goodbye.
    """
    labels = sorted((one for one in worded(subject) if _is_label(one)), key=_menu)
    for (_, language), choices in groupby(labels, key=_menu):
        for first, second in combinations(choices, 2):
            if _alike(first, second, language):
                yield (
                    second.place,
                    f"{shown(second.wording.text)} sounds like another choice here, {shown(first.wording.text)}.",
                    "Say what is different, in words the other choice does not have.",
                )


def _is_label(one: Worded) -> bool:
    return one.path[1:2] == ("options",) and one.path[-1:] == ("say",) and one.language in WORDLISTS


def _menu(one: Worded) -> tuple[str, str]:
    return one.node, one.language


def _alike(first: Worded, second: Worded, language: str) -> bool:
    known = WORDLISTS[language]
    one, other = first.words - known.little, second.words - known.little
    if not (one and other):
        return False
    return len(one & other) / len(one | other) > _TOO_MUCH or one | other <= known.money
