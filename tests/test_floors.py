"""The floors hold: imports go down, names say something, files stay small, and few modules know a framework."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "ivr").rglob("*.py"))
SAYS_NOTHING = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "base",
    "manager",
    "handler",
    "handlers",
    "misc",
    "tools",
}
LONGEST_FILE = 300

MAY_IMPORT = {
    "pydantic": ("ivr/line/", "ivr/reading/"),
    "pydantic_core": ("ivr/line/", "ivr/reading/"),
    "msgspec": ("ivr/stores/codec.py",),
    "twilio": (
        "ivr/twiml/",
        "ivr/cli/account.py",
        "ivr/carrier/rest/client.py",
        "ivr/texts/twilio.py",
        "ivr/control/twilio.py",
        "ivr/bootstrap/",
        "ivr/rehearsal/stage.py",
        "ivr/carrier/network.py",
    ),
    "flask": ("ivr/web/", "ivr/bootstrap/", "ivr/cli/worker.py"),
    "werkzeug": ("ivr/web/", "ivr/accounts/sqlite.py", "ivr/carrier/connection_cache.py", "ivr/service/signing_in.py"),
    "sqlite3": ("ivr/stores/", "ivr/accounts/", "ivr/texts/"),
    "cryptography": ("ivr/stores/sealing.py",),
    "yaml": ("ivr/reading/",),
    "requests": ("ivr/carrier/", "ivr/cli/", "ivr/texts/twilio.py", "ivr/control/twilio.py"),
    "click": ("ivr/cli/",),
    "granian": ("ivr/cli/",),
    "phonenumbers": ("ivr/telephony/",),
    "babel": ("ivr/speech/", "ivr/line/catalogue", "ivr/cli/prompts", "ivr/web/desk/words.py"),
    "num2words": ("ivr/speech/",),
    "pygraphviz": ("ivr/reporting/",),
    "aiohttp": ("ivr/phone/",),
    "numpy": ("ivr/sound/reading.py",),
    "soundfile": ("ivr/sound/reading.py",),
    "soxr": ("ivr/sound/reading.py",),
    "aiosipua": ("ivr/phone/sip/",),
    "aiortp": ("ivr/phone/sip/",),
}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported(path: Path) -> set[str]:
    """The outermost names of what a module imports, wherever in it."""
    return set(re.findall(r"^\s*(?:from|import) (\w+)", path.read_text(), flags=re.MULTILINE))


def test_imports_go_down_the_floors() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "0 broken" in ran.stdout


def test_no_module_has_a_name_that_says_nothing() -> None:
    parts = {part: name_of(path) for path in MODULES for part in path.relative_to(ROOT).with_suffix("").parts}
    assert {part: parts[part] for part in parts if part in SAYS_NOTHING} == {}


def test_no_file_is_too_long_to_be_read_at_once() -> None:
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_only_a_few_modules_know_each_library() -> None:
    strangers = [
        f"{name_of(path)} imports {library}"
        for path in MODULES
        for library in imported(path) & MAY_IMPORT.keys()
        if not name_of(path).startswith(MAY_IMPORT[library])
    ]
    assert strangers == []


def test_every_library_that_is_listed_is_used_where_it_may_be() -> None:
    used = {library for path in MODULES for library in imported(path)}
    assert MAY_IMPORT.keys() <= used


def test_the_conversation_knows_no_clock_no_store_and_no_wire() -> None:
    """A test of its own beside the contracts: the standard library is no floor."""
    forbidden = {"time", "random", "os", "socket", "sqlite3", "logging", "structlog", "threading", "asyncio"}
    below = [path for path in MODULES if name_of(path).startswith("ivr/dialog/")]
    assert below
    assert {name_of(path): imported(path) & forbidden for path in below if imported(path) & forbidden} == {}
    assert not [path for path in below if "datetime.now" in path.read_text()]


def test_test_files_have_names_of_their_own() -> None:
    """Test folders are no packages, so two files of one name would hide one another."""
    names = [path.name for path in (ROOT / "tests").rglob("*.py") if path.name != "conftest.py"]
    assert sorted(names) == sorted(set(names))
