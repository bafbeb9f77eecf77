"""IVR106."""

import difflib
from collections.abc import Iterator

from ivr.checking.rule import Subject, rule
from ivr.line.model import walk
from ivr.line.wording import Fact, Wording
from ivr.source import Place


@rule("IVR106", "unknown-fact")
def unknown_fact(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """A prompt names a fact that company.yaml does not hold, or that cannot be spoken.

    Why: the sentence would have a hole where the fact should be.

    Caught:

        nodes:
          greeting:
            hangup: Thanks for calling {company.nam}.

    Instead:

        nodes:
          greeting:
            hangup: Thanks for calling {company.name}.
    """
    for placed in subject.line.nodes.values():
        for path, value in walk(placed.node):
            for fact in _facts(value):
                trouble = _trouble(subject, fact)
                if trouble:
                    yield (placed.place(path), *trouble)


def _facts(value: object) -> list[Fact]:
    return [piece for piece in value.pieces if isinstance(piece, Fact)] if isinstance(value, Wording) else []


def _trouble(subject: Subject, fact: Fact) -> tuple[str, str] | None:
    company = subject.line.company
    try:
        company.spoken(fact.path, subject.line.language)
    except LookupError:
        written = ".".join(fact.path)
        near = difflib.get_close_matches(written, company.facts(), n=1)
        remedy = f"did you mean {{company.{near[0]}}}?" if near else f"there are: {', '.join(company.facts())}"
        return f"company.yaml has no fact {written!r}", remedy
    except ValueError as error:
        return str(error), "add it to company.yaml, or say something else"
    return None
