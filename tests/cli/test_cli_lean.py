"""What a command brings along before it says anything: whoever asks for help or checks a line waits for no web server, no walk over
all calls and no drawing."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from ivr.cli.main import COMMANDS, main

TINY = Path(__file__).parent / "tiny"
HEAVY = ("flask", "twilio", "ssl", "asyncio", "pygraphviz", "ivr.carrier", "ivr.exploring", "ivr.bootstrap")


@pytest.mark.parametrize("command", [["--help"], ["check", str(TINY), "--warnings-ok"]])
def test_help_and_a_check_bring_nothing_heavy_along(command: list[str]) -> None:
    program = f"""
import sys
from ivr.cli.main import main
try:
    main({command!r})
except SystemExit as done:
    assert done.code == 0, done.code
print("heavy:", [one for one in {HEAVY!r} if one in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1:] == ["heavy: []"], done.stderr


def test_help_says_of_each_command_what_its_own_help_begins_with() -> None:
    told = CliRunner().invoke(main, ["--help"], terminal_width=400).output
    for name in COMMANDS:
        own = main.get_command(click.Context(main), name)  # type: ignore[attr-defined]
        assert re.search(rf"^  {name} +{re.escape(own.get_short_help_str(400))}$", told, re.MULTILINE), name
