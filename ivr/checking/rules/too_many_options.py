"""IVR145."""

from collections.abc import Iterator

from ivr.checking.choices import choices_of
from ivr.checking.rule import Subject, rule
from ivr.diagnostics import Severity
from ivr.reading.spelling import shown
from ivr.source import Place

WISE = 4
"""Choices of one menu, not counting 0, star and pound (ISO/IEC 13714)."""
TOO_MANY = 8
"""From here on another rule speaks."""


@rule("IVR145", "too-many-options", Severity.WARNING)
def too_many_options(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """A menu, or a queue, has more than four choices.

    Why: a choice that was heard must be kept in mind until the last one is, and two to four are what people keep. Studies
    also found one broad menu of distinct labels better than menus below menus, so never split one only for the number:
    `broad` says that it is meant, and why. Choices that are switched off do not count.

    Caught:

        nodes:
          greeting:
            menu:
              options:
                1: {say: To pay your bill, go: representative}
                2: {say: To hear the balance, go: representative}
                3: {say: To report an outage, go: representative}
                4: {say: To move house, go: representative}
                5: {say: To end the call, go: goodbye}
              exhausted: representative
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            menu:
              broad:
                why: Each is a task of its own, and no two sound alike.
              options:
                1: {say: To pay your bill, go: representative}
                2: {say: To hear the balance, go: representative}
                3: {say: To report an outage, go: representative}
                4: {say: To move house, go: representative}
                5: {say: To end the call, go: goodbye}
              exhausted: representative
          goodbye:
            hangup: Goodbye.
    """
    for one in choices_of(subject):
        if WISE < len(one.offered) < TOO_MANY and not one.broad:
            fact = f"{shown(one.node)} has {len(one.offered)} choices, and people keep two to four in mind."
            yield one.place(one.offered[WISE]), fact, _REMEDY[one.placed.node.kind]


_REMEDY = {
    "menu": "Put what belongs together behind one choice; where all must stand here, add broad, and below it why.",
    "queue": "Keep the few that somebody who waits wants most.",
}
