"""Whether one word is another with a slip of a finger: one letter too many, too few, wrong, or two changed over.

"Did you mean" may guess; what is written into an author's file may not.
"""

_SHORTEST = 4


def is_slip(written: str, meant: str) -> bool:
    """Short words are never slips of one another: too many of them are one letter apart."""
    if min(len(written), len(meant)) < _SHORTEST or written == meant:
        return False
    start = _shared(written, meant)
    one, other = written[start:], meant[start:]
    return (
        one[1:] == other  # too many
        or one == other[1:]  # too few
        or one[1:] == other[1:]  # wrong
        or (one[:2] == other[1::-1] and one[2:] == other[2:])  # changed over
    )


def only_slip(written: str, known: "frozenset[str] | set[str]") -> str | None:
    """The only known word that this is a slip of."""
    meant = [one for one in sorted(known) if is_slip(written, one)]
    return meant[0] if len(meant) == 1 else None


def _shared(one: str, other: str) -> int:
    for number, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return number
    return min(len(one), len(other))
