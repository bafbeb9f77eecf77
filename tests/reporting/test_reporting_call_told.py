"""A call out of a proof in plain words, of at most 80 columns, and without what somebody keys."""

import re
from collections.abc import Sequence
from functools import cache

from ivr.checking.certificate import Proof
from ivr.checking.examples import loaded
from ivr.checking.rule import Subject
from ivr.exploring.confirming import Confirming
from ivr.line.compile import compile_line
from ivr.reporting.call_told import told

NODES = """\
nodes:
  greeting:
    menu:
      options:
        1:
          say: To hear what you owe
          go: account_number
      exhausted: representative
  account_number:
    collect:
      into: account.number
      prompt: Please enter your sixteen-digit account number.
      confirm: true
      exhausted: representative
    next: pin
  pin:
    collect:
      into: account.pin
      prompt: Now enter your PIN.
      exhausted: representative
    next: identify
  identify:
    lookup:
      accounts: verify
      verified: office
      refused: no_match
      exhausted: goodbye
      down: representative
  no_match:
    say: I found no match.
    next: account_number
  office:
    hours:
      of: billing
      open: goodbye
      closed: closed_now
  closed_now:
    hangup: We are closed.
  goodbye:
    hangup: Goodbye.
"""


@cache
def _proof() -> Proof:
    line = loaded(NODES, "greeting").line
    assert line is not None
    return Proof(Subject(line, compile_line(line).program))


def _call_that(way: str, dialog: str) -> Sequence[str]:
    proof = _proof()
    for number, edge in enumerate(proof.atlas.edges):
        if edge.wait != "Arrives" and any((one.way, one.dialog) == (way, dialog) for one in edge.passages):
            found = Confirming(proof.atlas).along(proof.way_to(number))
            return list(told(proof.atlas, found.call))
    raise LookupError(way)


def test_a_row_has_its_time_who_and_what_and_goes_on_below_its_words() -> None:
    rows = _call_that("down", "identify")
    assert rows[0].startswith("    0:00  caller     calls")
    assert rows[1] == "    0:00  caller     hears: To hear what you owe, press one. For a"
    assert rows[2] == " " * 21 + "representative, press zero."
    assert all(len(row) <= 80 for row in rows)


def test_what_others_do_is_told_in_plain_words() -> None:
    assert any(row.endswith("line       the accounts are down") for row in _call_that("down", "identify"))
    assert any(row.endswith("no account goes with what was keyed") for row in _call_that("refused", "identify"))


def test_how_the_world_is_is_told_where_it_is_not_as_usual() -> None:
    rows = _call_that("closed", "office")
    assert any(row.endswith("meanwhile  the office is closed") for row in rows)
    assert not any("meanwhile" in row for row in _call_that("refused", "identify"))


def test_the_end_of_the_call_is_told() -> None:
    assert _call_that("closed", "office")[-1].endswith("line       ends the call")


def test_numbers_are_told_by_their_last_four_digits_and_read_backs_not_at_all() -> None:
    rows = _call_that("refused", "identify")
    assert any(re.search(r"presses •{12}\d{4}$", row) for row in rows)
    assert any("You entered ••••" in row for row in rows)
    assert any(row.endswith("presses ••••") for row in rows)
