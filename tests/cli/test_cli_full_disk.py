"""Standard output that takes nothing more."""

import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_is_told_in_a_sentence() -> None:
    with FULL.open("w") as full:
        told = subprocess.run(
            [sys.executable, "-m", "ivr.cli.main", "explain"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert told.stderr == "Error: what there is to tell cannot be written: no space is left\n"
    assert told.returncode == 2
