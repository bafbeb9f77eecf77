"""The frame of a page that needs nothing else and works from a file: it may load nothing, and runs no script but its own."""

from html import escape

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(title: str, style: str, body: str, script: str = "") -> str:
    """`title` is plain text, the others are as they go into the page."""
    policy = f"{_POLICY}; script-src 'unsafe-inline'" if script else _POLICY
    run = f"<script>\n{script.strip()}\n</script>\n" if script else ""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{escape(title)}</title>
<style>
{style.strip()}
</style>
</head>
<body>
{body.strip()}
{run}</body>
</html>
"""
