"""deploy/Dockerfile without a container engine: its lines are read, laid out and run in a folder that stands for the
image, in an empty environment, by a user who is not root. Both stages share the folder, since what is copied from one
to the other must stand at the same place in both: a virtual environment cannot be moved."""

import ast
import contextlib
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

import dockerfile
import pytest
from dockerfile import Instruction
from needs import CHECKOUT, missing

FROM_OUTSIDE = {"TWILIO_AUTH_TOKEN": "made-up", "IVR_PUBLIC_URL": "https://line.example.com"}
SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin"
STARTING, STOPPING = 30.0, 20.0  # seconds
INDEX_SETTINGS = ("PIP_", "SSL_CERT", "REQUESTS_CA", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
"""How this machine reaches packages: all that is taken over from its environment."""
UNCOMPILED = {"PIP_COMPILE": "0"}
"""Of the thousands of modules that are installed, those that are imported are compiled when they are."""


@pytest.fixture(scope="module")
def instructions(deploy: Path) -> list[Instruction]:
    return dockerfile.read(deploy / "Dockerfile")


def _all(instructions: list[Instruction], name: str) -> list[Instruction]:
    return [one for one in instructions if one.name == name]


def test_both_stages_begin_with_the_same_image_by_version(instructions: list[Instruction]) -> None:
    """Another Python in the second stage would not find what the first one installed."""
    images = [one.words[0] for one in _all(instructions, "FROM")]
    assert len(images) == 2
    assert len(set(images)) == 1
    assert re.fullmatch(r"python:3\.\d+-slim-\w+", images[0])


def test_what_runs_is_not_root(instructions: list[Instruction]) -> None:
    last_stage = instructions[max(at for at, one in enumerate(instructions) if one.name == "FROM") :]
    users = _all(last_stage, "USER")
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", users[-1].rest)
    assert last_stage.index(users[-1]) < last_stage.index(_all(last_stage, "CMD")[0])
    data = next(one for one in _all(last_stage, "COPY") if one.words[-1] == _all(last_stage, "VOLUME")[0].command[0])
    assert data.flags["chown"] == users[-1].rest


def test_no_address_of_a_package_index_stands_in_it(deploy: Path) -> None:
    text = (deploy / "Dockerfile").read_text()
    assert not re.search(r"index-url|find-links|trusted-host|https://", text)


def test_what_is_copied_from_the_first_stage_keeps_its_place(instructions: list[Instruction]) -> None:
    moved = [one.words for one in _all(instructions, "COPY") if "from" in one.flags]
    assert moved
    assert all(source == target for source, target in moved)


def test_the_healthcheck_asks_the_port_that_is_served(instructions: list[Instruction]) -> None:
    command = _all(instructions, "CMD")[0].command
    port = command[command.index("--port") + 1]
    assert _all(instructions, "EXPOSE")[0].rest == port
    assert f"http://127.0.0.1:{port}/health" in _all(instructions, "HEALTHCHECK")[0].command[-1]


def test_nothing_is_copied_that_the_ignore_file_keeps_out(deploy: Path, instructions: list[Instruction]) -> None:
    kept = {line[1:] for line in (deploy / "Dockerfile.dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = {source for one in _all(instructions, "COPY") if "from" not in one.flags for source in one.words[:-1]}
    assert copied == kept


# -- running it -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Image:
    """A folder that stands for the image, and who works in it."""

    root: Path
    user: str | None
    python: Path
    tops: frozenset[str]
    port: int
    environment: dict[str, str] = field(default_factory=dict)
    folder: str = "/"

    def inside(self, text: str) -> str:
        """Paths of the image become paths below its folder, and its port a free one."""
        tops = "|".join(sorted(self.tops))
        moved = re.sub(rf"(?<![\w.])/(?=(?:{tops})\b)", f"{self.root}/", text)
        return moved.replace("8080", str(self.port))

    def start(self, command: list[str], extra: dict[str, str]) -> "subprocess.Popen[str]":
        who = (
            {}
            if self.user is None
            else {"user": self.user, "group": pwd.getpwnam(self.user).pw_gid, "extra_groups": []}
        )
        return subprocess.Popen(
            [self.inside(word) for word in command],
            cwd=self.inside(self.folder) if self.folder != "/" else self.root,
            env=self.environment | extra,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            **who,
        )

    def run(self, command: list[str], extra: dict[str, str] | None = None) -> None:
        process = self.start(command, extra or {})
        said, _ = process.communicate(timeout=300)
        assert process.returncode == 0, f"{command} ended with {process.returncode}:\n{said}"

    def hand_over(self) -> None:
        """Everything there belongs to who works in it."""
        if self.user is not None:
            for path in (self.root, *self.root.rglob("*")):
                shutil.chown(path, self.user, pwd.getpwnam(self.user).pw_gid)


@pytest.fixture(
    params=[
        pytest.param(one, marks=pytest.mark.long) for one in ("packages of this environment", "packages of the index")
    ]
)
def image(request: pytest.FixtureRequest, instructions: list[Instruction]) -> Iterator[Image]:
    """With the packages of this environment the same lines run, and pip finds that nothing is missing: to fetch and unpack
    them all takes half a minute, so `make long` does."""
    user = "nobody" if os.geteuid() == 0 else None
    places = [one.words[-1] for one in instructions if one.name in ("COPY", "WORKDIR")]
    tops = frozenset(place.split("/")[1] for place in places if place.startswith("/"))
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    root = Path(tempfile.mkdtemp(prefix="image-"))
    root.chmod(0o755)
    python = _python(user)
    environment = {"PATH": f"{python.parent}:{SYSTEM_PATH}", "HOME": str(root)}
    if request.param == "packages of this environment":
        environment |= _lent(python, user)
    try:
        yield Image(root, user, python, tops, port, environment)
    finally:
        shutil.rmtree(root)


def _python(user: str | None) -> Path:
    """An interpreter that this user may run. One in root's home is none."""
    folders = [str(Path(sys.executable).resolve().parent), *SYSTEM_PATH.split(":")]
    found = next((one for folder in folders if _runs(one := Path(folder, "python3"), user)), None)
    return found or missing(f"a Python 3.11 with venv that {user} may run", "python3-venv")


def _runs(python: Path, user: str | None) -> bool:
    probe = "import ensurepip, sys; sys.exit(sys.version_info < (3, 11))"
    try:
        done = subprocess.run([python, "-c", probe], user=user, cwd="/", capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def _lent(python: Path, user: str | None) -> dict[str, str]:
    """Where that interpreter finds the packages of this one; nowhere, if it is of another version or may not read them."""
    lent = {"PYTHONPATH": sysconfig.get_path("platlib")}
    probe = (
        f"import cryptography.fernet, granian, msgspec, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    )
    done = subprocess.run([python, "-c", probe], user=user, cwd="/", env=lent, capture_output=True, check=False)
    return lent if done.returncode == 0 else {}


def _index_settings() -> dict[str, str]:
    """How packages are found here, from the environment and from files that another user could not read."""
    taken = {name: value for name, value in os.environ.items() if name.upper().startswith(INDEX_SETTINGS)}
    listing = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True
    ).stdout
    for line in listing.splitlines():
        name, _, value = line.partition("=")
        setting = name.rpartition(".")[2].upper().replace("-", "_")
        taken.setdefault(f"PIP_{setting}", " ".join(str(ast.literal_eval(value)).split()))
    return taken


def _build(image: Image, instructions: list[Instruction]) -> None:
    """Everything up to the CMD, in order."""
    network = _index_settings() | UNCOMPILED
    for one in instructions:
        match one.name:
            case "FROM":
                image.folder = "/"
            case "WORKDIR":
                image.folder = one.rest
                Path(image.inside(one.rest)).mkdir(parents=True, exist_ok=True)
                image.hand_over()
            case "COPY":
                _copy(image, one)
            case "ENV":
                for word in one.words:
                    name, value = word.split("=", 1)
                    image.environment[name] = Template(image.inside(value)).substitute(image.environment)
            case "RUN":
                image.run(["/bin/sh", "-c", one.rest], network)
            case "USER" | "VOLUME" | "EXPOSE" | "HEALTHCHECK" | "CMD":
                pass
            case name:
                pytest.fail(f"the test does not know what {name} does")


def _copy(image: Image, one: Instruction) -> None:
    *sources, target = one.words
    if "from" in one.flags:
        assert Path(image.inside(target)).exists()
        return
    place = Path(image.inside(target if target.startswith("/") else f"{image.folder}/{target}"))
    for source in sources:
        if (CHECKOUT / source).is_dir():
            shutil.copytree(CHECKOUT / source, place, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(CHECKOUT / source, place)
    image.hand_over()


def _answers(process: "subprocess.Popen[str]", url: str) -> bytes:
    """What /health says, as soon as it says anything."""
    deadline = time.monotonic() + STARTING
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5) as reply:
                return bytes(reply.read())
        except (urllib.error.URLError, ConnectionError):
            try:
                process.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
            pytest.fail(f"the line ended at once:\n{process.communicate()[0]}")
    os.killpg(process.pid, signal.SIGKILL)
    pytest.fail(f"the line did not answer within {STARTING:g} s:\n{process.communicate()[0]}")


def test_its_lines_make_a_line_that_answers_is_healthy_and_stops(image: Image, instructions: list[Instruction]) -> None:
    _build(image, instructions)
    command = _all(instructions, "CMD")[0].command
    refused = image.start(command, {})
    said, _ = refused.communicate(timeout=STARTING)
    assert refused.returncode == 2, said
    assert "TWILIO_AUTH_TOKEN is not set" in said

    process = image.start(command, FROM_OUTSIDE)
    try:
        assert b'"status": "ok"' in _answers(process, f"http://127.0.0.1:{image.port}/health")
        image.run(_all(instructions, "HEALTHCHECK")[0].command)
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=STOPPING)
        assert process.returncode == 0, said
    finally:
        _end(process)
    data = Path(image.inside(_all(instructions, "VOLUME")[0].command[0]))
    assert {"ivr.sqlite3", "ivr.sqlite3.key", "ivr.sqlite3.pepper"} <= {file.name for file in data.iterdir()}
    with pytest.raises(AssertionError, match="ended with"):
        image.run(_all(instructions, "HEALTHCHECK")[0].command)


def _end(process: "subprocess.Popen[str]") -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
