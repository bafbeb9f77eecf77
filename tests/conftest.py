"""Fixtures every test may use. The people and the tiny line stand in cast.py and tiny_line.py, beside this file."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from cast import SetClock
from compiled_first import compile_first, is_shared_out, keep_bytecode
from hypothesis import settings
from kept_routes import keep_routes
from kept_templates import keep_templates
from leaks.leak_plugin import MARKER, LeakSearch
from telephones import Telephone
from tiny_line import Counted, House, house, seeded, sqlite_store
from whole_files import WholeFiles, longest_first
from xdist.remote import Producer

from ivr.service import signing_in
from ivr.service.ports import Store
from ivr.stores.memory import MemoryStore

# `make test` runs the same examples every time, so that a red run can be run again; `make long` draws new ones.
settings.register_profile("sample", derandomize=True, deadline=None, max_examples=30)
settings.register_profile("long", derandomize=False, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("IVR_EXAMPLES", "sample"))

signing_in.HASHING = "scrypt:256:8:1"
"""A hundredth of what a password costs a server: hundreds are made and proven here. What is served and what it costs there
is in test_signing_in_cost.py; servers that tests start as processes have the real one."""
keep_templates()
keep_routes()
keep_bytecode()

_LEAKS = LeakSearch()


def pytest_configure(config: pytest.Config) -> None:
    """Every test is searched for secrets it let out; see leaks/leak_plugin.py."""
    config.addinivalue_line("markers", f"{MARKER}(reason): what this test prints is its subject, and is not searched")
    config.pluginmanager.register(_LEAKS, "leak-search")
    _LEAKS.listen()
    if is_shared_out(config):
        compile_first(config, config.rootpath)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> WholeFiles | None:
    """Instead of one test at a time; see whole_files.py."""
    return WholeFiles(config, log) if config.getoption("dist") == "loadgroup" else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    longest_first(items, config.rootpath)


def pytest_unconfigure() -> None:
    _LEAKS.deaf()


def pytest_collection_finish() -> None:
    """Twelve thousand tests and all modules stay to the end; nobody needs to look through them for rubbish again and again,
    and seldom through what came after: a full search takes a tenth of a second and finds next to nothing."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(2000, 20, 50)


@pytest.fixture
def set_clock() -> SetClock:
    """A clock that stands at five past ten on a Tuesday in New York, until it is set."""
    return SetClock()


@pytest.fixture(params=["memory", "sqlite"])
def any_store(request: pytest.FixtureRequest, tmp_path: Path, set_clock: SetClock) -> Iterator[Store]:
    """Every store in turn."""
    if request.param == "memory":
        yield MemoryStore(set_clock)
    else:
        with sqlite_store(tmp_path, set_clock) as store:
            yield store


@pytest.fixture
def directory(set_clock: SetClock) -> Counted:
    """A quick account directory that counts what it is asked."""
    return Counted(seeded(), set_clock)


@pytest.fixture
def tiny(any_store: Store, directory: Counted, set_clock: SetClock) -> House:
    """The tiny line, put together on every store in turn."""
    return house(any_store, directory, set_clock)


@pytest.fixture
def caller(tiny: House) -> Telephone:
    """A caller of the tiny line who has heard the greeting."""
    return Telephone(tiny).calls()
