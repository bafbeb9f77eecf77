"""`*.call.yaml` files as pytest items: `pytest menus` calls the line, in this process and in virtual time. And a phone
network for tests written in Python, of any TwiML application.

Everything else is imported when the first call file is collected or the first network asked for, since pytest loads this
module in every project of an environment that has it.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from datetime import datetime

    from _typeshed.wsgi import WSGIApplication

    from ivr.carrier import Network, Web
    from ivr.rehearsal.trying import Lines

APP_URL = "https://app.example"
"""Where an application of this process answers, unless a test says otherwise."""
ACCOUNT = "AC" + "0" * 32
TOKEN = "token-of-phone-network"  # noqa: S105 - it signs requests that never leave a test

CALL_SUFFIX = ".call.yaml"
_LINES: "pytest.StashKey[Lines]" = pytest.StashKey()


@pytest.fixture
def phone_network() -> "Iterator[Callable[..., Network]]":
    """A phone network on a virtual clock, for an application that is tested. Call it with

    - a WSGI application, of Flask for one, which then answers at `url` in this process: `phone_network(app)`;
    - or the address of one that runs elsewhere: `phone_network("http://127.0.0.1:8080")`;
    - or a web of your own: `phone_network(FaultyWeb(...), url="https://app.example")`.

    URLs without a host are the application's: `network.call("/answer", handset=Keys("1"))`. `at` is when the first call
    comes in, `token` signs requests, and what else is given is the network's: `phones`, `readings`, `payments` ...
    Every network is closed after the test.
    """
    with ExitStack() as closing:

        def make(
            app: "WSGIApplication | Web | str",
            *,
            url: str = APP_URL,
            token: str = TOKEN,
            at: "datetime | None" = None,
            **details: Any,  # noqa: ANN401 - what a Network takes
        ) -> "Network":
            from ivr.carrier import HttpWeb, Network, VirtualClock, WsgiWeb  # noqa: PLC0415 - see the module's docstring

            clock = closing.enter_context(VirtualClock() if at is None else VirtualClock(at))
            if isinstance(app, str):
                return Network(closing.enter_context(HttpWeb()), clock, ACCOUNT, token, home=app, **details)
            web = WsgiWeb(app, url) if callable(app) else app
            return Network(web, clock, ACCOUNT, token, home=url, **details)

        yield make


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
