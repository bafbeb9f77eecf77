"""The port's sentences, for every keeper of what links stand for."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cast import TUESDAY
from texts_laboratory import SEALS

from ivr.secret import Secret
from ivr.service.ports import LinkTarget
from ivr.texts.targets import MemoryTargets, SqliteTargets, Targets

ROSA = LinkTarget(Secret("84482917"), "13450 USD", "es-US")
BEN = LinkTarget(Secret("84486053"), "", "en-US")
EXPIRES = TUESDAY + timedelta(hours=24)

KEEPERS: dict[str, Callable[[Path], Targets]] = {
    "memory": lambda folder: MemoryTargets(),
    "sqlite": lambda folder: SqliteTargets(folder / "texts.db", SEALS),
}


@pytest.fixture(params=list(KEEPERS))
def targets(request: pytest.FixtureRequest, tmp_path: Path) -> Targets:
    return KEEPERS[request.param](tmp_path)


def test_a_target_is_found_by_its_reference_and_no_other(targets: Targets) -> None:
    targets.keep("abc", ROSA, EXPIRES)
    targets.keep("abd", BEN, EXPIRES)
    assert targets.find("abc", TUESDAY) == ROSA
    assert targets.find("abd", TUESDAY) == BEN
    assert targets.find("ab", TUESDAY) is None
    assert targets.find("", TUESDAY) is None


def test_a_target_is_found_until_it_expires(targets: Targets) -> None:
    targets.keep("abc", ROSA, EXPIRES)
    assert targets.find("abc", EXPIRES - timedelta(microseconds=1)) == ROSA
    assert targets.find("abc", EXPIRES) is None


def test_keeping_again_changes_neither_the_target_nor_its_end(targets: Targets) -> None:
    targets.keep("abc", ROSA, EXPIRES)
    targets.keep("abc", BEN, EXPIRES + timedelta(hours=5))
    assert targets.find("abc", TUESDAY) == ROSA
    assert targets.find("abc", EXPIRES) is None


def test_what_expired_is_forgotten_and_nothing_else(targets: Targets) -> None:
    targets.keep("abc", ROSA, EXPIRES)
    targets.keep("abd", BEN, EXPIRES + timedelta(microseconds=1))
    targets.purge(EXPIRES)
    assert targets.find("abc", TUESDAY) is None
    assert targets.find("abd", TUESDAY) == BEN


def test_nothing_of_a_target_is_in_a_repr(targets: Targets) -> None:
    targets.keep("abc", ROSA, EXPIRES)
    assert "84482917" not in repr(targets) + repr(ROSA)
