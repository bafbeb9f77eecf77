"""The settings of an editor: schemas are added, and nothing that stands there is lost.

Settings may hold comments, which would be. Such a file is left alone, and its owner is told what to write.
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

SCHEMAS_KEY = "yaml.schemas"

Schemas = Mapping[str, Sequence[str]]


class NotOursError(Exception):
    """The settings cannot be changed without losing something. The message says why."""


def with_schemas(text: str, schemas: Schemas) -> str:
    """Settings, as JSON, in which files are held against schemas. Raises NotOursError."""
    settings = _read(text)
    entries = settings.get(SCHEMAS_KEY, {})
    if not isinstance(entries, dict):
        raise NotOursError(f"{SCHEMAS_KEY} is no object there")
    merged = {**entries, **{name: _joined(entries.get(name, []), files) for name, files in schemas.items()}}
    if merged == entries:
        return text
    return json.dumps({**settings, SCHEMAS_KEY: merged}, indent=_indent(text), ensure_ascii=False) + "\n"


def to_add(schemas: Schemas) -> str:
    """What is to be written by hand."""
    lines = json.dumps({SCHEMAS_KEY: schemas}, indent=2, ensure_ascii=False).splitlines()
    return "\n".join(lines[1:-1])


def change(file: Path, schemas: Schemas) -> bool:
    """Whether anything was to be changed. Raises NotOursError, and OSError."""
    try:
        before = file.read_text(encoding="utf-8") if file.exists() else ""
    except UnicodeDecodeError:
        raise NotOursError("it is not text in UTF-8") from None
    after = with_schemas(before, schemas)
    if after == before:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(after, encoding="utf-8")
    return True


def _read(text: str) -> dict[str, object]:
    if not text.strip():
        return {}
    try:
        settings = json.loads(text, object_pairs_hook=_each_once)
    except json.JSONDecodeError:
        raise NotOursError("it is not plain JSON; perhaps it holds comments") from None
    if not isinstance(settings, dict):
        raise NotOursError("it is no object")
    return settings


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len(dict(pairs)) < len(pairs):
        raise NotOursError("it has a key twice")
    return dict(pairs)


def _joined(before: object, files: Sequence[str]) -> list[str]:
    """The files an entry had, as one or as a list, and ours. Raises NotOursError."""
    had = [before] if isinstance(before, str) else before
    if not isinstance(had, list) or not all(isinstance(one, str) for one in had):
        raise NotOursError(f"an entry of {SCHEMAS_KEY} is neither a text nor a list of texts")
    return list(dict.fromkeys([*had, *files]))


def _indent(text: str) -> str | int:
    """As it is indented already; else as VS Code does."""
    found = re.search(r"^([ \t]+)\S", text, re.MULTILINE)
    return found[1] if found else 4
