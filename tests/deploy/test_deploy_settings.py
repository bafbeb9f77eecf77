"""deploy/env.example and `Settings` say the same."""

from dataclasses import fields
from pathlib import Path

import pytest

from ivr.bootstrap import DEFAULT_DATABASE, Settings, settings_from

TOKEN = "TWILIO_AUTH_TOKEN"


@pytest.fixture
def example(deploy: Path) -> dict[str, str]:
    lines = (deploy / "env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


class _Asked(dict[str, str]):
    """An environment that remembers what was asked of it."""

    def __init__(self, values: dict[str, str]) -> None:
        super().__init__(values)
        self.names: list[str] = []

    def get(self, name: str, default: object = None) -> object:
        self.names.append(name)
        return super().get(name, default)


def test_the_example_names_every_setting_that_is_read_and_no_other(example: dict[str, str]) -> None:
    environment = _Asked({TOKEN: "token"})
    settings_from(environment)
    assert sorted(example) == sorted(environment.names)
    assert len(example) == len(fields(Settings))


def test_the_example_needs_nothing_but_a_token_to_be_read(example: dict[str, str]) -> None:
    settings = settings_from(example | {TOKEN: "new, old"})
    assert settings.tokens == ("new", "old")
    assert settings.public_url == "https://line.example.com"
    assert settings.database_url == DEFAULT_DATABASE
    assert (settings.state_keys, settings.fallback_number) == ((), None)


def test_the_example_holds_no_secret(example: dict[str, str]) -> None:
    assert [example[name] for name in (TOKEN, "IVR_STATE_KEY", "IVR_FALLBACK_NUMBER")] == ["", "", ""]


def test_every_value_reads_the_same_in_systemd_and_in_docker(example: dict[str, str]) -> None:
    """docker takes quotes and blanks as part of a value, systemd does not."""
    for name, value in example.items():
        assert name == name.strip()
        assert not set(value) & set("\"'\\ \t$")


def test_every_setting_is_explained_above_it(deploy: Path, example: dict[str, str]) -> None:
    paragraphs = (deploy / "env.example").read_text().split("\n\n")[1:]
    assert [paragraph.splitlines()[-1].split("=")[0] for paragraph in paragraphs] == list(example)
    assert all(paragraph.startswith("# ") for paragraph in paragraphs)
