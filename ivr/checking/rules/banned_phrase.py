"""IVR133."""

from collections.abc import Iterator

from ivr.checking.rule import Subject, rule
from ivr.checking.worded import Ear, worded
from ivr.checking.wordlists import WORDLISTS
from ivr.diagnostics import Severity
from ivr.reading.spelling import shown
from ivr.source import Place


@rule("IVR133", "banned-phrase", Severity.WARNING)
def banned_phrase(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """A caller hears what every line says and nobody believes, or what sells something.

    Why: "your call is important" and "our options have changed" take seconds of every call and help nobody; whoever
    has a short memory loses the choices behind them (W3C COGA: no promotions, no filler). The lists stand in
    ivr/checking/wordlists, one for each language.

    Caught:

        nodes:
          greeting:
            say: Please listen carefully, as our options have changed.
            next: goodbye
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            say: Thanks for calling {company.name}.
            next: goodbye
          goodbye:
            hangup: Goodbye.
    """
    for one in worded(subject):
        known = WORDLISTS.get(one.language)
        words = one.first_of(known.banned) if known and one.ear is Ear.CALLER else ""
        if words:
            yield one.place, f"{shown(words)} helps no caller.", "Leave it out, and say at once what callers can do."
