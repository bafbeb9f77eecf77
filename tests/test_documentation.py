"""The pages are true: their commands run and print what is shown, what they name exists, and their links lead somewhere.

The blocks of a page run in order, in one copy of the checkout; CONTRIBUTING.md explains the comments above them. With
ACCEPT=1 the output that a page shows is rewritten to what was printed. In a shown output `[...]` stands for anything
within a line.
"""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from needs import CHECKOUT, require
from warm_program import warm_program

RUN_PAGES = ["README.md", "CONTRIBUTING.md", "deploy/README.md"]
RUN_PAGES += sorted(str(page.relative_to(CHECKOUT)) for page in (CHECKOUT / "docs").glob("*.md"))
READ_PAGES = [*RUN_PAGES, "ARCHITECTURE.md", "CHANGELOG.md", "SECURITY.md"]
SHELLS = ("sh", "console")
NOTES = ("not run", "file", "fails")
LONGEST = 180.0
"""Seconds for one block: some play all calls of the line, on a machine that may have other work."""
PORT = "8080"
MARK = "--- command"
PROGRAMS = f"{Path(sys.executable).parent}:{os.defpath}"
ANYTHING = "[...]"


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block. `first` and `last` are the lines of its content, counted from 0; `notes` what stands above it."""

    language: str
    text: str
    first: int
    last: int
    notes: dict[str, str]

    @property
    def runs(self) -> bool:
        return self.language in SHELLS and "not run" not in self.notes


def blocks_of(text: str) -> list[Block]:
    tokens = MarkdownIt().parse(text)
    return [
        _block(token, above) for above, token in zip([None, *tokens], tokens, strict=False) if token.type == "fence"
    ]


def _block(token: Token, above: Token | None) -> Block:
    assert token.map is not None
    comment = above.content if above is not None and above.type == "html_block" else ""
    notes = dict(re.findall(r"<!-- ([\w ]+): (.+?) -->", comment))
    return Block(token.info, token.content, token.map[0] + 1, token.map[1] - 1, notes)


def commands_of(block: Block) -> list[tuple[str, str]]:
    """Commands, each with the output shown. Only a `console` block shows any; of a `sh` block the whole is one command."""
    if block.language == "sh":
        return [(block.text, "")]
    first, *rest = re.split(r"^\$ ", block.text, flags=re.MULTILINE)
    assert not first, f"a console block begins with a command, not with {first!r}"
    parts = [part.partition("\n") for part in rest]
    return [(command, output) for command, _, output in parts]


# -- running ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Reader:
    """Somebody who does what a page says, in a folder of their own."""

    folder: Path
    port: str
    programs: str = PROGRAMS

    def do(self, block: Block) -> list[str]:
        """What each command printed. Fails when the last of them ends otherwise than the page says."""
        if "file" in block.notes:
            self._write(block)
        if not block.runs:
            return []
        commands = commands_of(block)
        for program in ("bash", *re.findall(r"\bcurl\b", block.text)):
            require(program, package=program)
        script = "".join(f"echo '{MARK}'\n{command}\n" for command, _ in commands)
        status, printed = self._shell(script.replace(PORT, self.port))
        assert status == int(block.notes.get("fails", 0)), f"ended with {status}:\n{block.text}\n{printed}"
        return [part.removeprefix("\n").replace(self.port, PORT) for part in printed.split(MARK)[1:]]

    def _write(self, block: Block) -> None:
        file = self.folder / block.notes["file"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block.text)

    def _shell(self, script: str) -> tuple[int, str]:
        """Into a file, since a server left behind would keep a pipe open."""
        printed = self.folder / "printed.txt"
        with printed.open("w") as output:
            process = subprocess.Popen(
                ["bash", "-euo", "pipefail", "-c", script],
                cwd=self.folder,
                env={"PATH": self.programs, "HOME": str(self.folder), "LANG": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            try:
                process.wait(LONGEST)
            except subprocess.TimeoutExpired:
                pytest.fail(f"not done within {LONGEST:g} s:\n{script}\n{printed.read_text()}")
            finally:
                _end(process)
        return process.returncode, printed.read_text()


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Servers that a block left behind too."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where an `ivr` is found that needs no time to start."""
    with warm_program(tmp_path_factory.mktemp("warm"), Path(sys.executable).with_name("ivr")) as folder:
        yield f"{folder}:{PROGRAMS}"


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    """With a copy of what the commands of the pages work on."""
    for folder in ("menus", "deploy"):
        shutil.copytree(
            CHECKOUT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "*.sqlite3*")
        )
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return Reader(tmp_path, str(probe.getsockname()[1]))


def fits(shown: str, printed: str) -> bool:
    """Whether a shown output is what was printed, `[...]` being anything within a line."""
    pattern = re.escape(shown.rstrip()).replace(re.escape(ANYTHING), "[^\n]*")
    return bool(re.fullmatch(pattern, _trimmed(printed).rstrip()))


def _trimmed(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.rstrip().splitlines())


def _to_show(shown: str, printed: str) -> str:
    """What was printed, as it is to be shown: lines with `[...]` that still fit stay."""
    loose = [line for line in shown.splitlines() if ANYTHING in line]
    lines = [next((one for one in loose if fits(one, line)), line) for line in _trimmed(printed).splitlines()]
    return "".join(f"{line}\n" for line in lines)


def differences(blocks: list[Block], reader: Reader) -> Iterator[tuple[Block, str]]:
    """Blocks whose shown output is not what was printed, each with the text it should have."""
    for block in blocks:
        printed = reader.do(block)
        if block.language == "console" and printed:
            pairs = list(zip(commands_of(block), printed, strict=True))
            if not all(fits(shown, output) for (_, shown), output in pairs):
                yield block, "".join(f"$ {command}\n{_to_show(shown, output)}" for (command, shown), output in pairs)


def _rewrite(page: Path, found: list[tuple[Block, str]]) -> None:
    lines = page.read_text().splitlines(keepends=True)
    for block, text in reversed(found):
        lines[block.first : block.last] = [text]
    page.write_text("".join(lines))


@pytest.mark.parametrize("name", RUN_PAGES)
def test_the_commands_of_a_page_do_what_it_shows(name: str, reader: Reader, warm: str) -> None:
    if name != "README.md" or os.environ.get("IVR_EXAMPLES") != "long":  # then by the program that users have
        reader.programs = warm
    page = CHECKOUT / name
    found = list(differences(blocks_of(page.read_text()), reader))
    if os.environ.get("ACCEPT") == "1":
        _rewrite(page, found)
        return
    assert "\n".join(text for _, text in found) == "\n".join(block.text for block, _ in found), (
        f"{name} shows something else; ACCEPT=1 rewrites it"
    )


# -- this test itself -------------------------------------------------------------------------------------------------

SMALL = """\
<!-- file: greeting.txt -->
```text
Hello.
```

```console
$ cat greeting.txt
%s
$ echo 1.5 s
[...] s
```
"""


def test_a_page_that_shows_something_else_is_noticed_and_can_be_rewritten(reader: Reader, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(SMALL % "Goodbye.")
    found = list(differences(blocks_of(page.read_text()), reader))
    assert [text for _, text in found] == ["$ cat greeting.txt\nHello.\n$ echo 1.5 s\n[...] s\n"]
    _rewrite(page, found)
    assert list(differences(blocks_of(page.read_text()), reader)) == []
    assert list(differences(blocks_of(SMALL % "Hello."), reader)) == []


@pytest.mark.parametrize(
    "page",
    ["```sh\nfalse\ntrue\n```", "```sh\nno-such-command\n```", "<!-- fails: 1 -->\n```sh\nexit 2\n```"],
    ids=["a line in the middle", "an unknown command", "another status"],
)
def test_a_command_that_fails_is_noticed(page: str, reader: Reader) -> None:
    with pytest.raises(AssertionError, match="ended with"):
        list(differences(blocks_of(page), reader))


def test_a_command_is_left_out_only_with_a_reason(reader: Reader) -> None:
    left_out, run = blocks_of("<!-- not run: it needs root -->\n```sh\nfalse\n```\n\n```sh\ntrue\n```\n")
    assert (left_out.runs, run.runs) == (False, True)
    assert reader.do(left_out) == []


@pytest.mark.parametrize("name", RUN_PAGES)
def test_no_command_of_a_page_escapes_by_its_spelling(name: str) -> None:
    text = _text(name)
    found = blocks_of(text)
    assert {block.language for block in found} <= {*SHELLS, "yaml", "python", "xml", "text", "mermaid"}
    assert {note for block in found for note in block.notes} <= set(NOTES)
    assert text.count("<!--") == sum(len(block.notes) for block in found)


# -- what the pages name ----------------------------------------------------------------------------------------------


def _inlines(name: str) -> list[Token]:
    tokens = MarkdownIt().enable("table").parse(_text(name))
    return [child for token in tokens for child in token.children or []]


def _named_files(name: str) -> set[str]:
    """What stands in `code` and begins like a file of the checkout; up to the first placeholder."""
    tops = {path.name for path in CHECKOUT.iterdir() if not path.name.startswith(".")}
    words = [token.content for token in _inlines(name) if token.type == "code_inline"]
    files = {word for word in words if re.fullmatch(r"[\w.-]+(/[\w.*<>-]+)*/?", word) and word.split("/")[0] in tops}
    return {re.split(r"[^/]*[<*]", file)[0] for file in files}


def _made(name: str) -> set[str]:
    """Files that the page itself has its reader write."""
    return {block.notes["file"] for block in blocks_of(_text(name)) if "file" in block.notes}


@pytest.mark.parametrize("name", READ_PAGES)
def test_every_file_a_page_names_exists(name: str) -> None:
    assert [file for file in sorted(_named_files(name) - _made(name)) if not (CHECKOUT / file).exists()] == []


@pytest.mark.parametrize("name", READ_PAGES)
def test_every_link_between_pages_leads_somewhere(name: str) -> None:
    targets = [str(token.attrs["href"]) for token in _inlines(name) if token.type == "link_open"]
    inside = [target for target in targets if not re.match(r"https?:|mailto:", target)]
    assert [one for one in inside if not _leads_somewhere(CHECKOUT / name, one)] == []


def _leads_somewhere(start: Path, target: str) -> bool:
    file, _, anchor = target.partition("#")
    page = start.parent / file if file else start
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE) if anchor else []
    slugs = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return page.exists() and (not anchor or anchor in slugs)


def test_every_make_command_of_a_page_is_a_target() -> None:
    targets = set(re.findall(r"^([a-z]+):", _text("Makefile"), re.MULTILINE))
    named = {word for name in READ_PAGES for word in re.findall(r"(?:`|^)make ([a-z]+)", _text(name), re.MULTILINE)}
    assert {"call", "test", "install"} <= named <= targets


def test_the_readme_opens_with_the_two_commands() -> None:
    first = blocks_of(_text("README.md"))[0].text
    assert [line.split("#")[0].strip() for line in first.splitlines()] == ["make call", "make test"]


def _text(name: str) -> str:
    return (CHECKOUT / name).read_text()
