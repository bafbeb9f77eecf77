"""What an installation leaves beside its database, and what it refuses."""

import stat
import threading
from pathlib import Path

import pytest

from ivr.bootstrap import Settings, SettingsError, install, settings_from
from ivr.bootstrap.keeping import kept
from ivr.line.loading import Loaded, files_of_folder, load
from ivr.service.ports import StoreError

TINY = Path(__file__).parent / "cli" / "tiny"
TOKEN = "bootstrap-test-token"


@pytest.fixture(scope="module")
def tiny_line() -> Loaded:
    return load(files_of_folder(str(TINY)))


def _settings(database: Path, **more: object) -> Settings:
    return Settings((TOKEN,), database_url=f"sqlite:///{database}", **more)


def test_keys_made_on_the_first_start_are_the_owner_s_and_stay(tmp_path: Path, tiny_line: Loaded) -> None:
    database = tmp_path / "calls" / "ivr.sqlite3"
    install(_settings(database), tiny_line).shut()
    files = [database.with_name(f"ivr.sqlite3.{name}") for name in ("key", "pepper")]
    texts = [file.read_text() for file in files]
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600, 0o600]
    install(_settings(database), tiny_line).shut()
    assert [file.read_text() for file in files] == texts
    assert len(set(texts)) == 2


def test_servers_that_start_at_once_agree_on_a_key(tmp_path: Path) -> None:
    """Each seals with the key it read; what one seals the others must open."""
    settings = _settings(tmp_path / "ivr.sqlite3")
    ready = threading.Barrier(8)
    made = iter(str(number) * 40 for number in range(8))
    read: list[str] = []

    def make() -> str:
        ready.wait(5)  # all have seen that there is none
        return next(made)

    threads = [threading.Thread(target=lambda: read.append(kept(settings, "key", make))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read) == 8
    assert len(set(read)) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["ivr.sqlite3.key"]


def test_a_folder_that_cannot_be_written_to_is_a_store_error(tiny_line: Loaded) -> None:
    with pytest.raises(StoreError, match="/dev/null/ivr"):
        install(_settings(Path("/dev/null/ivr/ivr.sqlite3")), tiny_line)


def test_a_state_key_that_is_none_is_named_and_not_shown(tmp_path: Path, tiny_line: Loaded) -> None:
    with pytest.raises(SettingsError, match="IVR_STATE_KEY") as refusal:
        install(_settings(tmp_path / "ivr.sqlite3", state_keys=("not-a-key",)), tiny_line)
    assert "not-a-key" not in str(refusal.value)


def test_without_a_token_the_message_says_how_to_get_on() -> None:
    with pytest.raises(SettingsError, match="`ivr call` puts you on the line"):
        settings_from({})


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("IVR_TEXT_SENDER", "our company", "IVR_TEXT_SENDER"),
        ("IVR_TEXT_SENDER", "MG123", "messaging service"),
        ("IVR_LINK_KEY", "short", "openssl rand -hex 32"),
        ("IVR_FALLBACK_NUMBER", "112", "IVR_FALLBACK_NUMBER"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused_by_name(name: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        settings_from({"TWILIO_AUTH_TOKEN": TOKEN, name: value})


def test_a_sender_without_an_account_is_told_before_the_first_call(tmp_path: Path) -> None:
    line = load(files_of_folder("menus/pay-my-bill"))
    settings = _settings(tmp_path / "ivr.sqlite3", text_sender="+15550100198")
    with pytest.raises(SettingsError, match="TWILIO_ACCOUNT_SID"):
        install(settings, line)


@pytest.mark.parametrize(
    ("url", "refused"),
    [
        ("http://line.example.com", True),
        ("https://line.example.com", False),
        ("http://127.0.0.1:8080", False),
        ("http://localhost:8080", False),
    ],
)
def test_a_line_that_takes_cards_is_not_served_over_plain_http(tmp_path: Path, url: str, refused: bool) -> None:
    """Twilio, Pay, action: https only."""
    takes_cards = load(files_of_folder("menus/examples/tern-island-power"))
    settings = _settings(tmp_path / "calls.db", public_url=url)
    if refused:
        with pytest.raises(SettingsError, match="must be called by https"):
            install(settings, takes_cards)
        return
    install(settings, takes_cards).shut()


def test_a_line_that_takes_none_may_be(tmp_path: Path, tiny_line: Loaded) -> None:
    install(_settings(tmp_path / "calls.db", public_url="http://line.example.com"), tiny_line).shut()
