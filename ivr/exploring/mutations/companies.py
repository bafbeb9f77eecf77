"""Mistakes in the facts of the company: hours, holidays, and everything a switch or a prompt takes from there."""

import re
from collections.abc import Iterator

from ivr.exploring.mutations.mutant import LineText, Mutant, mutant, scalars
from ivr.exploring.mutations.pages import Cut, Page
from ivr.reading.tree import Listing, Scalar, Table, YamlNode, find

_SPAN = re.compile(r"(?P<opens>\d{1,2}):(?P<rest>\d\d-)(?P<closes>\d{1,2}):(?P<minutes>\d\d)")
_OTHER_WORDS = {
    ("pay", "mode"): ("person", "pay_verb", "link"),
    ("pay", "bank"): ("person", "link"),
    ("channels", "in_person"): ("none", "stores", "partners", "ask"),
}
_TURNED = {"true": "false", "false": "true", "0.00": "1.25"}


def _company(line: LineText) -> tuple[Page, Table] | None:
    return line.file(str(line.line.file.company))


def shift_hours(line: LineText) -> Iterator[Mutant]:
    """People come an hour later, or leave an hour earlier."""
    page, tree = _company(line) or (None, None)
    hours = None if tree is None else tree.get("hours")
    for path, span in scalars(hours) if page and hours else ():
        found = _SPAN.fullmatch(span.text)
        if page is None or found is None:
            continue
        what = ".".join(path)
        later = f"{int(found['opens']) + 1}:{found['rest']}{found['closes']}:{found['minutes']}"
        earlier = f"{found['opens']}:{found['rest']}{int(found['closes']) - 1}:{found['minutes']}"
        for end, instead in (("opens", later), ("closes", earlier)):
            sentence = f"In the hours {what}, it says {instead} instead of {span.text}."
            yield from mutant("shift-hours", "", span.place, (f"{what}.{end}", sentence, page.replaced(span, instead)))


def drop_holiday(line: LineText) -> Iterator[Mutant]:
    """A holiday, or a day with hours of its own, is a day like any other."""
    page, tree = _company(line) or (None, None)
    for name in line.line.company.hours if page and tree else ():
        for kind in ("holidays", "special"):
            days = None if tree is None else find(tree, ("hours", str(name), kind))
            for day, _ in days.entries if isinstance(days, Table) and not days.flow else ():
                told = (f"{name}.{day.text}", f"{day.text} is a day like any other.", page.without(day) if page else ())
                yield from mutant("drop-holiday", "", day.place, told)


def change_fact(line: LineText) -> Iterator[Mutant]:
    """Something else is true of the company: a channel is open or closed, a fee is taken, a method of payment is missing."""
    page, tree = _company(line) or (None, None)
    for key, value in tree.entries if page and tree else ():
        for path, scalar in scalars(value, (key.text,)) if page and key.text != "hours" else ():
            for instead in _instead(path, scalar.text):
                what = ".".join(path)
                sentence = f"In the facts of the company, {what} is {instead} instead of {scalar.text}."
                cuts = page.replaced(scalar, instead) if page else ()
                yield from mutant("change-fact", "", scalar.place, (f"{what} {instead}", sentence, cuts))


def _instead(path: tuple[str, ...], text: str) -> Iterator[str]:
    if path in _OTHER_WORDS:
        yield from (word for word in _OTHER_WORDS[path] if word != text)
    elif path == ("phone",):
        yield text[:-1] + str((int(text[-1]) + 1) % 10) if text[-1:].isdigit() else ""
    elif path == ("name",):
        yield "Somebody Else"
    elif text in _TURNED:
        yield _TURNED[text]


def drop_fact(line: LineText) -> Iterator[Mutant]:
    """One of several is missing: a card that is accepted, a service, a country."""
    page, tree = _company(line) or (None, None)
    for path, listing in _listings(tree) if page and tree else ():
        for one, following in zip(listing.items, listing.items[1:], strict=False):
            if page and isinstance(one, Scalar) and isinstance(following, Scalar) and not one.text.isdigit():
                cuts = _first_cut(page, one, following) if listing.flow else page.without_item(one.place)
                what = ".".join(path)
                sentence = f"In the facts of the company, {one.text} is missing among {what}."
                yield from mutant("drop-fact", "", one.place, (f"{what} {one.text}", sentence, cuts))


def _listings(node: YamlNode, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Listing]]:
    for key, value in node.entries if isinstance(node, Table) else ():
        if isinstance(value, Listing):
            yield (*path, key.text), value
        yield from _listings(value, (*path, key.text))


def _first_cut(page: Page, one: Scalar, following: Scalar) -> tuple[Cut, ...]:
    """Between brackets, up to the item behind it."""
    if one.place.line != following.place.line:
        return ()
    return (Cut(page.file, one.place.line, one.place.column - 1, following.place.column - 1, ""),)
