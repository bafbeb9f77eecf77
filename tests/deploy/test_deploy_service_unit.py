"""deploy/ivr.service, as systemd reads it. Nothing here starts it: that needs a running systemd."""

import configparser
import re
import subprocess
from pathlib import Path

import pytest
from needs import require

MOST_EXPOSED = 20
"""Tenths of `systemd-analyze security`'s scale, on which a service without any hardening has 96."""


@pytest.fixture
def unit(deploy: Path) -> str:
    return (deploy / "ivr.service").read_text()


@pytest.fixture
def installed(unit: str, tmp_path: Path) -> Path:
    """The unit with a program in its place, since systemd looks whether that exists."""
    file = tmp_path / "ivr.service"
    file.write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", unit, flags=re.MULTILINE))
    return file


def _service(unit: str) -> dict[str, str]:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's names have capitals
    parser.read_string(unit)
    return dict(parser["Service"])


def test_systemd_accepts_every_line_of_the_unit(installed: Path) -> None:
    analyze = require("systemd-analyze", "systemd")
    done = subprocess.run([analyze, "verify", "--man=no", installed], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_systemd_would_have_noticed_a_misspelt_line(installed: Path) -> None:
    analyze = require("systemd-analyze", "systemd")
    installed.write_text(installed.read_text().replace("NoNewPrivileges", "NoNewPriviliges"))
    done = subprocess.run([analyze, "verify", "--man=no", installed], capture_output=True, text=True, check=False)
    assert "NoNewPriviliges" in done.stderr


def test_little_of_the_machine_is_open_to_the_service(installed: Path) -> None:
    analyze = require("systemd-analyze", "systemd")
    command = [analyze, "security", "--offline=true", "--no-pager", f"--threshold={MOST_EXPOSED}", installed]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-400:] + done.stderr


def test_the_service_is_not_root_and_writes_to_its_own_folder_alone(unit: str) -> None:
    service = _service(unit)
    assert service["User"] not in ("", "root", "0")
    assert service["ProtectSystem"] == "strict"
    assert service["WorkingDirectory"] == f"/var/lib/{service['StateDirectory']}"
    assert "ReadWritePaths" not in service


def test_no_secret_stands_in_the_unit_where_everybody_could_read_it(unit: str) -> None:
    service = _service(unit)
    assert service["EnvironmentFile"] == "/etc/ivr/env"
    assert "Environment" not in service
    assert not re.search(r"TOKEN|KEY=|AC[0-9a-f]{32}", unit)


def test_the_page_installs_what_the_unit_names(unit: str, deploy: Path) -> None:
    page = (deploy / "README.md").read_text()
    service = _service(unit)
    program, *arguments = service["ExecStart"].split()
    port = arguments[arguments.index("--port") + 1]
    assert f"useradd --system --home-dir {service['WorkingDirectory']} " in page
    assert f" {service['EnvironmentFile']}\n" in page
    assert f"git clone REPOSITORY {program.removesuffix('/.venv/bin/ivr')}\n" in page
    assert f"reverse_proxy 127.0.0.1:{port}\n" in page
