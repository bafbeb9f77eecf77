"""A line that is like another one: its line.yaml says `like: ../pay-my-bill` and nothing else, and every file that
stands beside it takes the place of the one there.

And a line that shares with another one: its line.yaml says `shares: ../pay-my-bill`, and has its company and its people
from there, each unless it has a file of its own. Whoever keeps the text of a line keeps these under their own names.

Messages name a file where it really stands.
"""

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path as FilePath

from ivr.diagnostics import Diagnostic
from ivr.line import mistakes
from ivr.reading.compose import compose, read_source
from ivr.reading.spelling import shown
from ivr.reading.tree import Scalar, Table, place_of
from ivr.source import Place, Source

LINE_FILE = "line.yaml"
LIKE = "like"
SHARES = "shares"
SHARED = {"company": "company.yaml", "representatives": "representatives.yaml"}
"""The keys of line.yaml whose files another line may have, and their usual names."""

_SAYS_LIKE = re.compile(rf"^{LIKE}\s*:", re.MULTILINE)


def layered(folder: str) -> Callable[[str], Source | Diagnostic]:
    """The files of a folder, and of the folders it is like where it has none of that name."""

    def read(name: str) -> Source | Diagnostic:
        path = FilePath(folder) / name
        if name == LINE_FILE or path.exists():
            source = read_source(path)
            if name != LINE_FILE or not _may_say_like(source):
                return source
        folders = _folders(FilePath(folder))
        return folders if isinstance(folders, Diagnostic) else _first(folders, name)

    return read


def where_is(folder: str, name: str) -> FilePath:
    """The path of a file of a line, whichever folder it stands in; in the line's own where there is none."""
    folders = _folders(FilePath(folder))
    there = [] if isinstance(folders, Diagnostic) else [one / name for one in folders if (one / name).exists()]
    return there[0] if there else FilePath(folder) / name


def _first(folders: Sequence[FilePath], name: str) -> Source | Diagnostic:
    """A line.yaml that says `like` is none of those: it is spoken for by the last."""
    layers = folders[-1:] if name == LINE_FILE else folders
    path = next((one / name for one in layers if (one / name).exists()), layers[-1] / name)
    return read_source(path if path.exists() else _shared(layers[-1], name) or path)


def _shared(folder: FilePath, name: str) -> FilePath | None:
    """Where a file stands that a folder has from another line; None for one it cannot have from there."""
    tree = _tree(folder) if name != LINE_FILE else None
    shares = None if tree is None else tree.get(SHARES)
    if tree is None or not isinstance(shares, Scalar) or not is_folder_nearby(shares.text):
        return None
    written = {key: tree.get(key) for key in SHARED}
    if name not in [one.text if isinstance(one, Scalar) else SHARED[key] for key, one in written.items()]:
        return None
    there = _named(folder / shares.text)
    folders = _folders(there)
    layers = [there] if isinstance(folders, Diagnostic) else folders
    return next((one / name for one in layers if (one / name).exists()), there / name)


def is_folder_nearby(text: str) -> bool:
    """Whether this is the way from one folder to another, such as ../pay-my-bill: some steps up, then down."""
    parts = text.split("/")
    down = [part for part in parts if part != ".."]
    ups_first = parts == [".."] * (len(parts) - len(down)) + down
    return ups_first and bool(down) and not any(part in ("", ".") or "\\" in part for part in down)


def _tree(folder: FilePath) -> Table | None:
    source = read_source(folder / LINE_FILE)
    tree = None if isinstance(source, Diagnostic) else compose(source).tree
    return tree if isinstance(tree, Table) else None


def _folders(folder: FilePath) -> list[FilePath] | Diagnostic:
    """From a folder to the one whose line.yaml is a line."""
    folders, seen = [folder], {folder.resolve()}
    while (like := _like(folders[-1])) is not None:
        if isinstance(like, Diagnostic):
            return like
        there = _named(folders[-1] / like.text)
        if like.text and there.resolve() in seen:
            return mistakes.LIKE_NOWHERE.at(
                like.place, "This line is like itself in the end.", "Name the folder of a line that has nodes."
            )
        if not like.text or not (there / LINE_FILE).is_file():
            return mistakes.LIKE_NOWHERE.at(
                like.place,
                f"There is no {LINE_FILE} in {shown(str(there))}, so no line can be like it.",
                "Write the way from this folder to that of the other line, such as ../pay-my-bill.",
            )
        folders.append(there)
        seen.add(there.resolve())
    return folders


def _like(folder: FilePath) -> Scalar | Diagnostic | None:
    """What a line.yaml says it is like; None where it is a line of its own, or so broken that it says nothing."""
    source = read_source(folder / LINE_FILE)
    if isinstance(source, Diagnostic) or not _may_say_like(source):
        return None
    composed = compose(source)
    tree = composed.tree
    if composed.findings or not isinstance(tree, Table):
        return None
    like = tree.get(LIKE)
    for key, _ in tree.entries:
        if key.text != LIKE:
            return _beside(key.place, key.text)
    if isinstance(like, Scalar):
        return like
    return mistakes.LIKE_NOWHERE.at(
        place_of(tree, (LIKE,)), "One line is like one other.", f"Write the folder of that line: {LIKE}: ../pay-my-bill"
    )


def _may_say_like(source: Source | Diagnostic) -> bool:
    """A quick look: most lines are lines of their own."""
    return isinstance(source, Source) and _SAYS_LIKE.search(source.text) is not None


def _beside(place: Place, key: str) -> Diagnostic:
    return mistakes.LIKE_BESIDE_KEYS.at(
        place,
        f"A {LINE_FILE} that says {LIKE} says nothing else, so {shown(key)} does nothing here.",
        f"Take it out, or take {LIKE} out and write a line of its own; other files may stand beside this one.",
    )


def _named(path: FilePath) -> FilePath:
    """Without `..` where that is the same folder: what is short is easier to find."""
    short = FilePath(os.path.normpath(path))
    return short if path.exists() and short.exists() and short.samefile(path) else path
