"""Every call of the lines that come with this project, played with a database in a file, all logs and a trace: and then
everything is searched at once. What may be seen of a number is its last four digits, of a PIN nothing."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from click.testing import CliRunner, Result
from leaks.leak_search import ROOT, Known, leaks
from structlog.testing import capture_logs

from ivr.carrier.happenings import Texted
from ivr.carrier.masking import digits_in
from ivr.carrier.network import Call
from ivr.carrier.tracing import Tracer
from ivr.cli.main import main
from ivr.line.callfile import CallFile, PayStep, Press
from ivr.rehearsal.finding import call_files, line_folder, read
from ivr.rehearsal.playing import play
from ivr.rehearsal.trying import Lines

MENUS = ROOT / "menus"
CALLS = list(call_files([MENUS]))
LINES = Lines()
TOKEN = re.compile(r"[a-z]{40}")
NUMBER = re.compile(r"press: \"[0-9 ]{4,}")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was keyed on a call: long numbers, and the proofs and codes of a few digits, which stand in fields alone."""

    long: frozenset[str]
    short: frozenset[str]


def typed(call: CallFile) -> Typed:
    pressed = {re.sub(r"\D", "", step.press) for step, _ in call.steps if isinstance(step, Press)}
    paid = {one for step, _ in call.steps if isinstance(step, PayStep) for one in details(step)}
    long = {one for one in pressed | paid if len(one) >= 8 and len(one) != 10}  # a telephone number has ten
    amounts = {re.sub(r"\D", "", step.press) for step, _ in call.steps if isinstance(step, Press) and "#" in step.press}
    return Typed(frozenset(long), frozenset(one for one in (pressed - amounts) | paid if 3 <= len(one) < 8))


def details(step: PayStep) -> Iterator[str]:
    given = step.pay
    yield from (
        one for one in (given.card, given.expires, given.code, given.postal, given.routing, given.account) if one
    )


@dataclass(frozen=True, slots=True)
class Told:
    """All that one call left behind: `fields` are texts in which a PIN would stand by itself, `texts` all the others."""

    fields: dict[str, str]
    texts: dict[str, str]
    tokens: frozenset[str]


def played(file: Path, database: Path) -> tuple[CallFile, Told]:
    call, tracer = read(file), Tracer()
    loaded = LINES.called_by(call, line_folder(file))
    with capture_logs() as logs:
        done = play(call, loaded, database, tracer)
    log = "\n".join(str(one) for one in logs)
    fields = {"log": log, "URLs": "\n".join(one.url for one in done.made), **columns(database)}
    texts = {"transcript": str(done.transcript), "trace": tracer.text(done), "debugger": str(done.debugger)}
    return call, Told(fields, texts | whispers(done), frozenset(tokens(done)))


def columns(database: Path) -> dict[str, str]:
    """Every value of every table that is text."""
    found: dict[str, str] = {}
    with closing(sqlite3.connect(database)) as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if table != "sources":  # the line's own files, prompts and company
                rows = connection.execute(f"SELECT * FROM {table}").fetchall()
                found[f"table {table}"] = "\n".join(
                    str(value) for row in rows for value in row if isinstance(value, str)
                )
    return found


def whispers(call: Call) -> dict[str, str]:
    return {f"whisper to {leg.name}": call.transcript.raw(leg.name) for leg in call.legs if leg.name != "caller"}


def tokens(call: Call) -> Iterator[str]:
    for one in call.legs[0].room.log:
        if isinstance(one.what, Texted):
            yield from TOKEN.findall(one.what.body)


def each() -> Iterator[ParameterSet]:
    """A call in which nothing but keys of menus is pressed has little to hide: those are for `make long`, and so are nine of ten
    of the rest."""
    for number, file in enumerate(CALLS):
        text = file.read_text()
        something = "pay:" in text or "text:" in text or bool(NUMBER.search(text))
        marks = [] if number % (20 if something else 96) == 0 else [pytest.mark.long]
        yield pytest.param(file, id=file.name.partition(".")[0], marks=marks)


@pytest.mark.parametrize("file", list(each()))
def test_no_call_leaves_a_whole_number_a_pin_a_card_or_a_link_anywhere(file: Path, tmp_path: Path) -> None:
    call, told = played(file, tmp_path / "calls.db")
    keyed = typed(call)
    known = Known(set(keyed.long | keyed.short), set(told.tokens))
    for where, text in {**told.fields, **told.texts}.items():
        assert [str(one) for one in leaks(text, known)] == [], where
    for where, text in told.fields.items():
        alone = re.compile(rf"(?<![0-9A-Za-z.:+-])(?:{'|'.join(keyed.short) or '(?!)'})(?![0-9A-Za-z.:-])")
        assert not alone.search(text), f"{where} holds a PIN or a code by itself"
    for where, text in told.texts.items():
        if where.startswith("whisper"):
            assert max(map(len, digits_in(re.sub(r"press \w+", "", text))), default=0) <= 4, where
    assert_not_in_files(tmp_path, keyed, told)


def assert_not_in_files(folder: Path, keyed: Typed, told: Told) -> None:
    """No byte of the database and of what stands beside it, its journal of changes among that, is part of a number."""
    raw = b"\n".join(one.read_bytes() for one in folder.rglob("*") if one.is_file())
    assert len(raw) > 4096
    for number in keyed.long:
        assert number.encode() not in raw
        assert len(set(number)) < 3 or number[:-4].encode() not in raw
    assert not [1 for token in told.tokens if token.encode() in raw]


@pytest.fixture
def ivr(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(ROOT)
    return lambda *arguments: CliRunner().invoke(main, list(arguments))


PLAYED = ["keypad-all-of-it", "link-to-this-phone", "language-indonesian", "language-spanish", "card-number-instead"]


@pytest.mark.parametrize("name", PLAYED)
def test_what_ivr_test_prints_shows_four_digits_at_most(ivr: Callable[..., Result], name: str) -> None:
    file = MENUS / "pay-my-bill" / "calls" / f"{name}.call.yaml"
    done = ivr("test", "--show", str(file))
    assert (done.exit_code, "presses ••••" in done.output) == (0, True)
    assert [str(one) for one in leaks(done.output, Known(set(typed(read(file)).long)))] == []


@pytest.mark.parametrize(
    "keys", ["2 8448200012345678 1 2580 h", "9 3 2 8448200012345678 1 2580 h", "1 4111111111111111# h"]
)
def test_what_ivr_call_traces_shows_four_digits_at_most(ivr: Callable[..., Result], keys: str) -> None:
    """Documents that read a number back are in it, and the forms that brought it."""
    done = ivr("call", "menus/pay-my-bill", "--keys", keys, "--trace", "--at", "2026-11-24 10:05 America/New_York")
    assert (done.exit_code, "Digits" in done.output) == (0, True)
    assert [str(one) for one in leaks(done.output, Known({"8448200012345678", "2580"}))] == []
    assert not re.search(r"(?<!\d)2580(?!\d)", done.output)


def test_the_search_would_have_found_them() -> None:
    """Of the calls there are, some pay by card, some by link, and many are verified."""
    every = [typed(read(file)) for file in CALLS]
    assert any("4111111111111111" in one.long for one in every)
    assert sum("2580" in one.short for one in every) > 10
    assert len(CALLS) > 80
