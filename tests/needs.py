"""Programs that some tests need of the machine. Where it is missing they are skipped by name, with the line that
installs it; with IVR_REQUIRE_ALL=1, as in CI, that is a failure instead."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

CHECKOUT = Path(__file__).parents[1]


def missing(what: str, package: str) -> NoReturn:
    """`package` is what Debian calls it."""
    message = f"{what} is not here: apt-get install {package}"
    if os.environ.get("IVR_REQUIRE_ALL") == "1":
        pytest.fail(message)
    pytest.skip(message)


def require(program: str, package: str) -> str:
    """The program's path."""
    return shutil.which(program) or missing(program, package)
