"""A line as git has it: the files of a folder at a revision, read without touching the working tree.

Nothing here goes through a shell, and nothing that was typed is taken for an option. Blobs are read as they are stored, so no
attribute of the repository changes them on the way.
"""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from posixpath import normpath
from tempfile import TemporaryDirectory

from ivr.cli.trouble import CannotRunError
from ivr.diagnostics import Diagnostic
from ivr.line.loading import LINE_FILE, Files, Loaded, files_of_folder, load
from ivr.source import Source

_READ = (".yaml", ".yml", ".po")
_ELSEWHERE = re.compile(r"^(?:like|shares)\s*:\s*[\"']?([^\s\"'#]+)", re.MULTILINE)
"""The folder of another line, whose files are needed as well."""
_FILES = ("100644", "100755")
"""What git calls an ordinary file; a link is none."""
SHORT = 12


@dataclass(frozen=True, slots=True)
class Repository:
    """`root` is the top folder of a working tree."""

    root: Path

    def commit(self, revision: str) -> str:
        """Raises CannotRunError."""
        found = (
            None
            if revision.startswith("-")
            else git(self.root, "rev-parse", "--verify", "-q", f"{revision}^{{commit}}")
        )
        if found is None:
            raise CannotRunError(
                f"git knows no revision {revision} in {self.root}, and there is no folder of that name; `git log` lists the "
                "revisions there are, and in a shallow clone `git fetch` brings more"
            )
        return found.decode().strip()

    def load(self, revision: str, folder: str) -> Loaded:
        """The line in a folder, named from the root, as it was at a revision. Raises CannotRunError."""
        commit = self.commit(revision)
        with TemporaryDirectory(prefix="ivr-diff-") as place:
            there = Path(place) / "repository"
            self._write(commit, folder, there)
            if not (there / folder / LINE_FILE).exists():
                what = f"no {LINE_FILE} in {folder}" if (there / folder).exists() else f"no folder {folder}"
                raise CannotRunError(f"there was {what} at {revision} ({commit[:SHORT]})")
            files = _called(files_of_folder(str(there / folder)), f"{there}/", f"{revision}:")
            return load(files, demonstration=False)

    def _write(self, commit: str, folder: str, there: Path) -> None:
        """The folder's files, and those of the lines that it is like or shares with."""
        ahead, seen = [folder], set[str]()
        while ahead:
            here = ahead.pop()
            if here in seen or here.startswith(".."):
                continue
            seen.add(here)
            for path, text in self._files(commit, here):
                (there / path).parent.mkdir(parents=True, exist_ok=True)
                (there / path).write_bytes(text)
            file = there / here / LINE_FILE
            if file.exists():
                written = file.read_text(encoding="utf-8", errors="replace")
                ahead += [normpath(f"{here}/{one}") for one in _ELSEWHERE.findall(written)]

    def _files(self, commit: str, folder: str) -> Iterator[tuple[str, bytes]]:
        below = [] if folder == "." else ["--", folder]
        rows = (git(self.root, "ls-tree", "-r", "-z", "--full-tree", commit, *below) or b"").split(b"\0")
        blobs = dict(_blobs(rows))
        texts = git(self.root, "cat-file", "--batch", given="".join(f"{one}\n" for one in blobs.values()).encode())
        yield from zip(blobs, _contents(texts or b""), strict=True)


def repository(folder: Path) -> Repository:
    """The one a folder is in. Raises CannotRunError."""
    found = git(folder, "rev-parse", "--show-toplevel")
    if found is None:
        raise CannotRunError(
            f"{folder} is in no git repository, so it has no earlier version; name two folders to compare"
        )
    return Repository(Path(found.decode().rstrip("\n")))


def from_root(repository: Repository, folder: Path) -> str:
    return str(PurePosixPath(folder.resolve().relative_to(repository.root.resolve()).as_posix()))


def git(folder: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """What git printed; None where it could not. Raises CannotRunError where there is no git."""
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and what was typed stands only where git reads a revision
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - the one on the user's own path
            input=given,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise CannotRunError("git is not installed, so there is no earlier version to read; name two folders") from None
    return done.stdout if done.returncode == 0 else None


def _blobs(rows: list[bytes]) -> Iterator[tuple[str, str]]:
    """Path and name of each file of ours. Source: git-ls-tree, "Output format"."""
    for row in filter(None, rows):
        about, _, path = row.decode(errors="surrogateescape").partition("\t")
        mode, _, name = about.split(" ")
        if mode in _FILES and path.endswith(_READ):
            yield path, name


def _contents(printed: bytes) -> Iterator[bytes]:
    """Source: git-cat-file, "Batch output": name, type and size in a row, and then the contents and a line feed."""
    at = 0
    while at < len(printed):
        end = printed.index(b"\n", at)
        size = int(printed[at:end].split(b" ")[2])
        yield printed[end + 1 : end + 1 + size]
        at = end + size + 2


def _called(files: Files, place: str, revision: str) -> Files:
    """Findings name a file by its revision, not by where it was put for a moment."""

    def read(name: str) -> Source | Diagnostic:
        source = files(name)
        if isinstance(source, Source):
            return replace(source, name=source.name.replace(place, revision))
        return replace(source, place=replace(source.place, file=source.place.file.replace(place, revision)))

    return read
