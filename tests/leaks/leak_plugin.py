"""Every test is searched for what it let out: what it printed, what was logged, what a command said, what was raised.

A test that lets out a whole account number, a card, a PIN that is called one or a payment link fails in its teardown. A
test whose own subject is such a text says so: @pytest.mark.prints_secrets(reason="..."). Red tests are not searched for
the numbers in their own assertions; nothing is found under `pytest -s`, where nothing is captured.
"""

import re
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

import pytest
import structlog.testing
from _pytest.raises import RaisesExc
from click.testing import CliRunner
from leaks.leak_search import Known, leaks

from ivr.secret import Secret
from ivr.texts.links import SignedLinks

MARKER = "prints_secrets"
TOKEN = re.compile(r"[a-z]{40}")
"""Of a payment link."""
WITHHELD = "(not shown here: run this test alone with -s)"
LONGEST = 4_000_000
"""Characters of one test; a storm prints more, and what it prints at first is like the rest."""


@dataclass
class Overheard:
    """What one test let out, and what it may not have."""

    known: Known = field(default_factory=Known)
    heard: list[tuple[str, str]] = field(default_factory=list, repr=False)

    def hear(self, where: str, text: str) -> None:
        self.heard.append((where, text))

    def findings(self) -> list[str]:
        together: dict[str, list[str]] = {}
        for where, text in self.heard:
            together.setdefault(where, []).append(text)
        joined = {where: "\n".join(texts)[:LONGEST] for where, texts in together.items()}
        return [f"{where}: {leak}" for where, text in joined.items() for leak in leaks(text, self.known)]


class LeakSearch:
    """The plugin. One test runs at a time in a process, so there is one `now`."""

    def __init__(self) -> None:
        self.now = Overheard()
        self._undo: list[Callable[[], None]] = []

    def listen(self) -> None:
        """Hears what no capture of pytest's does: logs that are tested, commands run in this process, and exceptions
        that were expected. Notes what becomes a secret."""
        self._after(
            Secret, "__init__", lambda _, args, kwargs: self.now.known.add(str([*args[1:], *kwargs.values()][0]))
        )
        self._after(SignedLinks, "make", lambda link, *_: self._note_link(link))
        self._after(structlog.testing.LogCapture, "__call__", None, before=lambda args: self._hear_log(args[-1]))
        self._after(CliRunner, "invoke", lambda result, *_: self._hear_command(result))
        self._after(RaisesExc, "__exit__", lambda _, args, __: self._hear_error("an exception", args[2]))

    def deaf(self) -> None:
        while self._undo:
            self._undo.pop()()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        del item
        before, self.now = self.now, Overheard()
        try:
            return (yield)
        finally:
            self.now = before

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
        report: Any = yield
        if call.excinfo is not None and not isinstance(call.excinfo.value, AssertionError):
            self._hear_error("the exception of the test", call.excinfo.value)
        if call.when == "teardown" and item.get_closest_marker(MARKER) is None:
            for where, text in report.sections:
                self.now.hear(where, text)
            found = self.now.findings()
            if found:
                report.outcome = "failed"
                report.longrepr = "\n".join([f"{item.nodeid} lets out what must not be seen", *found])
                report.sections = [(where, WITHHELD) for where, _ in report.sections]
        return report

    def _note_link(self, link: str) -> None:
        self.now.known.tokens |= {one for one in TOKEN.findall(link) if len(set(one)) > 8}

    def _hear_log(self, event: object) -> None:
        self.now.hear("a log line", str(event))

    def _hear_command(self, result: Any) -> None:
        self.now.hear("the output of a command", result.output)
        self._hear_error("the exception of a command", result.exception)

    def _hear_error(self, where: str, error: BaseException | None) -> None:
        while error is not None and not isinstance(error, AssertionError):
            self.now.hear(where, "".join(traceback.format_exception_only(error)))
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)

    def _after(
        self,
        owner: type,
        name: str,
        then: Callable[[Any, tuple[Any, ...], dict[str, Any]], None] | None,
        before: Callable[[tuple[Any, ...]], None] | None = None,
    ) -> None:
        """Also does something before or after whatever calls that method."""
        usual = getattr(owner, name)

        @wraps(usual)
        def heard(*args: Any, **kwargs: Any) -> Any:
            if before is not None:
                before(args)
            result = usual(*args, **kwargs)
            if then is not None:
                then(result, args, kwargs)
            return result

        setattr(owner, name, heard)
        self._undo.append(lambda: setattr(owner, name, usual))
