"""Debian's chromium, and windows of it that notice what no page may do.

The library keeps an event loop running in its thread for as long as it is started, and no other test could have one then:
so the browser starts with the first test that asks for it and is closed after the last one of this folder.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from needs import require
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    expect,
    sync_playwright,
)

FLAGS = ("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking", "--mute-audio")
"""As root chromium has no sandbox, and in a container little shared memory."""
PATIENCE = 8000
"""Milliseconds for whatever is waited for; two busy cores are slow, and a page looks for news once a second."""


@dataclass
class Chromium:
    _playwright: Playwright | None = None
    _browser: Browser | None = None

    def browser(self) -> Browser:
        if self._browser is None:
            program = require("chromium", "chromium")
            expect.set_options(timeout=PATIENCE)
            self._playwright = sync_playwright().start()
            self._browser = self._playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        return self._browser

    def close(self) -> None:
        if self._browser is not None:
            self._browser.close()
        if self._playwright is not None:
            self._playwright.stop()
        self._browser = self._playwright = None


@dataclass
class Window:
    """One person's browser, at `url`. `trouble` is what a page complained of, and each request that left for elsewhere;
    a test says what it `expects` of that."""

    context: BrowserContext
    page: Page
    url: str
    trouble: list[str] = field(default_factory=list)
    expects: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.on("console", self._hear)
        self.context.on("weberror", lambda error: self.trouble.append(f"error: {error.error}"))
        self.context.on("request", self._see)

    def expect(self, *patterns: str) -> None:
        self.expects += patterns

    def unexpected(self) -> list[str]:
        return [one for one in self.trouble if not any(re.search(pattern, one) for pattern in self.expects)]

    def go(self, path: str) -> Page:
        self.page.goto(f"{self.url}{path}")
        return self.page

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.trouble.append(f"console: {message.text}")

    def _see(self, request: Request) -> None:
        if urlsplit(request.url)[:2] != urlsplit(self.url)[:2]:
            self.trouble.append(f"request: {request.url}")


@contextmanager
def window(chromium: Chromium, url: str, **options: object) -> Iterator[Window]:
    """`options` are those of a browser context; nothing moves, which saves the processor. Fails when something happened that the test did not expect."""
    context = chromium.browser().new_context(**{"reduced_motion": "reduce", **options})  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    try:
        one = Window(context, context.new_page(), url)
        yield one
        if one.unexpected():
            raise AssertionError("\n".join(one.unexpected()))
    finally:
        context.close()
