"""IVR106."""

from collections.abc import Iterator

from ivr.checking.rule import Subject, rule
from ivr.line.model import Unread, walk
from ivr.line.wording import Fact, Wording
from ivr.reading.misfits import nearest
from ivr.reading.spelling import shown
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
    if Unread.COMPANY in subject.line.unread:
        return
    for placed in subject.line.nodes.values():
        for path, value in walk(placed.node):
            for fact in _facts(value):
                trouble = _trouble(subject, fact)
                if trouble:
                    yield (placed.place(path), *trouble)


def _facts(value: object) -> list[Fact]:
    return [piece for piece in value.pieces if isinstance(piece, Fact)] if isinstance(value, Wording) else []


def _trouble(subject: Subject, fact: Fact) -> tuple[str, str] | None:
    company, language = subject.line.company, subject.line.language
    try:
        company.spoken(fact.path, language)
    except LookupError:
        written, known = ".".join(fact.path), company.facts(language)
        near = [f"Did you mean {{company.{one}}}?" for one in nearest(written, known)]
        return f"company.yaml has no fact {shown(written)}.", (
            near or [f"There are {', '.join(known)}, each behind company and a dot."]
        )[0]
    except ValueError as error:
        return str(error), "Add it to company.yaml, or say something else."
    return None
