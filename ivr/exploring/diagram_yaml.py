"""The text of a node as its author wrote it: its line, and everything below that is indented deeper."""

from ivr.source import Place


def written(text: str, place: Place) -> str:
    """Empty where the text is not there."""
    lines = text.splitlines()[place.line - 1 :]
    indent = place.column - 1
    if not lines:
        return ""
    taken = [lines[0]]
    for one in lines[1:]:
        if one.strip() and _depth(one) <= indent:
            break
        taken.append(one)
    while len(taken) > 1 and not taken[-1].strip():
        taken.pop()
    return "\n".join(one[indent:] for one in taken)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
