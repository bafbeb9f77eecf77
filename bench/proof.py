"""What it costs to check a line and to prove it: processor time and memory, for the shipped line and for lines of any size.

    python bench/proof.py [--nodes 100,300,1000,3000,10000] [--languages 1,3] [--repeats 3] [--prove-up-to 3000] [--beside]

Every measurement is a process of its own, so that its memory is its own; the start of the interpreter, imports and the making of a line
are not counted. Times are of the processor; the least of the repeats is the cost, and the spread is how far the others were above it. The growth is
the slope of the logarithms: 1 is linear. `--beside` runs yamllint and check-jsonschema, where they are installed, over the same files.
"""

import argparse
import json
import math
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generated_line import generated

SHIPPED = Path(__file__).parents[1] / "menus" / "pay-my-bill"
MILLION = 1e6
MIB = 1024
Measured = Mapping[str, float]


# -- in a process of its own ------------------------------------------------------------------------------------------


def _timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _checked(folder: str) -> Measured:
    from ivr.checking.check import check  # noqa: PLC0415 - its import is no part of another measurement's memory
    from ivr.line.loading import files_of_folder, load  # noqa: PLC0415

    began = time.process_time()
    loaded = load(files_of_folder(folder))
    read = time.process_time() - began
    found: list[object] = []
    ruled = _timed(lambda: found.extend(check(loaded)))
    assert loaded.line is not None
    return {"seconds": read + ruled, "reading": read, "nodes": len(loaded.line.nodes), "findings": len(found)}


def _proved(folder: str) -> Measured:
    from ivr.checking.proving import prove  # noqa: PLC0415
    from ivr.checking.rule import Subject  # noqa: PLC0415
    from ivr.line.compile import compile_line  # noqa: PLC0415
    from ivr.line.loading import files_of_folder, load  # noqa: PLC0415

    began = time.process_time()
    line = load(files_of_folder(folder)).line
    assert line is not None
    found = prove(Subject(line, compile_line(line).program))
    atlas = found.proof.atlas
    return {
        "seconds": time.process_time() - began,
        "walking": found.walking,
        "nodes": len(line.nodes),
        "situations": found.situations,
        "edges": len(atlas.edges),
        "moves": found.moves,
        "breaks": len(found.breaks),
        "given up": found.given_up,
    }


def alone(what: str, folder: str) -> None:
    measured: Measured = {"check": _checked, "prove": _proved}[what](folder)
    print(json.dumps({**measured, "mib": _most_memory()}))


def _most_memory() -> float:
    """MiB. Of getrusage a process inherits what the one that began it had; Linux tells its own."""
    status = Path("/proc/self/status")
    if status.exists():
        told = next(row for row in status.read_text().splitlines() if row.startswith("VmHWM:"))
        return int(told.split()[1]) / MIB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB


# -- all of them ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """One line, measured several times."""

    name: str
    runs: Sequence[Measured]

    @property
    def best(self) -> Measured:
        return min(self.runs, key=lambda one: one["seconds"])

    @property
    def spread(self) -> float:
        """How far the slowest was above the fastest, in per cent."""
        return 100 * (max(one["seconds"] for one in self.runs) / self.best["seconds"] - 1)


def measured(what: str, folder: Path, repeats: int) -> list[Measured]:
    ran = [sys.executable, __file__, "--alone", what, str(folder)]
    done = (subprocess.run(ran, check=True, capture_output=True, text=True) for _ in range(repeats))
    return [json.loads(one.stdout) for one in done]


def slope(rows: Iterable[Row], of: str = "seconds") -> float:
    """Of a straight line through the logarithms, by least squares."""
    points = [(math.log(row.best["nodes"]), math.log(max(row.best[of], 1e-9))) for row in rows]
    if len(points) < 2:
        return math.nan
    x, y = (sum(one) / len(points) for one in zip(*points, strict=True))
    rise = math.fsum((a - x) * (b - y) for a, b in points)
    return rise / math.fsum((a - x) ** 2 for a, _ in points)


def _written(folder: Path, nodes: int, languages: int) -> Path:
    made = folder / f"{nodes}-nodes-{languages}"
    for name, text in generated(nodes, languages).items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(text, encoding="utf-8")
    return made


def _check_rows(rows: Sequence[Row]) -> None:
    print(f"{'check':24}{'nodes':>8}{'seconds':>10}{'spread':>9}{'reading':>10}{'MiB':>8}{'findings':>10}")
    for row in rows:
        one = row.best
        print(
            f"{row.name:24}{one['nodes']:8.0f}{one['seconds']:10.2f}{row.spread:8.0f}%{one['reading']:10.2f}"
            f"{one['mib']:8.0f}{one['findings']:10.0f}"
        )


def _proof_rows(rows: Sequence[Row]) -> None:
    heads = f"{'seconds':>10}{'spread':>9}{'walking':>10}{'situations':>12}{'edges':>10}{'moves':>10}{'us/move':>9}{'MiB':>8}"
    print(f"\n{'prove':24}{'nodes':>8}{heads}")
    for row in rows:
        one = row.best
        each = one["walking"] / one["moves"] * MILLION
        print(
            f"{row.name:24}{one['nodes']:8.0f}{one['seconds']:10.1f}{row.spread:8.0f}%{one['walking']:10.1f}"
            f"{one['situations']:12,.0f}{one['edges']:10,.0f}{one['moves']:10,.0f}{each:9.0f}{one['mib']:8.0f}"
            f"{'  given up' if one['given up'] else ''}"
        )


def _others(folder: Path) -> Sequence[tuple[str, ...]]:
    """What somebody would use who has only YAML and its schema, on the file that holds the nodes."""
    schema = folder.parent / "part.schema.json"
    ivr = str(Path(sys.executable).parent / "ivr")
    schema.write_text(subprocess.run([ivr, "schema", "part"], capture_output=True, text=True, check=True).stdout)
    nodes = str(folder / "generated.yaml")
    return [
        ("yamllint", "-d", "{extends: relaxed, rules: {line-length: disable}}", nodes),
        ("check-jsonschema", "--schemafile", str(schema), nodes),
    ]


def _beside(folder: Path, row: Row) -> None:
    """Their whole processes, less what each takes to print its version."""
    for name, *asked in _others(folder):
        program = shutil.which(name)
        if program is None:
            print(f"{name} is not installed")
            continue
        spent = _children([program, *asked]) - _children([program, "--version"])
        print(
            f"{name} takes {spent:.2f} s for {row.best['nodes']:.0f} nodes: {spent / row.best['seconds']:.2f} times ours"
        )


def _children(command: Sequence[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--nodes", default="100,300,1000,3000,10000")
    parser.add_argument("--languages", default="1,3")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--prove-up-to", type=int, default=3000)
    parser.add_argument("--beside", action="store_true")
    parser.add_argument("--alone", nargs=2, metavar=("WHAT", "FOLDER"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.alone:
        alone(*asked.alone)
        return
    with tempfile.TemporaryDirectory() as temporary:
        compare(Path(temporary), asked)


def compare(temporary: Path, asked: argparse.Namespace) -> None:
    sizes = [int(one) for one in asked.nodes.split(",")]
    spoken = [int(one) for one in asked.languages.split(",")]
    folders = {(size, count): _written(temporary, size, count) for count in spoken for size in sizes}
    checked = {
        key: Row(f"{key[1]} language{'s' * (key[1] > 1)}", measured("check", folder, asked.repeats))
        for key, folder in folders.items()
    }
    shipped = Row("pay-my-bill", measured("check", SHIPPED, asked.repeats))
    _check_rows([shipped, *checked.values()])
    for count in spoken:
        rows = [row for (_, languages), row in checked.items() if languages == count]
        if len(rows) > 1:
            print(f"growth, spoken in {count}: {slope(rows):.2f} of time, {slope(rows, 'mib'):.2f} of memory")
    if asked.beside:
        largest = (sizes[-1], spoken[0])
        _beside(folders[largest], checked[largest])
    proved = [
        Row(f"{count} language{'s' * (count > 1)}", measured("prove", folder, asked.repeats))
        for (size, count), folder in folders.items()
        if size <= asked.prove_up_to and count == spoken[0]
    ]
    _proof_rows([Row("pay-my-bill", measured("prove", SHIPPED, asked.repeats)), *proved])
    if len(proved) > 1:
        print(
            f"growth: {slope(proved):.2f} of time, {slope(proved, 'situations'):.2f} of situations, {slope(proved, 'mib'):.2f} of memory"
        )


if __name__ == "__main__":
    main()
