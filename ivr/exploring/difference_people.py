"""Who takes the calls: people and groups of representatives.yaml, as far as the line rings them. A telephone's number is told to
nobody here: which one rings is no business of whoever reads a comparison.
"""

from collections.abc import Iterator, Mapping

from ivr.dialog.program import Connecting, Fetching, Holding, Recording, RequestCallback
from ivr.exploring.difference_change import Change, Kind, Pair, Section, Side, kind_of
from ivr.exploring.difference_settings import Setting, compared, seconds, yes_or_no
from ivr.routing.roster import Group, Representative


def people_changed(pair: Pair) -> Iterator[Change]:
    groups = groups_of(pair.old) | groups_of(pair.new)
    yield from _of_groups(pair, groups)
    yield from _of_persons(_people(pair.old, groups), _people(pair.new, groups), groups)
    staffs = [side.line.representatives.before_sign_in for side in (pair.old, pair.new)]
    if staffs[0] != staffs[1] and groups:
        yield Change(Section.PEOPLE, Kind.CHANGED, "what somebody is who never signed in", staffs[0], staffs[1])


def groups_of(side: Side) -> set[str]:
    found: set[str] = set()
    for dialog in side.program.dialogs.values():
        match dialog:
            case Connecting(group=group) | Holding(group=group) | Recording(group=group):
                found.add(group)
            case Fetching(inquiry=RequestCallback(group=group)):
                found.add(group)
            case _:
                continue
    return found


def _people(side: Side, groups: set[str]) -> Mapping[str, Representative]:
    staff = side.line.representatives.staff(side.language)
    return {one.id: one for one in staff.representatives if groups & set(one.groups)}


def _of_groups(pair: Pair, groups: set[str]) -> Iterator[Change]:
    old, new = (side.line.representatives.staff(side.language).groups for side in (pair.old, pair.new))
    for name in sorted(groups & old.keys() & new.keys()):
        yield from compared(_group(old[name]), _group(new[name]))
    for name in sorted(groups & (old.keys() ^ new.keys())):
        was, is_now = (name if name in one else "" for one in (old, new))
        yield Change(Section.PEOPLE, kind_of(was, is_now), f"the group {name}", was, is_now)


def _group(group: Group) -> Iterator[Setting]:
    of = f"{group.id}: "
    yield Section.PEOPLE, f"{of}who is rung first", group.strategy.replace("_", " ")
    yield Section.PEOPLE, f"{of}how long each telephone rings", seconds(group.ring)
    yield Section.PEOPLE, f"{of}the time after a talk", seconds(group.wrap_up)
    yield (
        Section.PEOPLE,
        f"{of}whether only those are rung who speak the caller's language",
        yes_or_no(group.own_language),
    )
    yield Section.PEOPLE, f"{of}unanswered calls after which somebody counts as away", str(group.away_after)
    yield Section.PEOPLE, f"{of}how many callers wait at once", str(group.most_waiting)
    yield Section.PEOPLE, f"{of}how long a caller waits at most", seconds(group.longest_wait)


def _of_persons(
    old: Mapping[str, Representative], new: Mapping[str, Representative], groups: set[str]
) -> Iterator[Change]:
    for name in dict.fromkeys((*old, *new)):
        was, is_now = old.get(name), new.get(name)
        if was is None or is_now is None:
            texts = tuple("" if one is None else _in_groups(one, groups) for one in (was, is_now))
            here = was or is_now
            yield Change(Section.PEOPLE, kind_of(*texts), here.name if here else name, texts[0], texts[1])
            continue
        called = is_now.name if was.name == is_now.name else name
        yield from compared(_person(was, called, groups), _person(is_now, called, groups))
        if was.address != is_now.address:
            yield Change(Section.PEOPLE, Kind.CHANGED, f"the telephone of {called}")
    orders = [[name for name in one if name in old and name in new] for one in (old, new)]
    if orders[0] != orders[1]:
        names = [", ".join(new[one].name for one in order) for order in orders]
        yield Change(Section.PEOPLE, Kind.CHANGED, "the order in which people are listed", names[0], names[1])


def _in_groups(one: Representative, groups: set[str]) -> str:
    return f"takes calls of {', '.join(group for group in one.groups if group in groups)}"


def _person(one: Representative, of: str, groups: set[str]) -> Iterator[Setting]:
    yield Section.PEOPLE, f"{of}: the name", one.name
    yield Section.PEOPLE, f"{of}: the groups", ", ".join(group for group in one.groups if group in groups)
    yield Section.PEOPLE, f"{of}: the languages", ", ".join(one.languages)
    yield Section.PEOPLE, f"{of}: the skills", ", ".join(sorted(one.skills))
