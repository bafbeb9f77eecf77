"""Facts of the company that are not what they were, where callers hear them; and which other changes came of them.

The old line is put up once more with the new company. What is different between the old line and that one came from company.yaml;
a prompt that is different only for the name in it is then told once, as a new name.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ivr.exploring.difference_change import Change, Section, Side, kind_of
from ivr.line.company import CURRENCY, Company
from ivr.line.compile import compile_line
from ivr.line.condition import Condition
from ivr.line.model import walk
from ivr.line.reach import node_of
from ivr.line.wording import Fact, Wording
from ivr.speech.money import format_money

COMPANY_FILE = "company.yaml"
_ELSEWHERE = ("hours", "account_number", "pin", "bill_code")
"""Told as hours, and as how many digits are asked for."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is different in company.yaml: by path, before and after, in words."""

    changed: Mapping[str, tuple[str, str]]

    def of(self, node_uses: Iterable[str]) -> tuple[str, ...]:
        return tuple(path for path in self.changed if any(_within(path, one) for one in node_uses))


def _within(path: str, used: str) -> bool:
    return path == used or path.startswith(f"{used}.") or used.startswith(f"{path}.")


def with_new_company(old: Side, new: Side) -> Side:
    line = replace(old.line, company=new.line.company, company_tree=new.line.company_tree)
    return Side(line, compile_line(line).program)


def facts(old: Side, new: Side) -> Facts:
    """Values as they are said, or as they are written where nobody says them."""
    before, after = _spoken(old), _spoken(new)
    changed = {path: (before.get(path, ""), after.get(path, "")) for path in dict.fromkeys((*before, *after))}
    return Facts({path: texts for path, texts in changed.items() if texts[0] != texts[1]})


def _spoken(side: Side) -> dict[str, str]:
    company, language = side.line.company, side.language
    found = {".".join(map(str, path)): _written(value) for path, value in walk(company) if path[0] != "words"}
    found |= {path: company.spoken(tuple(path.split(".")), language) for path in company.facts(language)}
    listed = {path.rpartition(".")[0] for path in found if path.rpartition(".")[2].isdecimal()}
    return {
        path: text
        for path, text in found.items()
        if not any(path.startswith(f"{one}.") for one in listed & found.keys())
    }


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def used(side: Side) -> Mapping[str, frozenset[str]]:
    """For each node, the paths of company.yaml that its words and switches name."""
    return {str(name): frozenset(_paths(placed.node)) for name, placed in side.line.nodes.items()}


def _paths(node: object) -> Iterator[str]:
    for _, value in walk(node):
        if isinstance(value, Wording):
            for piece in value.pieces:
                if isinstance(piece, Fact):
                    yield ".".join(piece.path)
        elif isinstance(value, Condition):
            yield ".".join(value.path)


def attributed(
    changes: list[Change], company: set[Change], found: Facts, uses: Mapping[str, frozenset[str]]
) -> Iterator[Change]:
    """Changes with their cause, where it is a fact. A prompt that only says a new fact is left out, and the fact told."""
    heard: dict[str, list[str]] = {}
    for change in changes:
        because = found.of(frozenset().union(*(uses.get(node_of(node), frozenset()) for node in change.nodes)))
        if change not in company:
            yield change
        elif change.section is Section.WORDS and because:
            for path in because:
                heard.setdefault(path, []).extend(change.nodes)
        else:
            own = change.section in (Section.HOURS, Section.MONEY)  # which are facts themselves
            yield change if own else replace(change, because=_cause(because))
    for path, nodes in heard.items():
        if not path.startswith(_ELSEWHERE):
            texts = found.changed[path]
            yield Change(Section.FACTS, kind_of(*texts), path, *texts, tuple(dict.fromkeys(nodes)))


def _cause(because: tuple[str, ...]) -> str:
    return ", ".join(f"company.{path}" for path in because) or COMPANY_FILE


def terms_changed(old: Company, new: Company) -> Iterator[Change]:
    """What a company allows that stands in no dialog: how many texts, how often somebody is called back, how long a link is good."""
    before, after = _terms(old), _terms(new)
    for what in dict.fromkeys((*before, *after)):
        was, is_now = before.get(what, ""), after.get(what, "")
        if was != is_now:
            yield Change(Section.MONEY, kind_of(was, is_now), what, was, is_now)


def _terms(company: Company) -> dict[str, str]:
    found: dict[str, str] = {}
    if company.texts is not None:
        found["the texts sent in one call"] = f"{company.texts.per_call} at most"
        found["the texts sent to one number in a day"] = f"{company.texts.per_day} at most"
        found["the countries texts go to"] = ", ".join(map(str, company.texts.countries))
    if company.callbacks is not None:
        found["how often somebody is called back"] = f"{company.callbacks.tries} at most"
        found["the time between two calls back"] = f"{company.callbacks.again_after // 60} minutes"
        found["the countries in which people are called back"] = ", ".join(map(str, company.callbacks.countries))
    if company.pay.link is not None:
        found["how long a payment link is good"] = f"{company.pay.link.hours} hours"
        found["the page of payment links"] = str(company.pay.link.page)
    if company.fees.representative:
        found["the fee with a representative"] = format_money(company.fees.representative, CURRENCY)
    return {what: text for what, text in found.items() if text}
