"""What a suggested call is called: its file after the node and the ways it is for, its title the same in a sentence."""

from ivr.exploring.coverage_naming import Way
from ivr.exploring.coverage_routes import Route
from ivr.line.reach import node_of

_MOST = 2
"""Nodes, and ways, in the name of a file."""
_WORDS = {
    "noinput": ("silence", "keeps silent"),
    "nomatch": ("wrong-keys", "keys what was not asked for"),
    "exhausted": ("exhausted", "has used up every attempt"),
    "key": ("key-{}", "presses {}"),
    "*": ("back", "goes back"),
    "keyed": ("keyed", "answers"),
    "card": ("card-number", "keys a card number"),
    "next": ("on", "is led on"),
    "case": ("case-{}", "is led on by case {}"),
    "open": ("open", "finds it open"),
    "closed": ("closed", "finds it closed"),
    "holiday": ("holiday", "finds that it is a holiday"),
    "emergency": ("emergency", "hears of an emergency"),
    "busy": ("busy", "finds everybody busy"),
    "noanswer": ("no-answer", "finds that nobody answers"),
    "failed": ("failed", "finds that nobody can be reached"),
    "down": ("down", "cannot be looked up"),
    "refused": ("refused", "is not found"),
    "verified": ("verified", "is found"),
    "recognised": ("recognised", "is found"),
    "left": ("message", "leaves a message"),
    "empty": ("no-message", "leaves no message"),
    "otherwise": ("otherwise", "is led on otherwise"),
}


def file_name(route: Route) -> str:
    """Without its ending."""
    parts = []
    for node in _nodes(route)[:_MOST]:
        ways = list(dict.fromkeys(_words(way)[0] for way in _ways(route, node)))[:_MOST]
        parts.append("-".join([node, *ways]))
    return "-then-".join(parts).replace("_", "-")


def title(route: Route) -> str:
    """One sentence, without its full stop."""
    clauses = []
    for node in _nodes(route):
        did = list(dict.fromkeys(_words(way)[1] for way in _ways(route, node)))
        clauses.append(f"at {node.replace('_', ' ')} {_listed(did)}")
    return f"A caller {_listed(clauses)}" if len(clauses) == 1 else f"A caller {'; '.join(clauses)}"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _nodes(route: Route) -> list[str]:
    return list(dict.fromkeys(str(node_of(way.dialog)) for way in route.takes))


def _ways(route: Route, node: str) -> list[Way]:
    return [way for way in route.takes if node_of(way.dialog) == node]


def _words(way: Way) -> tuple[str, str]:
    word, _, rest = way.name.partition(" ")
    slug, sentence = _WORDS.get(word, (word, f"comes to {way.name}"))
    return slug.format(rest), sentence.format(rest)
