"""A real `ivr serve` that can be killed and started again."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests

MENUS = Path(__file__).parents[2] / "menus" / "pay-my-bill"
TOKEN = "live-test-token"
STARTS_WITHIN = 30.0
STOPS_WITHIN = 20.0


@dataclass
class Server:
    """`ivr serve` with a database of its own. Ends only the process it started."""

    folder: Path
    line: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    starts: int = 0
    workers: int = 1
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "serve.log"

    def start(self) -> None:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "TWILIO_AUTH_TOKEN": TOKEN,
            "IVR_PUBLIC_URL": self.url,
            "IVR_DATABASE_URL": f"sqlite:///{self.folder / 'calls.sqlite3'}",
            **self.environment,
        }
        command = [sys.executable, "-m", "ivr.cli.main", "serve", str(self.line), "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--workers", str(self.workers)],
                cwd=self.folder,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.starts += 1
        self._until_healthy()

    def _until_healthy(self) -> None:
        deadline = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < deadline:
            assert self.process is not None
            if self.process.poll() is not None:
                pytest.fail(f"ivr serve ended by itself:\n{self.log.read_text()}")
            try:
                if requests.get(f"{self.url}/health", timeout=1).status_code == 200:
                    return
            except (requests.ConnectionError, requests.Timeout):  # nobody listens, or somebody who answers nobody yet
                time.sleep(0.02)  # the process starts in its own time; there is no clock to turn forward
        pytest.fail(f"ivr serve did not answer within {STARTS_WITHIN:g} seconds:\n{self.log.read_text()}")

    def kill(self) -> None:
        """SIGKILL to the server and its workers at once: nothing gets to tidy up."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        if self.process is not None:
            self.process.wait(STOPS_WITHIN)

    def stop(self) -> int:
        assert self.process is not None
        self.process.terminate()
        try:
            return self.process.wait(STOPS_WITHIN)
        finally:
            self.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def always_open_line(folder: Path) -> Path:
    """A copy of the shipped line, with people who answer around the clock: the server's clock is the wall's."""
    line = folder / "pay-my-bill"
    shutil.copytree(MENUS, line)
    company = line / "company.yaml"
    text = company.read_text()
    week, rest = text.index("    week:"), text.index("    holidays:")
    company.write_text(
        text[:week]
        + "    week:\n      monday-sunday: 0:00-24:00\n"
        + text[rest : text.index("      2026-")].replace("holidays:", "holidays: {}")
    )
    return line
