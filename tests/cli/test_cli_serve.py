"""`ivr serve`: what it refuses, and a real one on a loopback port."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
from click.testing import Result
from twilio.request_validator import RequestValidator

TOKEN = "serve-test-token"
PATIENCE = 30.0
FORM = {
    "CallSid": "CA" + "1" * 32,
    "AccountSid": "AC" + "1" * 32,
    "From": "+15550100001",
    "To": "+15550100000",
    "CallStatus": "ringing",
    "ApiVersion": "2010-04-01",
    "Direction": "inbound",
}


@pytest.mark.parametrize(
    ("environment", "arguments", "words"),
    [
        ({}, ("tiny",), "TWILIO_AUTH_TOKEN is not set"),
        ({"TWILIO_AUTH_TOKEN": TOKEN}, ("nowhere",), "there is no folder nowhere"),
        (
            {"TWILIO_AUTH_TOKEN": TOKEN, "IVR_PUBLIC_URL": "line.example.com"},
            ("tiny",),
            "IVR_PUBLIC_URL=line.example.com",
        ),
        ({"TWILIO_AUTH_TOKEN": TOKEN, "IVR_STATE_KEY": "short"}, ("tiny",), "IVR_STATE_KEY: key 1 is not 32 bytes"),
        ({"TWILIO_AUTH_TOKEN": TOKEN, "IVR_DATABASE_URL": "mysql://db"}, ("tiny",), "IVR_DATABASE_URL"),
        ({"TWILIO_AUTH_TOKEN": TOKEN, "IVR_FALLBACK_NUMBER": "12"}, ("tiny",), "IVR_FALLBACK_NUMBER"),
        (
            {"TWILIO_AUTH_TOKEN": TOKEN, "IVR_DATABASE_URL": "memory:"},
            ("tiny", "--workers", "2"),
            "with more --workers",
        ),
        ({"TWILIO_AUTH_TOKEN": TOKEN}, ("tiny", "--host", "host.invalid"), "host.invalid:8080 cannot be listened on"),
        ({"TWILIO_AUTH_TOKEN": TOKEN, "IVR_DATABASE_URL": "sqlite:////dev/null/x"}, ("tiny",), "the database: "),
        ({"TWILIO_AUTH_TOKEN": TOKEN, "IVR_REPRESENTATIVE_LINE": "theirs"}, ("tiny",), "there is no folder theirs"),
        ({"TWILIO_AUTH_TOKEN": TOKEN, "IVR_CALLER_ID": "12"}, ("tiny",), "IVR_CALLER_ID"),
        ({"TWILIO_AUTH_TOKEN": TOKEN, "IVR_DESK_STREAMS": "some"}, ("tiny",), "IVR_DESK_STREAMS is a number"),
        (
            {"TWILIO_AUTH_TOKEN": TOKEN, "IVR_DESK_STREAMS": "8"},
            ("tiny",),
            "IVR_DESK_STREAMS is 8, and each page of the desk that stays open holds one of 8 threads",
        ),
        (
            {"TWILIO_AUTH_TOKEN": TOKEN, "IVR_DESK_STREAMS": "1"},
            ("tiny", "--threads", "1"),
            "set it lower, or --threads higher",
        ),
    ],
)
def test_what_cannot_be_served_is_a_sentence_and_2(
    tiny: Path, ivr: Callable[..., Result], environment: dict[str, str], arguments: tuple[str, ...], words: str
) -> None:
    done = ivr("serve", *arguments, env=environment)
    assert done.exit_code == 2
    assert words in done.stderr
    assert "Traceback" not in done.output


def test_a_line_with_mistakes_is_not_served(tiny: Path, ivr: Callable[..., Result]) -> None:
    line = tiny / "line.yaml"
    line.write_text(line.read_text().replace("next: main", "next: mian"))
    done = ivr("serve", "tiny", env={"TWILIO_AUTH_TOKEN": TOKEN})
    assert done.exit_code == 2
    assert "tiny/line.yaml:13:11 IVR" in done.stderr
    assert "tiny has 1 error" in done.stderr
    assert not list(tiny.parent.glob("ivr.sqlite3*"))


def test_representatives_are_not_let_into_a_line_with_mistakes(tiny: Path, ivr: Callable[..., Result]) -> None:
    theirs = shutil.copytree(tiny, tiny.parent / "theirs") / "line.yaml"
    theirs.write_text(theirs.read_text().replace("next: main", "next: mian"))
    done = ivr("serve", "tiny", env={"TWILIO_AUTH_TOKEN": TOKEN, "IVR_REPRESENTATIVE_LINE": "theirs"})
    assert done.exit_code == 2
    assert "theirs/line.yaml:13:11 IVR" in done.stderr
    assert "theirs has 1 error" in done.stderr


def test_a_port_somebody_listens_on_is_not_taken(tiny: Path, ivr: Callable[..., Result]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = ivr("serve", "tiny", "--port", port, env={"TWILIO_AUTH_TOKEN": TOKEN})
    assert done.exit_code == 2
    assert f"127.0.0.1:{port} cannot be listened on: Address already in use" in done.stderr


# -- a real one -------------------------------------------------------------------------------------------------------


class Server:
    """Ends only what it started: a process group of its own."""

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        self.environment = environment
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "serve.log"
        self.folder = folder
        self.arguments = arguments
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "ivr.cli.main", "serve", "tiny", "--port", str(self.port), *self.arguments],
                cwd=self.folder,
                env={"PATH": os.environ["PATH"], "HOME": str(self.folder), "TWILIO_AUTH_TOKEN": TOKEN}
                | self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def until(self, *, answers: bool) -> None:
        deadline = time.monotonic() + PATIENCE
        while self.healthy() is not answers:
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.02)  # a process starts and ends in its own time; there is no clock to turn forward

    def healthy(self) -> bool | None:
        """Whether it answers; None where it cannot be said, because somebody listens and has not answered yet."""
        try:
            return requests.get(f"{self.url}/health", timeout=2).json()["status"] == "ok"
        except requests.ConnectionError:
            return False
        except requests.Timeout:
            return None

    def voice(self, token: str, path: str = "/voice") -> requests.Response:
        form = FORM if path == "/voice" else {**FORM, "CallSid": "CA" + "2" * 32}
        signature = RequestValidator(token).compute_signature(f"{self.url}{path}", form)
        return requests.post(f"{self.url}{path}", data=form, headers={"X-Twilio-Signature": signature}, timeout=5)

    def browser(self, name: str, password: str) -> requests.Session:
        """Signed in."""
        session = requests.Session()
        form = session.get(f"{self.url}/desk/sign-in", timeout=5).text
        token = re.search(r'name="csrf" value="([^"]+)"', form)
        assert token is not None
        fields = {"csrf": token[1], "name": name, "password": password}
        page = session.post(f"{self.url}/desk/sign-in", data=fields, timeout=5)
        assert page.url == f"{self.url}/desk"
        return session

    def close(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.fixture
def server(tiny: Path) -> Iterator[Server]:
    one = Server(tiny.parent)
    yield one
    one.close()


def test_a_served_line_answers_what_is_signed_and_stops_when_it_is_told(server: Server) -> None:
    server.until(answers=True)
    answer = server.voice(TOKEN)
    assert answer.status_code == 200
    assert "Hello from Tiny Company." in answer.text
    forged = server.voice("another-token")
    assert (forged.status_code, forged.content) == (403, b"")
    server.process.terminate()
    assert server.process.wait(PATIENCE) == 0
    printed = server.log.read_text()
    assert f"IVR_PUBLIC_URL is not set: signatures are checked as if the carrier called {server.url}" in printed
    assert f"voice URL     {server.url}/voice" in printed
    assert printed.endswith("Stopped.\n")
    assert TOKEN not in printed


def test_whoever_was_added_signs_in_and_open_pages_leave_threads_for_calls(
    tiny: Path, ivr: Callable[..., Result]
) -> None:
    """Of three threads one is for open pages, since nobody said how many; there is no clock of ours in that process, so
    the streams are real ones."""
    given = ("add-user", "ann", "--role", "representative", "--password-file", "-")
    assert ivr("desk", *given, input="four harbour lamps\n", env={"IVR_LINE": "tiny"}).exit_code == 0
    server = Server(tiny.parent, "--threads", "3")
    try:
        server.until(answers=True)
        ann = server.browser("ann", "four harbour lamps")
        with ann.get(f"{server.url}/desk/events", stream=True, timeout=5) as news:
            assert news.headers["Content-Type"].startswith("text/event-stream")
            chunks = news.iter_content(16)  # held: whoever lets go of it closes the page, and its place is free
            assert next(chunks).startswith(b"retry:")
            assert not news.raw.closed
            assert ann.get(f"{server.url}/desk/events", stream=True, timeout=5).status_code == 503
            assert ann.get(f"{server.url}/desk/board", timeout=5).status_code == 200
            assert "Hello from Tiny Company." in server.voice(TOKEN).text
        assert ivr("desk", "set-password", "ann", "--password-file", "-", input="seven quiet rivers\n").exit_code == 0
        assert ann.get(f"{server.url}/desk/board", timeout=5).status_code == 401
    finally:
        server.close()


def test_the_representatives_own_line_is_served_beside_the_other_and_announced(tiny: Path) -> None:
    shutil.copytree(tiny, tiny.parent / "theirs")
    company = tiny.parent / "theirs" / "company.yaml"
    company.write_text(company.read_text().replace("Tiny Company", "The Office"))
    server = Server(tiny.parent, IVR_REPRESENTATIVE_LINE="theirs")
    try:
        server.until(answers=True)
        assert "Hello from Tiny Company." in server.voice(TOKEN).text
        assert "Hello from The Office." in server.voice(TOKEN, "/representatives/voice").text
        assert server.voice("another-token", "/representatives/voice").status_code == 403
    finally:
        server.close()
    printed = server.log.read_text()
    assert f"  own line      {server.url}/representatives/voice, of the representatives (theirs)\n" in printed
    assert f"  desk          {server.url}/desk (nobody may sign in yet: ivr desk add-user)\n" in printed


def test_workers_of_a_server_that_was_killed_let_go_of_its_port(tiny: Path) -> None:
    """Only the server itself is killed, as a kernel short of memory does it; then it is started again."""
    server = Server(tiny.parent, "--workers", "2")
    try:
        server.until(answers=True)
        os.kill(server.process.pid, signal.SIGKILL)
        server.process.wait(PATIENCE)
        server.until(answers=False)
        again = Server(tiny.parent)
        try:
            again.until(answers=True)
        finally:
            again.close()
    finally:
        server.close()
