"""axe-core in a page: what stands in the way of somebody who cannot see, hear, or use a mouse."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WIDE, NARROW = 1280, 320
"""Pixels; the second is a small telephone, or a page at four times its size."""
LINES = (
    ".then(found => found.violations.map(one => `${one.impact} ${one.id} at ${one.nodes.map(node => node.target)}`))"
)
WHOLE = f"axe.run(document, {{resultTypes: ['violations']}}){LINES}"
COLOURS = f"axe.run(document, {{resultTypes: ['violations'], runOnly: ['color-contrast', 'target-size']}}){LINES}"
"""What another scheme, or another width, can change."""
LOOKS = (("light", WIDE, WHOLE), ("dark", WIDE, COLOURS), ("dark", NARROW, COLOURS), ("light", NARROW, WHOLE))
WHEN_AMONG_MANY = (*LOOKS[:3], ("light", NARROW, COLOURS))
"""For a page that is looked at in other states as well: its narrow form is made of the same elements."""


def violations(page: Page, *, among_many: bool = False) -> list[str]:
    """Rule and place of every violation, whatever its weight, in each colour scheme and width."""
    found: list[str] = []
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE_SCRIPT)
    for scheme, width, asked in WHEN_AMONG_MANY if among_many else LOOKS:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{scheme} {width}: {one}" for one in page.evaluate(asked)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{scheme} {width}: must be scrolled sideways")
    return found
