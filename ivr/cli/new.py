"""`ivr new`: a line of one's own, begun from the template beside this file or as a copy of another line.

What would have mistakes is not made, and what cannot be made whole is not left behind in part.
"""

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from ivr.cli.lines import load_folder
from ivr.cli.schema_files import FOLDER as SCHEMAS
from ivr.cli.schema_files import write_schemas
from ivr.cli.trouble import CannotRunError, told_plainly
from ivr.diagnostics import Diagnostic, Severity
from ivr.line.callfile import read_call
from ivr.line.catalogue import FOLDER
from ivr.line.line import Line
from ivr.line.loading import LINE_FILE, Files, files_of_folder, files_of_text, load
from ivr.rehearsal.finding import CALL_SUFFIX
from ivr.service.lines import BrokenLineError
from ivr.source import Source

TEMPLATE = ("templates", "line")
OWNER_ONLY = 0o600
ANYBODY = 0o666
"""Less what the umask says."""

_NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
_PLAIN = re.compile(r"\w[\w .&-]*\w")
"""What a YAML file may hold without quotes."""
_VALUE = r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|.*?)"""


@dataclass(frozen=True, slots=True)
class Model:
    """The files of a line by their names. `private` are those that only their owner can read: saved calls, which hold
    what was keyed."""

    texts: Mapping[str, str]
    private: frozenset[str] = frozenset()


@click.command
@click.argument("folder", metavar="NAME", type=click.Path(path_type=Path))
@click.option("--from", "origin", metavar="FOLDER", help="Begin as a copy of this line; else with a small one.")
@click.option("--name", "company", help="The name of the company, as it is spoken.")
def new(folder: Path, origin: str | None, company: str | None) -> None:
    """Start a line: a folder with everything in it.

    NAME is the folder, and its last part is the name of the line: my-line, or menus/my-line. Without --from, it is a
    small line with comments that explain it. A copy of another line gets that line's files, calls and translations,
    and a company named after the folder where --name says nothing else. Beside it, in .ivr, stands what editors need.
    """
    name = _line_name(folder)
    _refuse_taken(folder)
    with told_plainly():
        model = _template() if origin is None else _copy_of(origin)
    spoken = _company_name(company) if company is not None else _titled(name) if origin else None
    made = _renamed(model, name, spoken)
    _write(folder, made)
    print(_told(folder, made, line_of(made).company.name))


def _line_name(folder: Path) -> str:
    """Raises BadParameter."""
    name = folder.absolute().name
    if not _NAME.fullmatch(name):
        raise click.BadParameter(
            f"{name!r} is not a name for a line; write small letters and digits with hyphens between, such as my-line",
            param_hint="NAME",
        )
    return name


def _refuse_taken(folder: Path) -> None:
    """Raises CannotRunError where something stands already that would be lost or mixed up."""
    try:
        taken = folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir())))
    except OSError as error:
        raise CannotRunError(f"{folder} cannot be looked at ({error.strerror})") from None
    if taken:
        raise CannotRunError(f"{folder} is there already and not empty; choose another name, or take it away first")


def _company_name(text: str) -> str:
    """Raises BadParameter."""
    folded = " ".join(text.split())
    if not folded.isprintable() or not any(sign.isalnum() for sign in folded):
        raise click.BadParameter("a company's name has letters, such as Harbor Power", param_hint="--name")
    return folded


def _titled(name: str) -> str:
    return " ".join(word.capitalize() for word in re.split("[-_]", name))


# -- what it begins with ----------------------------------------------------------------------------------------------


def _template() -> Model:
    return Model(dict(_below(files("ivr.cli").joinpath(*TEMPLATE))))


def _below(folder: Traversable, before: str = "") -> Iterator[tuple[str, str]]:
    """Wherever the package was installed, in an archive too."""
    for one in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if one.is_dir():
            yield from _below(one, f"{before}{one.name}/")
        else:
            yield f"{before}{one.name}", one.read_text(encoding="utf-8")


def _copy_of(origin: str) -> Model:
    """What a line is made of, and its calls; nothing else that stands in its folder. A line that is like another one
    becomes a line of its own. Raises CannotRunError, and BrokenLineError for a line with mistakes."""
    loaded = load_folder(origin)
    if loaded.line is None or _errors(loaded.findings):
        raise BrokenLineError(loaded.findings)
    read = files_of_folder(origin)
    texts = dict(loaded.sources)
    for name in (loaded.line.file.accounts, loaded.line.file.demonstration, *_beside(Path(origin))):
        if name is not None:
            texts |= _readable(read, name)
    private = (name for name in texts if _is_private(Path(origin) / name))
    return Model(texts, frozenset(private))


def _beside(folder: Path) -> Iterator[str]:
    """Calls, and catalogues that line.yaml does not name."""
    for found in (*folder.rglob(f"*{CALL_SUFFIX}"), *(folder / FOLDER).glob("*.po*")):
        yield found.relative_to(folder).as_posix()


def _readable(read: Files, name: str) -> dict[str, str]:
    """Raises BrokenLineError for a file that is no text."""
    source = read(name)
    if isinstance(source, Diagnostic):
        raise BrokenLineError((source,))
    return {name: source.text}


def _is_private(file: Path) -> bool:
    return file.exists() and not file.stat().st_mode & 0o077


# -- the names in it --------------------------------------------------------------------------------------------------


def _renamed(model: Model, name: str, company: str | None) -> Model:
    """A line and a company with other names. Raises CannotRunError where that would be a line with mistakes."""
    before = line_of(model)
    texts = {file: _retitled(text, str(before.file.line), name) for file, text in model.texts.items()}
    texts[LINE_FILE] = _with_value(texts[LINE_FILE], "line", name)
    if company is not None:
        facts = str(before.file.company)
        texts[facts] = _with_value(texts[facts], "name", company)
        texts |= _with_name_in_calls(texts, before.company.name, company)
    made = replace(model, texts=texts)
    after = line_of(made)
    if (after.file.line, after.company.name) != (name, company or before.company.name):
        raise CannotRunError(
            f"the names in {LINE_FILE} and {before.file.company} cannot be replaced; each needs a line of its own there"
        )
    return made


def line_of(model: Model) -> Line:
    """Raises CannotRunError, with the findings."""
    loaded = load(files_of_text(model.texts))
    errors = _errors(loaded.findings)
    if loaded.line is None or errors:
        told = "\n".join(map(str, errors or loaded.findings))
        raise CannotRunError(f"the new line would have mistakes, so it was not made.\n\n{told}")
    return loaded.line


def _errors(findings: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    return tuple(one for one in findings if one.severity is Severity.ERROR)


def _with_value(text: str, key: str, value: str) -> str:
    """With another value at a key of the outermost level; a comment behind it stays."""
    spelled = value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
    pattern = rf"^({key}:[ \t]+){_VALUE}([ \t]+#.*)?$"
    return re.sub(pattern, lambda row: f"{row[1]}{spelled}{row[2] or ''}", text, count=1, flags=re.MULTILINE)


def _retitled(text: str, old: str, name: str) -> str:
    """Catalogues say in their first rows whose they are."""
    for row in ("# What the line {} says", '"Project-Id-Version: {}\\n"'):
        text = text.replace(row.format(old), row.format(name), 1)
    return text


def _with_name_in_calls(texts: Mapping[str, str], old: str, company: str) -> dict[str, str]:
    """Calls expect to hear the company's name. Raises CannotRunError for a name they cannot say."""
    word = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)")
    changed = {name: word.sub(lambda _: company, text) for name, text in texts.items() if name.endswith(CALL_SUFFIX)}
    for name, text in changed.items():
        if text != texts[name] and _errors(read_call(Source(name, text))[1]):
            raise CannotRunError(
                f"{name} cannot hold the name {company}; choose letters and blanks, and put it right later"
            )
    return changed


# -- on the disk ------------------------------------------------------------------------------------------------------


def _write(folder: Path, model: Model) -> None:
    """Raises CannotRunError; nothing stands there then that did not before."""
    try:
        for name, text in model.texts.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch(mode=OWNER_ONLY if name in model.private else ANYBODY, exist_ok=False)
            file.write_text(text, encoding="utf-8", newline="")
        write_schemas(folder / SCHEMAS)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise CannotRunError(f"{folder} cannot be written ({error.strerror})") from None


def _told(folder: Path, model: Model, company: str) -> str:
    calls = sum(name.endswith(CALL_SUFFIX) for name in model.texts)
    where = os.fspath(folder)
    return (
        f"Made {where}: a line for {company}, of {len(model.texts)} files. {calls} of them are calls that test it.\n"
        f"\nTry next:\n  ivr check {where}\n  ivr call {where}\n  ivr test {where}\n  ivr prove {where}\n"
    ).rstrip()
