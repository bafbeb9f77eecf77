"""facts.yaml of the shipped line, read, and held against the calls it names."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from menus_laboratory import CALLS, PAY_MY_BILL, went

from ivr.carrier.hearing import fold
from ivr.rehearsal.finding import read
from ivr.rehearsal.trying import FAILURES

ARTICLES = {"A", "B", "both"}
KEYS = {"number", "article", "fact", "call", "heard"}


@dataclass(frozen=True, slots=True)
class Fact:
    """As it is written; `heard` are words of the call, all of which must be heard."""

    number: int
    article: str
    fact: str
    call: str
    heard: tuple[str, ...]
    note: str = ""


def facts_in(text: str) -> list[Fact]:
    """Raises ValueError for a row that is no fact."""
    rows = yaml.load(text, Loader=yaml.BaseLoader)["facts"]
    for row in rows:
        if not KEYS <= row.keys() <= KEYS | {"note"} or not isinstance(row["heard"], list):
            raise ValueError(f"this is no fact: {row}")
    return [Fact(**{**row, "number": int(row["number"]), "heard": tuple(row["heard"])}) for row in rows]


def facts() -> list[Fact]:
    return facts_in((PAY_MY_BILL / "facts.yaml").read_text())


def trouble_with(fact: Fact, calls: Path = CALLS) -> Iterator[str]:
    """Everything that keeps a fact from being proved. Its call is really played."""
    if fact.article not in ARTICLES or not fact.fact.endswith("."):
        yield "it says nothing, or stands in no article"
    if not fact.heard or not all(fold(words, "en-US") for words in fact.heard):
        yield "nothing of it is to be heard"
    file = calls / fact.call
    if not file.is_file():
        yield f"its call {fact.call} does not exist"
        return
    if read(file).company and not fact.note:
        yield "its call has another company, and no note says why"
    yield from _not_heard(fact, file)


def _not_heard(fact: Fact, file: Path) -> Iterator[str]:
    try:
        transcript = went(file).transcript
    except FAILURES as failure:
        yield f"its call fails: {failure}"
        return
    for words in fact.heard:
        if not transcript.heard(words):
            yield f"{words!r} is not heard in {fact.call}"
