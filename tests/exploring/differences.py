"""Two versions of a line, and what callers will notice between them."""

from collections.abc import Mapping

from tiny_line import TEXTS

from ivr.checking.examples import line_of
from ivr.checking.spoken_time import seconds_of
from ivr.exploring.difference import Difference, difference
from ivr.exploring.difference_change import Change, Section, Side
from ivr.line.compile import compile_line
from ivr.line.loading import files_of_text, load

SHOP = """\
nodes:
  greeting:
    say: Hello, and thanks for calling.
    next: main
  main:
    menu:
      options:
        1:
          say: To hear our hours
          go: hours_of_ours
        2:
          say: To leave a message
          go: message
        3:
          say: To enter a number
          go: number
      exhausted: representative
  hours_of_ours:
    hangup: We are open {company.hours.billing}.
  message:
    voicemail:
      to: billing
      prompt: Please leave a message.
      left: goodbye
      empty: goodbye
  number:
    collect:
      into: account.number
      prompt: Enter your account number.
      noinput: It is on your bill.
      nomatch: That is no account number.
      exhausted: representative
    next: goodbye
  goodbye:
    hangup: Goodbye.
  representative:
    hours:
      of: billing
      open: ring
      closed: goodbye
  ring:
    transfer:
      to: billing
      prompt: I am connecting you.
      whisper: A caller.
      bridged: goodbye
      noanswer: message
      busy: message
      failed: message
"""


def side(texts: Mapping[str, str]) -> Side:
    loaded = load(files_of_text(texts), demonstration=False)
    assert loaded.line is not None, loaded.findings
    assert loaded.findings == ()
    return Side(loaded.line, compile_line(loaded.line).program)


def shop(*edits: tuple[str, str], others: Mapping[str, str] | None = None) -> Side:
    """The shop's line after these edits of its nodes."""
    nodes = SHOP
    for before, after in edits:
        assert before in nodes, before
        nodes = nodes.replace(before, after)
    return side(line_of(nodes, "greeting", others))


def told(old: Side, new: Side) -> Difference:
    return difference(old, new, seconds_of)


def after(*edits: tuple[str, str], others: Mapping[str, str] | None = None) -> Difference:
    """What callers of the shop notice of these edits."""
    return told(shop(), shop(*edits, others=others))


def only(found: Difference, section: Section) -> Change:
    """The one change of a kind."""
    (one,) = found.of(section)
    return one


def tiny(old: str = "", new: str = "") -> Side:
    """The tiny line, with one edit of its line.yaml."""
    assert old in TEXTS["line.yaml"]
    return side({**TEXTS, "line.yaml": TEXTS["line.yaml"].replace(old, new, 1) if old else TEXTS["line.yaml"]})
