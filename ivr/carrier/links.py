"""Links and tokens in a text message, as they may be printed.

Whoever has the last part of a payment link can pay with it, or see whose bill it is: host and path are shown, the last
part of the path and what stands behind a question mark are not.
"""

import re

HIDDEN = "\N{HORIZONTAL ELLIPSIS}"
_LINK = re.compile(r"(?:https?://|\b(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?/)[^\s<>\"]+", re.IGNORECASE)
_TOKEN = re.compile(r"(?<![\w/.-])(?=[\w.-]*\d)(?=[\w.-]*[A-Za-z])[\w.-]{12,}")
_END = ".,;:!?)]'"
_ENDS_A_PATH = re.compile(r"[a-z][a-z-]{0,19}(?:\.[a-z]+)?")
"""What may be shown of a path before a query: a word of somebody's, never one that was drawn by lot."""
_DRAWN = re.compile(r"(?=[^/]*\d)[^/]{8,}|[^/]{20,}")


def mask_links(text: str) -> str:
    """The same text without what a link or a token of its own opens."""
    return _TOKEN.sub(HIDDEN, _LINK.sub(_masked, text))


def _masked(found: re.Match[str]) -> str:
    link = found[0].rstrip(_END)
    rest, mark, _ = _parted(link)
    scheme, colon, rest = rest.rpartition("://")
    host, *path = rest.split("/")
    if path and not (mark and _ENDS_A_PATH.fullmatch(path[-1])):
        path[-1] = HIDDEN if path[-1] else ""
    shown = [HIDDEN if _DRAWN.fullmatch(part) else part for part in path]
    query = f"{mark}{HIDDEN}" if mark else ""
    return f"{scheme}{colon}{'/'.join([host.rpartition('@')[2], *shown])}{query}{found[0][len(link) :]}"


def _parted(link: str) -> tuple[str, str, str]:
    """At the first ? or #."""
    found = re.search(r"[?#]", link)
    return (link, "", "") if found is None else (link[: found.start()], found[0], link[found.end() :])
