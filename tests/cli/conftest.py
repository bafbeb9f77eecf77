"""A tiny line in a folder of its own, and commands that are run in it."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ivr.cli.main import main

TINY = Path(__file__).parent / "tiny"


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with the line in tiny/ below it, and no setting in the environment."""
    shutil.copytree(TINY, tmp_path / "tiny")
    monkeypatch.chdir(tmp_path)
    for name in [one for one in os.environ if one.startswith(("IVR_", "TWILIO_")) and one != "IVR_EXAMPLES"]:
        monkeypatch.delenv(name)
    return tmp_path / "tiny"


@pytest.fixture
def ivr() -> Callable[..., Result]:
    """`ivr` with these arguments, in this process. What it raises comes out of it, so nothing ends in a traceback."""

    def run(*arguments: str, **details: object) -> Result:
        return CliRunner(catch_exceptions=False).invoke(main, arguments, prog_name="ivr", **details)

    return run
