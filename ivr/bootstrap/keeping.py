"""Secrets of this installation, made on its first start and kept beside the database."""

import contextlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from ivr.bootstrap.settings import Settings, file_of
from ivr.service.ports import StoreError


def kept(settings: Settings, name: str, make: Callable[[], str]) -> str:
    """A secret of this installation, made on the first start and kept beside the database, readable by its owner.
    Raises StoreError."""
    path = file_of(settings)
    if path is None:
        return make()
    file = path.with_name(f"{path.name}.{name}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            _write_once(file, make())
        return file.read_text().strip()
    except OSError as error:
        raise StoreError(f"{file} cannot be kept there: {error.strerror}") from None


def _write_once(file: Path, text: str) -> None:
    """Of several servers that start at once the first one's text stays, and no reader ever sees half of it."""
    descriptor, draft = tempfile.mkstemp(prefix=f"{file.name}.", dir=file.parent)
    try:
        with os.fdopen(descriptor, "w") as fresh:
            fresh.write(text)
        with contextlib.suppress(FileExistsError):
            os.link(draft, file)
    finally:
        Path(draft).unlink()
