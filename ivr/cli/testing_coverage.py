"""Coverage of the lines that `ivr test` called: told, written, and held against what line.yaml asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ivr.cli.testing import Wanted, counted
from ivr.cli.writing import write
from ivr.exploring.coverage import Coverage, Kind, coverage
from ivr.line.line import Line
from ivr.line.loading import LINE_FILE, Loaded
from ivr.rehearsal.covering import Notebook, ways
from ivr.rehearsal.trying import Lines
from ivr.reporting.coverage_html import as_html
from ivr.reporting.coverage_lcov import as_lcov
from ivr.reporting.coverage_text import as_text


@dataclass(slots=True)
class Covering:
    """`kept` is the folder in which the ways there are of a line are kept."""

    wanted: Wanted
    lines: Lines
    kept: Path | None
    _lcov: list[str] = field(default_factory=list)

    def told(self, notebooks: Mapping[Path, Notebook], elsewhere: Sequence[str]) -> bool:
        """Whether every line was tried as far as it asks for."""
        enough = [self._line(folder, notebook) for folder, notebook in sorted(notebooks.items())]
        if self.wanted.lcov is not None:
            write(self.wanted.lcov, "".join(self._lcov), folders=True)
            print(f"{self.wanted.lcov}: {counted(len(self._lcov), 'line')}.")
        for call in elsewhere:
            print(f"{call} calls a line elsewhere, so nothing is known of the ways it took.")
        return all(enough)

    def _line(self, folder: Path, notebook: Notebook) -> bool:
        loaded = self.lines.of(folder)
        line = loaded.line
        if line is None:
            return False
        found = coverage(line, ways(line, self.kept), notebook.taken)
        title = f"{folder.as_posix()}: {counted(len(notebook.taken), 'call')}"
        if self.wanted.coverage:
            print(f"\n{as_text(found, title)}")
        self._files(folder, loaded, found, title)
        if self.wanted.suggest is not None:
            self._suggested(folder, loaded, found, self.wanted.suggest)
        return enough(folder, line, found)

    def _files(self, folder: Path, loaded: Loaded, found: Coverage, title: str) -> None:
        if self.wanted.html is not None:
            page = self.wanted.html / f"{folder.resolve().name}.html"
            write(page, as_html(found, title, loaded.texts), folders=True)
            taken = ", ".join(f"{found.share(kind).percent}% of {kind}s" for kind in (Kind.WAY, Kind.ERROR))
            print(f"{page}: {taken} taken.")
        if self.wanted.lcov is not None:
            self._lcov.append(as_lcov(found, folder.resolve().name))

    def _suggested(self, folder: Path, loaded: Loaded, found: Coverage, into: Path) -> None:
        from ivr.cli.testing_suggested import suggested  # noqa: PLC0415 - it walks the line, which takes long

        suggested(folder, loaded, found, into)


def enough(folder: Path, line: Line, found: Coverage) -> bool:
    """Whether as much was tried as line.yaml asks for; says how much is lacking. A line that is like another one has no say of its
    own, and what the other one asks of its calls is not asked of these."""
    if Path(line.file_tree.place.file) != folder / LINE_FILE:
        return True
    wanted = line.file.coverage
    short = [
        f"{folder.as_posix()}: {found.share(kind).percent}% of {kind}s were taken, and line.yaml asks for {least}%: "
        f"{_lacking(found, kind, least)} more."
        for kind, least in ((Kind.WAY, wanted.least), (Kind.ERROR, wanted.least_errors))
        if least is not None and found.share(kind).percent < least
    ]
    for sentence in short:
        print(f"\n{sentence}")
    return not short


def _lacking(found: Coverage, kind: Kind, least: int) -> int:
    """How many ways more would be enough."""
    one = found.share(kind)
    return -(-one.there * least // 100) - one.taken
