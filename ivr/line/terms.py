"""An author's words outside the nodes, such as the kinds of payment in company.yaml: spoken in the caller's language, so
translated like prompts are."""

from typing import Annotated

from ivr.reading.scalars import parse_text, scalar


class Term(str):
    """Words of an author that each language says in its own way; a name, such as a brand, is no term."""

    __slots__ = ()


def _term(text: str) -> Term:
    return Term(" ".join(parse_text(text).split()))


Words = Annotated[Term, scalar(_term, {"type": "string", "minLength": 1}, "electronic checks")]
