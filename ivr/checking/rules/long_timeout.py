"""IVR152."""

from collections.abc import Iterator

from ivr.checking.rule import Subject, rule
from ivr.checking.waits import menu_waits
from ivr.diagnostics import Severity
from ivr.source import Place

MOST = 10
"""Seconds (ISO/IEC 13714: 3 to 10)."""


@rule("IVR152", "long-timeout", Severity.WARNING)
def long_timeout(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """A menu waits in silence for more than 10 seconds before it says anything again.

    Why: a line that is silent for so long seems dead, and whoever did not understand waits for help. Who needs more time
    is given it after the first silence, to the end of the call. A menu that asks only once (`noinput: 0`) may wait as
    long as that, since nothing comes behind it.

    Caught:

        nodes:
          greeting:
            menu:
              timeout: 20
              options:
                1: {say: To end the call, go: goodbye}
              exhausted: representative
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            menu:
              options:
                1: {say: To end the call, go: goodbye}
              exhausted: representative
          goodbye:
            hangup: Goodbye.
    """
    patient = subject.line.file.defaults.patient.menu
    for wait in menu_waits(subject):
        most = MOST if wait.reprompts else max(MOST, patient)
        if wait.seconds > most:
            fact = f"Callers hear {wait.seconds} s of silence here."
            yield (
                wait.place,
                fact,
                f"Write {most} s or less; patient, below defaults in line.yaml, is for who needs more.",
            )
