"""axe-core in a page: what stands in the way of somebody who cannot see, hear, or use a mouse."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

LOOKS = (("light", 1280), ("light", 320), ("dark", 320), ("dark", 1280))
"""Colour schemes, and widths in pixels; 320 is a small telephone, or a page at four times its size."""
WHOLE = "axe.run(document, {resultTypes: ['violations']})"
COLOURS = "axe.run(document, {resultTypes: ['violations'], runOnly: ['color-contrast', 'target-size']})"
"""What another scheme can change; at the second look on, to save time."""


def violations(page: Page) -> list[str]:
    """Rule and place of every violation, whatever its weight, in each colour scheme and width."""
    found: list[str] = []
    page.evaluate(AXE_SCRIPT)
    seen: set[int] = set()
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 800})
        result = page.evaluate(COLOURS if width in seen else WHOLE)
        seen.add(width)
        found += [f"{scheme} {width}: {line}" for line in _lines(result)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{scheme} {width}: must be scrolled sideways")
    return found


def _lines(result: dict[str, list[dict[str, object]]]) -> list[str]:
    return [
        f"{one['impact']} {one['id']}: {[node['target'] for node in one['nodes']]}"  # type: ignore[attr-defined]
        for one in result["violations"]
    ]
