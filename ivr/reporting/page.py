"""The page of a code on a terminal: paragraphs as wide as the screen, examples as they stand."""

import inspect
import textwrap
from collections.abc import Sequence

from ivr.checking.registry import Documented

WIDEST = 88


def as_page(one: Documented, columns: int = WIDEST) -> str:
    """What it is, why, what is caught and what to write instead."""
    parts = inspect.cleandoc(one.documentation).split("\n\n")
    body = [_paragraph(part, min(columns, WIDEST)) for part in parts if part.strip()]
    return "\n\n".join([f"{one.code} {one.name} ({one.severity})", *body])


def as_list(every: Sequence[Documented]) -> str:
    """Every code with its name, and the first sentence of its page."""
    widest = max(len(one.name) for one in every)
    return "\n".join(f"{one.code}  {one.name:<{widest}}  {one.severity:<7}  {summary(one)}" for one in every)


def summary(one: Documented) -> str:
    return " ".join(inspect.cleandoc(one.documentation).partition("\n\n")[0].split())


def _paragraph(text: str, columns: int) -> str:
    return text if text.startswith("    ") else textwrap.fill(" ".join(text.split()), columns)
