"""IVR151."""

from collections.abc import Iterator

from ivr.checking.rule import Subject, rule
from ivr.checking.waits import digits_waits, menu_waits
from ivr.diagnostics import Severity
from ivr.source import Place

LEAST_OF_MENU = 5
"""Seconds. Standards for phone menus have 3 to 10 s, by how much there is to think of (ISO/IEC 13714)."""
LEAST_OF_DIGITS = 8
"""Seconds. A bill must be turned over, and a card taken out of a wallet."""


@rule("IVR151", "short-timeout", Severity.WARNING)
def short_timeout(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """Callers are given less than 5 seconds to choose, or less than 8 seconds for the next digit.

    Why: older people, people who listen in a second language and people who look a number up need more time than whoever
    writes a line. To be hurried is to press something wrong.

    Caught:

        nodes:
          greeting:
            menu:
              timeout: 3
              options:
                1: {say: To end the call, go: goodbye}
              exhausted: representative
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            menu:
              timeout: 7
              options:
                1: {say: To end the call, go: goodbye}
              exhausted: representative
          goodbye:
            hangup: Goodbye.
    """
    for waits, least, what in (
        (menu_waits(subject), LEAST_OF_MENU, "for a choice"),
        (digits_waits(subject), LEAST_OF_DIGITS, "for the next digit"),
    ):
        for wait in waits:
            if wait.seconds < least:
                yield wait.place, f"Callers have {wait.seconds} s {what} here.", f"Give them {least} s or more."
