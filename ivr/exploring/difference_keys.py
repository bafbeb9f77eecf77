"""Keys, option by option: what was on a key is somewhere else, is gone, or does something else.

An option is known by its words first, by its key and its target then: "1 To pay your bill" that is on 2 has moved, wherever
it leads now.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ivr.dialog.grammar import DialogId, LanguageKey, OneKey
from ivr.dialog.program import Asking, Dialog, Holding
from ivr.dialog.prompts import Sentence
from ivr.exploring.difference_change import Change, Kind, Pair, Section, Side, kind_of
from ivr.exploring.difference_ways import named
from ivr.exploring.difference_wording import FIRST, prompts, taken_apart
from ivr.line.reach import node_of


@dataclass(frozen=True, slots=True)
class Option:
    """A key that does something, or is said. `words` are empty where free words tell of it, `to` where it leads nowhere of its
    own; `known_as` is that target in the words of the new version."""

    key: str
    words: str
    to: DialogId = ""
    known_as: DialogId = ""


Alike = Callable[[Option, Option], bool]
_ALIKE: tuple[Alike, ...] = (
    lambda old, new: old.key == new.key and old.words == new.words != "",
    lambda old, new: old.words == new.words != "" and bool(old.to) is bool(new.to),
    lambda old, new: old.key == new.key and old.known_as == new.known_as,
    lambda old, new: "" not in (old.words, new.words) and old.known_as == new.known_as != "",
    lambda old, new: old.key == new.key,
)
"""From the surest to the last resort."""


def keys_changed(pair: Pair) -> Iterator[Change]:
    for old, new in pair.both():
        before, after = options(old, pair.old, pair.now), options(new, pair.new, str)
        node = (new.id,)
        for was, is_now in matched(before, after):
            yield from _changed(pair, was, is_now, node)
        yield from _said_in_another_order(before, after, node)


def options(dialog: Dialog, side: Side, now: Callable[[DialogId], DialogId]) -> list[Option]:
    """In the order they are said, then those that are not said."""
    said = _said(dialog, side)
    leads = _leads(dialog)
    keys = dict.fromkeys((*said, *leads))
    return [Option(key, said.get(key, ""), leads.get(key, ""), now(leads.get(key, ""))) for key in keys]


def _said(dialog: Dialog, side: Side) -> Mapping[str, str]:
    found: dict[str, str] = {}
    if isinstance(dialog, Asking | Holding):
        every = prompts(dialog)
        for when in (FIRST, "choices while waiting"):
            found |= {str(key): words for key, words in taken_apart(every.get(when, ()), side.language).choices.items()}
    return found


def _leads(dialog: Dialog) -> Mapping[str, DialogId]:
    match dialog:
        case Asking(grammar=OneKey(choices=choices)):
            return {str(key): to for key, to in choices.items()}
        case Asking(grammar=LanguageKey(choices=spoken)):
            return {str(key): f"in {tag}" for key, tag in spoken.items()}
        case Holding(keys=keys):
            return dict(keys)
        case _:
            return {}


def matched(before: list[Option], after: list[Option]) -> Iterator[tuple[Option | None, Option | None]]:
    """Each option of one version with the same one of the other."""
    old, new = list(before), list(after)
    for alike in _ALIKE:
        for was in list(old):
            same = [one for one in new if alike(was, one)]
            if len(same) == 1:
                old.remove(was)
                new.remove(same[0])
                yield was, same[0]
    yield from ((was, None) for was in old)
    yield from ((None, one) for one in new)


def _changed(pair: Pair, was: Option | None, is_now: Option | None, node: tuple[str, ...]) -> Iterator[Change]:
    before, after = _told(pair.old, was), _told(pair.new, is_now)
    if was is None or is_now is None:
        here = was or is_now
        assert here is not None  # noqa: S101 - one of the two always is
        yield Change(Section.KEYS, kind_of(before, after), f"key {here.key}", before, after, node)
        return
    leads_elsewhere = was.known_as != is_now.known_as
    if was.key != is_now.key:
        yield Change(Section.KEYS, Kind.MOVED, _known_by(was, is_now), was.key, is_now.key, node)
    elif was.words != is_now.words and leads_elsewhere:
        yield Change(Section.KEYS, Kind.CHANGED, f"key {was.key}", before, after, node)
        return
    elif was.words != is_now.words:
        what = f"words for key {was.key}"
        took = _seconds(pair, pair.old, was.words), _seconds(pair, pair.new, is_now.words)
        kind = kind_of(was.words, is_now.words)
        yield Change(Section.WORDS, kind, what, was.words, is_now.words, node, pair.new.language, took)
    if leads_elsewhere:
        texts = _target(pair.old, was), _target(pair.new, is_now)
        yield Change(Section.WAYS, kind_of(*texts), _way(was, is_now), *texts, node)


def _seconds(pair: Pair, side: Side, words: str) -> float:
    return pair.seconds(side.program, (Sentence((words,)),), side.language) if words else 0.0


def _known_by(was: Option, is_now: Option) -> str:
    return was.words if was.words == is_now.words else " / ".join(sorted({was.words, is_now.words}))


def _way(was: Option, is_now: Option) -> str:
    words = f' "{was.words}"' if was.words and was.words == is_now.words else ""
    return f"key {was.key}{words}" if was.key == is_now.key else f"the choice{words}"


def _told(side: Side, option: Option | None) -> str:
    if option is None:
        return ""
    return " ".join(filter(None, (f'"{option.words}"' if option.words else "", _arrow(side, option)))) or "no words"


def _arrow(side: Side, option: Option) -> str:
    return f"to {_target(side, option)}" if option.to else ""


def _target(side: Side, option: Option) -> str:
    if not option.to or option.to.startswith("in "):
        return option.to
    return str(node_of(option.to)) if option.words else named(side, option.to)


def _said_in_another_order(before: list[Option], after: list[Option], node: tuple[str, ...]) -> Iterator[Change]:
    """Of the keys that both say."""
    old, new = ([one.key for one in side if one.words] for side in (before, after))
    was, is_now = ([key for key in one if key in other] for one, other in ((old, new), (new, old)))
    if was != is_now:
        what = "the order in which the keys are said"
        yield Change(Section.KEYS, Kind.CHANGED, what, ", ".join(was), ", ".join(is_now), node)
