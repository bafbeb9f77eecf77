"""Whatever bytes stand in the files of a line, `ivr check` answers with findings: never with an exception, and soon.

The files are those of a good line that uses most of what there is, and of the shipped ones; one of them is spoiled at a
time, in the ways in which files are spoiled: by editors, by merges, by transfers, by people who try what happens. A line
that is still sound is walked a little way as well. How many are tried is FUZZ_EXAMPLES; `make long` tries as many as take
ten minutes on one core.
"""

import os
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.checking.check import Call, check
from ivr.diagnostics import Diagnostic, Severity
from ivr.dialog.step import EndlessLineError
from ivr.exploring.atlas import walk
from ivr.line.compile import compile_line
from ivr.line.loading import Files, load
from ivr.reading.compose import read_source
from ivr.source import Place, Source

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests/faults/line"
SHIPPED = ROOT / "menus/pay-my-bill"
TODAY = date(2026, 11, 24)
SAMPLE, TEN_MINUTES = 14, 4_000
"""Examples of each test of the small line. All three tests take ten minutes of one core's time: 3,000, 3,000 and 100 took 484 s."""
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", TEN_MINUTES if os.environ.get("IVR_EXAMPLES") == "long" else SAMPLE))
LONGEST = 20.0
"""Seconds that no file may take, on a machine that does something else as well."""

SPOILS = (
    *(b"\x00", b"\r", b"\r\n", b"\t", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xfe\xff", b"\x1b[31m"),
    *("\u2028", "\u202e", "\x85", "\u00a0", "\u0130", "\U0001f600", "\ufffe", "e\u0301", "\u0660", "\uff11"),
    *(
        b"&a ",
        b"*a",
        b"!!python/object:os.system ",
        b"!<tag:x> ",
        b"<<: ",
        b"? ",
        b"- - - ",
        b"|\n",
        b">-9\n",
        b"%YAML 9.9\n",
    ),
    *(
        b"---\n",
        b"...\n",
        b"{",
        b"}",
        b"[",
        b"]",
        b"[" * 300,
        b"{a: " * 200,
        b"- " * 400,
        b'"',
        b"'",
        b"#",
        b": ",
        b":",
        b",",
    ),
    *(
        b"9" * 5000,
        b"1e999",
        b"-0",
        b"0x1f",
        b"1_000",
        b".nan",
        b"~",
        b"99999999999999999999 s",
        b"12:60",
        b"2026-02-30",
    ),
    *(
        b"{",
        b"{company.",
        b"{account.balance}",
        b"{}",
        b"{{",
        b"\\x",
        b'"\\U00110000"',
        b'"\\ud800"',
        b'msgid "',
        b"msgctxt ",
    ),
    *(
        b"if: ",
        b"go: greeting\n",
        b"\n  main:\n    say: x\n",
        b"like: .\n",
        b"shares: ..\n",
        b"parts: [line.yaml]\n",
        b"a" * 100_000,
    ),
)


def _pieces() -> st.SearchStrategy[bytes]:
    known = st.sampled_from([one.encode() if isinstance(one, str) else one for one in SPOILS])
    return known | st.binary(max_size=8) | st.text(max_size=6).map(lambda text: text.encode(errors="surrogatepass"))


def _insert(data: bytes, at: int, length: int, piece: bytes) -> bytes:
    return data[:at] + piece + data[at:] if length % 2 else data[:at] + piece + data[at + len(piece) :]


def _flip(data: bytes, at: int, length: int, piece: bytes) -> bytes:
    del piece
    return data[:at] + bytes(one ^ (1 << length % 8) for one in data[at : at + 1]) + data[at + 1 :]


def _cut(data: bytes, at: int, length: int, piece: bytes) -> bytes:
    del piece
    return data[:at] + data[at + length :]


def _twice(data: bytes, at: int, length: int, piece: bytes) -> bytes:
    return data[: at + length] + piece[: length % 3] + data[at:]


def _end(data: bytes, at: int, length: int, piece: bytes) -> bytes:
    return data[:at] + piece if length % 2 else data[at:]


def _swap(data: bytes, at: int, length: int, piece: bytes) -> bytes:
    """Rows change their places, or are indented otherwise."""
    del piece
    rows = data.split(b"\n")
    one, other = at % len(rows), (at + length) % len(rows)
    rows[one], rows[other] = rows[other], b" " * (length % 5) + rows[one].lstrip()
    return b"\n".join(rows)


def _alter(data: bytes, at: int, length: int, piece: bytes) -> bytes:
    """What stands behind a colon is something else."""
    rows = data.split(b"\n")
    row = at % len(rows)
    key, colon, _ = rows[row].partition(b":")
    rows[row] = key + colon + b" " + piece if length % 4 else piece + colon + rows[row]
    return b"\n".join(rows)


SPOILING: tuple[Callable[[bytes, int, int, bytes], bytes], ...] = (_insert, _flip, _cut, _twice, _end, _swap, _alter)


def _spoiled(data: bytes, spoils: list[tuple[int, float, int, bytes]]) -> bytes:
    for way, share, length, piece in spoils:
        data = SPOILING[way](data, int(share * len(data)), length, piece)
    return data


def _spoils() -> st.SearchStrategy[list[tuple[int, float, int, bytes]]]:
    where = st.floats(0, 1, allow_nan=False)
    one = st.tuples(st.integers(0, len(SPOILING) - 1), where, st.integers(0, 60), _pieces())
    return st.lists(one, min_size=1, max_size=4)


def _of(folder: Path) -> Mapping[str, bytes]:
    suffixes = (".yaml", ".po")
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.suffix in suffixes
    }


def _read(name: str, data: bytes, folder: Path) -> Call:
    """As a file of these bytes is read."""
    file = folder / "spoiled"
    file.write_bytes(data)
    source = read_source(file)
    if isinstance(source, Source):
        return Source(name, source.text)
    return Diagnostic(source.code, source.name, Place(name, 1, 1), source.message, source.help)


def _files(texts: Mapping[str, Call]) -> Files:
    missing = Diagnostic("IVR001", "missing-file", Place("?", 1, 1), "There is no such file.")
    return lambda name: texts.get(name, missing)


def _examine(texts: Mapping[str, Call]) -> list[Diagnostic]:
    """All that commands do with a line before they run it."""
    loaded = load(_files(texts))
    found = check(loaded, TODAY, [one for name, one in texts.items() if name.endswith(".call.yaml")])
    assert all(one.place.line >= 1 and one.place.column >= 1 and one.message for one in found)
    assert all(str(one).isprintable() or "\n" in str(one) for one in found)
    if loaded.line is not None and not any(one.severity is Severity.ERROR for one in found):
        try:
            walk(compile_line(loaded.line).program, most=60)
        except EndlessLineError:  # a walk notes those it comes to, and raises none
            pytest.fail("a walk raised what it should note")
    return found


GOOD = _of(SMALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(name=st.sampled_from(sorted(GOOD)), spoils=_spoils())
def test_a_spoiled_file_of_a_line_gives_findings_and_no_exception(
    folder: Path, name: str, spoils: list[tuple[int, float, int, bytes]]
) -> None:
    before = time.process_time()
    texts = {one: _read(one, _spoiled(data, spoils) if one == name else data, folder) for one, data in GOOD.items()}
    _examine(texts)
    assert time.process_time() - before < LONGEST


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    name=st.sampled_from(sorted(GOOD)), data=st.binary(max_size=400) | st.lists(_pieces(), max_size=12).map(b"".join)
)
def test_bytes_that_are_no_file_of_a_line_give_findings(folder: Path, name: str, data: bytes) -> None:
    """In the place of any file there is; those of nodes, calls and catalogues may be empty without harm."""
    texts = {one: _read(one, data if one == name else good, folder) for one, good in GOOD.items()}
    _examine(texts)


@pytest.mark.long
@settings(max_examples=max(EXAMPLES // 30, 1), deadline=None, suppress_health_check=list(HealthCheck))
@given(name=st.sampled_from(sorted(_of(SHIPPED))), spoils=_spoils())
def test_a_spoiled_file_of_the_shipped_line_gives_findings(
    folder: Path, name: str, spoils: list[tuple[int, float, int, bytes]]
) -> None:
    texts = {
        one: _read(one, _spoiled(data, spoils) if one == name else data, folder) for one, data in _of(SHIPPED).items()
    }
    _examine(texts)
