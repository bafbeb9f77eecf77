"""How the page of coverage looks, by day and by night. Contrasts are those of WCAG 2.1 AA; nothing is told by colour alone."""

STYLE = """\
:root {
  color-scheme: light dark;
  --page: #ffffff; --words: #1f2328; --faint: #59636e; --edge: #d1d9e0; --link: #0550ae;
  --all: #dafbe1; --some: #fff1c2; --none: #ffdcd7; --excused: #eaeef2;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0d1117; --words: #f0f6fc; --faint: #9da7b3; --edge: #3d444d; --link: #79b8ff;
    --all: #12341c; --some: #4a3a05; --none: #561d1b; --excused: #262c36;
  }
}
body { margin: 0; background: var(--page); color: var(--words); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 75rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.5rem; }
h2 { font-size: 1.125rem; margin: 2rem 0 .5rem; text-align: left; }
a { color: var(--link); }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
table { border-collapse: collapse; }
caption { text-align: left; font-weight: 600; padding: .5rem 0; }
.totals td, .totals th, .files td, .files th {
  padding: .25rem 1.5rem .25rem 0; text-align: left; border-bottom: 1px solid var(--edge); font-weight: 400;
}
meter { width: 8rem; vertical-align: middle; }
.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .5rem; }
.legend li { padding: .125rem .5rem; border-radius: .25rem; }
.source { width: 100%; font-size: .875rem; }
.source th { width: 3rem; text-align: right; padding: 0 .75rem 0 0; color: var(--faint); font-weight: 400; vertical-align: top; }
.source td { vertical-align: top; }
.source .sign { width: 1.5rem; text-align: center; }
.source code { font: .8125rem/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
.note { width: 36%; padding: 0 .5rem; font-size: .8125rem; }
.all { background: var(--all); }
.some { background: var(--some); }
.none { background: var(--none); }
.excused { background: var(--excused); }
tr:target { outline: 3px solid var(--link); outline-offset: -3px; }
"""
