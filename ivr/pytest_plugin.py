"""`*.call.yaml` files as pytest items: `pytest menus` calls the line, in this process and in virtual time.

Everything else is imported when the first call file is collected, since pytest loads this module in every project of an
environment that has it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from ivr.rehearsal.trying import Lines

CALL_SUFFIX = ".call.yaml"
_LINES: "pytest.StashKey[Lines]" = pytest.StashKey()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "CallCollector | None":
    """A call file becomes one test."""
    if not file_path.name.endswith(CALL_SUFFIX):
        return None
    collector: CallCollector = CallCollector.from_parent(parent, path=file_path)
    return collector


class CallCollector(pytest.File):
    """One call file."""

    def collect(self) -> Iterator["CallItem"]:
        from ivr.rehearsal import trying  # noqa: PLC0415 - see the module's docstring

        self.session.stash.setdefault(_LINES, trying.Lines())
        item: CallItem = CallItem.from_parent(self, name=self.path.name.removesuffix(CALL_SUFFIX))
        yield item


class CallItem(pytest.Item):
    """One call. It fails with file:line:column, the expectation and the transcript."""

    def runtest(self) -> None:
        from ivr.rehearsal.trying import attempt  # noqa: PLC0415 - see the module's docstring

        attempt(self._shown_path(), self.session.stash[_LINES])

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - pytest's own signature
        """The user's mistakes as their text; anything else is ours, and keeps its traceback."""
        from ivr.rehearsal.trying import FAILURES  # noqa: PLC0415 - see the module's docstring

        if not isinstance(excinfo.value, FAILURES):
            return super().repr_failure(excinfo, *args, **kwargs)
        return "\n".join([str(excinfo.value), *getattr(excinfo.value, "__notes__", ())])

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, 0, f"call {self.name}"

    def _shown_path(self) -> Path:
        """As messages name it: from the folder pytest was called in, where the file is below that."""
        here = Path.cwd()
        return self.path.relative_to(here) if self.path.is_relative_to(here) else self.path
