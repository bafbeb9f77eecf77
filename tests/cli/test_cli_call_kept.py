"""`ivr call --trace` and `--save`: what went over the wire, and the call as a test."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Ivr = Callable[..., Result]
NUMBER = "123456789012"


def test_a_trace_has_requests_replies_and_timers_among_what_is_heard(tiny: Path, ivr: Ivr) -> None:
    done = ivr("call", "tiny", "--keys", f"1 {NUMBER} 1", "--trace")
    assert done.exit_code == 0
    for part in ("POST https://", "<Gather action=", "timer: ", "caller     hears: Hello", "Digits=••••••••9012"):
        assert part in done.output
    assert NUMBER not in done.output


def test_a_demonstration_is_traced_too(tiny: Path, ivr: Ivr) -> None:
    assert "<Gather action=" in ivr("call", "tiny", "--trace").output


def test_a_saved_call_of_single_keys_passes_and_says_so(tiny: Path, ivr: Ivr) -> None:
    done = ivr("call", "tiny", "--keys", "1 h", "--save", "tiny/mine.call.yaml")
    assert done.exit_code == 0, done.output
    assert "Saved as tiny/mine.call.yaml." in done.output
    assert "Played again, it passes: ivr test tiny/mine.call.yaml" in done.output
    assert stat.S_IMODE((tiny / "mine.call.yaml").stat().st_mode) == 0o600
    assert ivr("test", "tiny/mine.call.yaml").exit_code == 0


def test_numbers_are_not_saved_where_no_demonstration_accounts_are_known(tiny: Path, ivr: Ivr) -> None:
    done = ivr("call", "tiny", "--keys", f"1 {NUMBER} 1", "--save", "tiny/mine.call.yaml")
    assert done.exit_code == 2
    assert "--with-digits says that they may be written down" in done.stderr
    assert not (tiny / "mine.call.yaml").exists()


def test_numbers_are_saved_when_the_caller_says_so(tiny: Path, ivr: Ivr) -> None:
    done = ivr("call", "tiny", "--keys", f"1 {NUMBER} 1", "--save", "tiny/mine.call.yaml", "--with-digits")
    assert done.exit_code == 0, done.output
    assert f'press: "{NUMBER}"' in (tiny / "mine.call.yaml").read_text()
    assert "What was keyed stands in it in full, so only you can read it." in done.output
    assert NUMBER not in done.output


def test_demonstration_accounts_may_be_saved(tiny: Path, ivr: Ivr) -> None:
    line = tiny / "line.yaml"
    line.write_text(line.read_text().replace("start: greeting", "accounts: accounts.yaml\nstart: greeting"))
    (tiny / "accounts.yaml").write_text(f"accounts:\n  - number: {NUMBER}\n    pin: 2580\n    balance: 1.00\n")
    done = ivr("call", "tiny", "--keys", f"1 {NUMBER} 1", "--save", "tiny/mine.call.yaml")
    assert done.exit_code == 0, done.output
    assert f'press: "{NUMBER}"' in (tiny / "mine.call.yaml").read_text()


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("tiny/mine.yaml", "ends in .call.yaml"),
        ("tiny/hello.call.yaml", "is there already"),
        ("tiny/deep/mine.call.yaml", "there is no folder tiny/deep"),
        ("mine.call.yaml", "stands beside the line it calls"),
    ],
)
def test_where_a_call_cannot_be_saved_is_told_before_it_is_made(tiny: Path, ivr: Ivr, file: str, words: str) -> None:
    done = ivr("call", "tiny", "--keys", "1 h", "--save", file)
    assert done.exit_code == 2
    assert words in done.stderr
    assert "caller" not in done.stdout


def test_a_demonstration_is_a_file_already(tiny: Path, ivr: Ivr) -> None:
    done = ivr("call", "tiny", "--save", "tiny/mine.call.yaml")
    assert done.exit_code == 2
    assert "--save needs a call of your own" in done.stderr


def test_a_saved_call_that_does_not_pass_says_where_and_fails(
    tiny: Path, ivr: Ivr, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ivr.cli.keeping.written", lambda *_: "call: Wrong\nsteps:\n  - hear: other words\n")
    done = ivr("call", "tiny", "--keys", "1 h", "--save", "tiny/mine.call.yaml")
    assert done.exit_code == 1
    assert "Played again, it does not go as it is written:\n\ntiny/mine.call.yaml:3:5: expected to hear" in done.output
