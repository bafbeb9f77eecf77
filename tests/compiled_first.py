"""Compiled modules, kept beside their sources, before several workers import them all at once.

A fresh checkout has none, and where PYTHONDONTWRITEBYTECODE is set none would come to be: each worker would compile all
that stands in ivr and in tests, and each program that a test starts all that it needs of ivr.
"""

import contextlib
import os
import sys
from collections.abc import Iterable
from compileall import compile_file
from importlib.util import cache_from_source
from pathlib import Path

import pytest
from _pytest.assertion import rewrite
from _pytest.config import Config


def keep_bytecode() -> None:
    """In this process and those it starts."""
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def compile_first(config: Config, root: Path) -> None:
    """Each core takes its part of what has changed. What could not be compiled is told where it is imported."""
    changed = [file for folder in ("ivr", "tests") for file in (root / folder).rglob("*.py") if _changed(file)]
    cores = min(os.cpu_count() or 1, len(changed))
    children = [_begin(config, changed[core::cores]) for core in range(cores)]
    for child in children:
        os.waitpid(child, 0)


def _begin(config: Config, files: Iterable[Path]) -> int:
    child = os.fork()
    if child == 0:
        try:
            for file in files:
                _compile(config, file)
        finally:
            os._exit(0)
    return child


def _compile(config: Config, file: Path) -> None:
    """Tests as pytest keeps a module whose asserts it explains; the product's modules so as well, since pytest takes all of
    a project that is installed from its checkout for the plugin that is a part of it."""
    if not _is_test(file):
        compile_file(file, quiet=2)
    if _is_test(file) or "ivr" in file.parts:
        rewrite.try_makedirs(rewrite.get_cache_dir(file))
        with contextlib.suppress(SyntaxError):
            status, code = rewrite._rewrite_test(file, config)
            rewrite._write_pyc(config.stash[rewrite.assertstate_key], code, status, _kept(file))


def _is_test(file: Path) -> bool:
    return file.name.startswith("test_") or file.name == "conftest.py"


def _changed(file: Path) -> bool:
    kept = _kept(file) if _is_test(file) else Path(cache_from_source(str(file)))
    return not kept.exists() or kept.stat().st_mtime < file.stat().st_mtime


def _kept(file: Path) -> Path:
    return rewrite.get_cache_dir(file) / (file.stem + rewrite.PYC_TAIL)


def is_shared_out(config: pytest.Config) -> bool:
    """Among workers, and this process is none of them."""
    return bool(getattr(config.option, "numprocesses", None)) and not hasattr(config, "workerinput")
