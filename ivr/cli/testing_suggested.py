"""`ivr test --suggest`: call files for what no call has tried, written into a folder; what none can be written for is told."""

from pathlib import Path

from ivr.cli.writing import write
from ivr.exploring.atlas import walk
from ivr.exploring.coverage import Coverage, Kind
from ivr.line.compile import compile_line
from ivr.line.loading import Loaded
from ivr.rehearsal.suggesting import Suggesting

NOT_SAYABLE = (
    "A call file cannot say these: they need a restart, an error of the carrier, a payment, a call back, an account that is not "
    "among the demonstration accounts, a place in line that takes its time, or a company.yaml that is otherwise."
)


def suggested(folder: Path, loaded: Loaded, found: Coverage, into: Path) -> None:
    """Files that are there already are left as they are. Raises CannotRunError."""
    if loaded.line is None:
        return
    suggesting = Suggesting(loaded, loaded.line, walk(compile_line(loaded.line).program))
    wanted = found.missing(Kind.WAY, Kind.ERROR)
    count = 0
    print(f"\n{folder.as_posix()}: {len(wanted)} ways are missing.")
    for one in suggesting.all(frozenset(row.way for row in wanted)):
        file = _free(into / one.name)
        write(file, one.text, folders=True)
        count += 1
        print(f"  {file.as_posix()}: {len(one.takes)} way{'s' * (len(one.takes) > 1)}")
    left = [row for row in wanted if row.way in suggesting.left]
    print(f"{count} call file{'s' * (count != 1)} for {len(wanted) - len(left)} of them.")
    if left:
        print(NOT_SAYABLE)
        print("\n".join(f"  {row.place}: {row.way.dialog} {row.way.name}" for row in left))


def _free(file: Path) -> Path:
    """A name that nothing bears."""
    stem, number = file.name.removesuffix(".call.yaml"), 1
    while file.exists():
        number += 1
        file = file.with_name(f"{stem}-{number}.call.yaml")
    return file
