"""A difference as one page that needs nothing else: before and now side by side, in the colours of the reader's system.

No script: folds are the browser's own and open by key, and what was left out or put in is struck through or underlined, so
that nobody needs to tell two colours apart.
"""

from collections.abc import Iterator
from html import escape

from ivr.exploring.difference import Difference
from ivr.exploring.difference_change import Change, Section
from ivr.reporting.difference_words import (
    BRIEFLY,
    HEADINGS,
    Mark,
    remarks,
    runs,
    sentence,
    shows_words,
    summary,
)
from ivr.reporting.html_page import page

_STYLE = """
:root { color-scheme: light dark; --ground: #fff; --text: #1b1f24; --faint: #57606a; --edge: #d0d7de; --panel: #f6f8fa;
  --old: #ffebe9; --old-text: #82071e; --new: #dafbe1; --new-text: #0a3d1c; --link: #0550ae; }
@media (prefers-color-scheme: dark) { :root { --ground: #0d1117; --text: #e6edf3; --faint: #9da7b3; --edge: #30363d;
  --panel: #161b22; --old: #4b1113; --old-text: #ffdcd7; --new: #0f3d1e; --new-text: #d2f8dc; --link: #79c0ff; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 4rem; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
header, main { max-width: 76rem; margin: 0 auto; padding: 1rem 1.25rem; }
h1 { font-size: 1.5rem; margin: 0.5rem 0; }
h2 { font-size: 1.15rem; margin: 0; display: inline; }
nav { position: sticky; top: 0; background: var(--ground); border-bottom: 1px solid var(--edge); z-index: 1; }
nav ul { max-width: 76rem; margin: 0 auto; padding: 0.5rem 1.25rem; display: flex; flex-wrap: wrap; gap: 0.25rem 1rem;
  list-style: none; }
a { color: var(--link); }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 0.5rem; background: var(--ground); padding: 0.5rem; z-index: 2; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
details { border: 1px solid var(--edge); border-radius: 6px; margin: 0 0 1rem; }
summary { cursor: pointer; padding: 0.6rem 1rem; background: var(--panel); border-radius: 6px; }
details ol { list-style: none; margin: 0; padding: 0; }
li.change { padding: 0.75rem 1rem; border-top: 1px solid var(--edge); }
li.change > p { margin: 0 0 0.35rem; overflow-wrap: anywhere; }
.remark, .count { color: var(--faint); }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 0.75rem; margin: 0; }
.sides > div { border: 1px solid var(--edge); border-radius: 6px; overflow-wrap: anywhere; }
.sides dt { font-size: 0.8rem; color: var(--faint); padding: 0.25rem 0.75rem 0; }
.sides dd { margin: 0; padding: 0 0.75rem 0.5rem; }
del { background: var(--old); color: var(--old-text); text-decoration: line-through; border-radius: 3px; }
ins { background: var(--new); color: var(--new-text); text-decoration: underline; border-radius: 3px; }
@media (max-width: 40rem) { .sides { grid-template-columns: 1fr; } nav { position: static; } html { scroll-padding-top: 0; } }
@media print { nav, .skip { display: none; } }
"""
_ONE_SIDED = (Section.REACH, Section.PATHS)
"""Where the sentence says it all."""


def as_html(difference: Difference, title: str, old: str, new: str) -> str:
    """`title` names the line, `old` and `new` the versions."""
    about = f"What callers will notice on {title}"
    sections = [(one, difference.of(one)) for one in Section if difference.of(one)]
    body = "\n".join(row for section, changes in sections for row in _section(section, changes))
    links = "".join(
        f'<li><a href="#{one}">{escape(BRIEFLY[one].capitalize())}</a> <span class="count">{len(changes)}</span></li>'
        for one, changes in sections
    )
    nav = f'<nav aria-label="Kinds of change"><ul>{links}</ul></nav>' if links else ""
    whole = f"""<a class="skip" href="#changes">Skip to the changes</a>
<header>
<h1>{escape(about)}</h1>
<p>{escape(summary(difference.changes))}</p>
<p class="count">Before: {escape(old)}. Now: {escape(new)}.</p>
{_renamed(difference)}</header>
{nav}
<main id="changes">
{body}
</main>"""
    return page(about, _STYLE, whole)


def _renamed(difference: Difference) -> str:
    if not difference.renamed:
        return ""
    pairs = ", ".join(f"{old} is {new}" for old, new in difference.renamed.items())
    return f'<p class="count">Renamed, which nobody hears: {escape(pairs)}.</p>\n'


def _section(section: Section, changes: tuple[Change, ...]) -> Iterator[str]:
    yield f'<details open id="{section}">'
    yield f'<summary><h2>{escape(HEADINGS[section])}</h2> <span class="count">{len(changes)}</span></summary>'
    yield "<ol>"
    for change in changes:
        yield f'<li class="change"><p>{escape(sentence(change))}</p>{_sides(change)}{_remarks(change)}</li>'
    yield "</ol>"
    yield "</details>"


def _sides(change: Change) -> str:
    """Both versions, one beside the other; nothing where the sentence says it all."""
    if change.section in _ONE_SIDED or not (change.before or change.after):
        return ""
    language = f' lang="{escape(change.language)}"' if change.language and shows_words(change) else ""
    before, after = _side(change, Mark.OLD), _side(change, Mark.NEW)
    return (
        f'<dl class="sides"><div><dt>Before</dt><dd{language}>{before}</dd></div>'
        f"<div><dt>Now</dt><dd{language}>{after}</dd></div></dl>"
    )


def _side(change: Change, mark: Mark) -> str:
    """What was kept, and what only this side has."""
    tag = "del" if mark is Mark.OLD else "ins"
    told = [one for one in runs(change.before, change.after) if one.mark in (Mark.KEPT, mark)]
    words = [escape(one.text) if one.mark is Mark.KEPT else f"<{tag}>{escape(one.text)}</{tag}>" for one in told]
    return " ".join(words) or '<span class="count">nothing</span>'


def _remarks(change: Change) -> str:
    return "".join(f'<p class="remark">{escape(one)}</p>' for one in remarks(change))
