"""How a text is written so that YAML reads it as it stands. Every help that shows a quoted value comes from here."""

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_SHOWN = 60
_SPELLED = 200


def quoted(text: str) -> str:
    """`text` in double quotes, or in single quotes when that needs no escapes; very long text is cut."""
    text = cut(text, _SPELLED)
    if not any(mark in text for mark in _ESCAPES):
        return f'"{text}"'
    if not any(mark in text for mark in "'\n\t\r"):
        return f"'{text}'"
    return '"' + "".join(_ESCAPES.get(mark, mark) for mark in text) + '"'


def entry(key: str, text: str) -> str:
    """One line of a mapping, or an item of a list when there is no key."""
    return f"{key}: {quoted(text)}" if key else quoted(text)


def shown(text: str) -> str:
    """`text` inside a sentence: on one line, in quotation marks, cut when it is long."""
    return f'"{cut(" ".join(text.split()), _SHOWN)}"'


def cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 3].rstrip() + "..."
