"""A way through the Atlas is confirmed by a call that takes it; what no call can take is not."""

from ivr.checking.certificate import Proof
from ivr.checking.examples import loaded
from ivr.checking.rule import Subject
from ivr.dialog.journal import Happening
from ivr.exploring.confirming import Confirming, Verdict
from ivr.exploring.passages import passages
from ivr.line.compile import compile_line

ASKS = """\
nodes:
  greeting:
    menu:
      options:
        1:
          say: To hear what you owe
          go: account_number
        2:
          say: To end the call
          go: goodbye
      exhausted: representative
  account_number:
    collect:
      into: account.number
      prompt: Please enter your sixteen-digit account number.
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
      verified: owed
      refused: no_match
      exhausted: goodbye
      down: goodbye
  no_match:
    say: I found no match.
    next: account_number
  owed:
    branch:
      of: account.balance
      cases:
        - above: 0.00
          go: something
      otherwise: goodbye
  something:
    branch:
      of: account.balance
      cases:
        - above: 0.00
          go: once_more
      otherwise: never
  once_more:
    menu:
      prompt: You owe something.
      options:
        1:
          say: To hear that again
          go: later
      exhausted: representative
  later:
    branch:
      of: account.balance
      cases:
        - above: 0.00
          go: once_more
      otherwise: never
  never:
    hangup: Nobody ever hears this.
  goodbye:
    hangup: Goodbye.
"""


def _proof(nodes: str) -> Proof:
    line = loaded(nodes, "greeting").line
    assert line is not None
    return Proof(Subject(line, compile_line(line).program))


PROOF = _proof(ASKS)


def _way_through(way: str, dialog: str, to: str) -> tuple[int, ...]:
    """The shortest way of the Atlas that ends with leaving a dialog so, or goes on to where that leads."""
    for number, edge in enumerate(PROOF.atlas.edges):
        if any((one.dialog, one.way, one.to) == (dialog, way, to) for one in edge.passages) and edge.wait != "Arrives":
            return PROOF.way_to(number)
    raise LookupError(dialog)


def test_every_situation_the_line_has_is_come_to_by_a_call_or_proved_out_of_reach() -> None:
    confirming = Confirming(PROOF.atlas)
    for edge in PROOF.came.values():
        found = confirming.along(PROOF.way_to(edge))
        if found.verdict is not Verdict.HAPPENS:
            assert "never" in {one.to for one in PROOF.atlas.edges[edge].passages} | {
                PROOF.atlas.states[PROOF.atlas.edges[edge].target].at
            }


def test_a_call_that_was_found_is_one_of_moves_that_follow_on_one_another() -> None:
    found = Confirming(PROOF.atlas).along(_way_through("exhausted", "identify", "goodbye"))
    assert found.verdict is Verdict.HAPPENS
    assert found.call[0].before is None
    assert all(one.after == other.before for one, other in zip(found.call, found.call[1:], strict=False))


def test_a_way_that_takes_two_refusals_before_goes_round_twice() -> None:
    found = Confirming(PROOF.atlas).along(_way_through("exhausted", "identify", "goodbye"))
    entered = [one.dialog for moment in found.call for one in moment.step.journal if one.kind is Happening.ENTERED]
    assert entered.count("no_match") == 2
    assert entered.count("identify") == 3


def test_what_was_told_stays_told_so_a_balance_does_not_change_between_two_branches() -> None:
    way = _way_through("otherwise", "later", "never")
    confirming = Confirming(PROOF.atlas)
    assert confirming.along(way).verdict is not Verdict.HAPPENS
    assert confirming.anyhow(way).verdict is Verdict.CANNOT


def test_a_search_that_is_cut_short_says_that_it_may_happen() -> None:
    found = Confirming(PROOF.atlas, effort=20).anyhow(_way_through("otherwise", "later", "never"))
    assert found.verdict is Verdict.MAY
    assert found.call == ()


def test_the_last_move_of_a_call_is_the_one_it_was_looked_for() -> None:
    way = _way_through("exhausted", "identify", "goodbye")
    found = Confirming(PROOF.atlas).anyhow(way)
    last = [(one.dialog, one.way) for one in passages(found.call[-1].step.journal)]
    assert ("identify", "exhausted") in last
    assert found.elsewise
