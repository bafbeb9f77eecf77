"""IVR106."""

from collections.abc import Iterator

from ivr.checking.rule import Subject, rule
from ivr.checking.said import wordings
from ivr.line.model import Path, Unread
from ivr.line.wording import Fact, Wording
from ivr.reading.misfits import nearest
from ivr.reading.spelling import shown
from ivr.source import Place

_READ = (("text", "body"), ("callback", "text"))
"""The places whose words are read and not heard: facts stand in figures there, addresses among them."""


@rule("IVR106", "unknown-fact")
def unknown_fact(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """A prompt names a fact that company.yaml does not hold, or that cannot be spoken.

    Why: the sentence would have a hole where the fact should be. A fact that is merely left out is missed only where a
    caller would hear it with the switches as they are; one that no company.yaml can hold is wrong everywhere.

    Caught:

        nodes:
          greeting:
            hangup: Thanks for calling {company.nam}.

    Instead:

        nodes:
          greeting:
            hangup: Thanks for calling {company.name}.
    """
    if Unread.COMPANY in subject.line.unread:
        return
    quiet = subject.waiting if subject.routed else frozenset()
    for name, placed in subject.line.nodes.items():
        heard = set() if name in quiet else {path for path, _ in wordings(subject, name)}
        for path, value in placed.values:
            for fact in _facts(value):
                trouble = _trouble(subject, fact, path)
                if trouble and (path in heard or not trouble[2]):
                    yield (placed.place(path), *trouble[:2])


def _facts(value: object) -> list[Fact]:
    return [piece for piece in value.pieces if isinstance(piece, Fact)] if isinstance(value, Wording) else []


def _trouble(subject: Subject, fact: Fact, path: Path) -> tuple[str, str, bool] | None:
    """What is wrong, the help, and whether another company.yaml could put it right."""
    company, language, written = subject.line.company, subject.line.language, ".".join(fact.path)
    if path in _READ and company.figures(fact.path):
        return None
    try:
        company.spoken(fact.path, language)
    except LookupError:
        near = [f"Did you mean {{company.{one}}}?" for one in nearest(written, company.facts(language, given=False))]
        listed = f"There are {', '.join(company.facts(language))}, each behind company and a dot."
        return f"company.yaml has no fact {shown(written)}.", (near or [listed])[0], False
    except ValueError as error:
        return str(error), "Add it to company.yaml, or say something else.", True
    return None
