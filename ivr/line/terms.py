"""An author's words outside the nodes, such as the kinds of payment in company.yaml. They stand in sentences as they are,
so a brace in them would be heard as one.
"""

from typing import Annotated

from ivr.line.scalars import one_of
from ivr.reading.scalars import UnfitError, parse_text, scalar
from ivr.reading.spelling import shown
from ivr.speech.languages import SPOKEN_LANGUAGES


class Term(str):
    """Words of an author that each language says in its own way, so they are translated like prompts; a name, such as a
    brand, is no term."""

    __slots__ = ()


def _brand(text: str) -> str:
    folded = " ".join(parse_text(text).split())
    if "{" in folded or "}" in folded:
        raise UnfitError(
            f"{shown(folded)} holds a brace, and no value stands inside a fact.", "Write the words themselves."
        )
    return folded


def _term(text: str) -> Term:
    return Term(_brand(text))


Words = Annotated[Term, scalar(_term, {"type": "string", "minLength": 1}, "electronic checks")]
Brand = Annotated[str, scalar(_brand, {"type": "string", "minLength": 1}, "Example Cable")]

Language = Annotated[
    str, scalar(one_of(SPOKEN_LANGUAGES, "a language this line can speak"), {"enum": list(SPOKEN_LANGUAGES)}, "en-US")
]
