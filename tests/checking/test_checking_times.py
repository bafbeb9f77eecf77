"""How long a small line takes: figures that can be added up by hand, and a caller who never answers."""

from math import isclose

import pytest

from ivr.checking.proved_examples import proof_of
from ivr.checking.silent_caller import silent_call
from ivr.checking.times import times
from ivr.dialog.step import EndlessLineError
from ivr.speech.duration import seconds_to_say

LINE = """\
nodes:
  greeting:
    say: Hello.
    next: main
  main:
    menu:
      options:
        1: {say: To hear our news, go: news}
        2: {say: To pay, go: amount}
      exhausted: representative
  news:
    say: There is no news.
    next: main
  amount:
    amount: {least: 1.00, most: 100.00, exhausted: representative}
    next: charge
  charge:
    pay: {paid: thanks, declined: representative, cancelled: representative, failed: representative, exhausted: representative}
  thanks:
    hangup: Thank you. Goodbye.
  representative:
    say: One moment, please.
    next: ring
  ring:
    transfer: {to: billing, whisper: A caller., bridged: thanks, noanswer: thanks, busy: thanks, failed: thanks}
"""
LOOP = "nodes:\n  greeting:\n    say: Hello.\n    next: greeting\n"


def test_seconds_are_those_of_the_words_on_the_way() -> None:
    whole = times(proof_of(LINE))
    (english,) = whole.languages
    assert english.first_choice is not None
    assert isclose(english.first_choice.seconds, seconds_to_say("Hello.", "en-US"), abs_tol=0.05)
    assert english.person is not None
    assert seconds_to_say("One moment, please.", "en-US") <= english.person.seconds < 3
    assert english.payment is not None
    assert english.payment.node == "charge"
    assert english.payment.seconds > english.first_choice.seconds
    assert english.longest_prompt is not None
    assert english.farthest_node is not None
    assert english.farthest_node.seconds >= english.payment.seconds


def test_a_line_without_payments_is_measured_to_whoever_is_rung_and_one_without_people_not_at_all() -> None:
    (talks,) = times(proof_of("nodes:\n  greeting:\n    say: Hello.\n    next: representative\n")).languages
    assert talks.payment is not None
    assert talks.payment.node == "representative"
    (silent,) = times(proof_of("nodes:\n  greeting:\n    hangup: Hello.\n")).languages
    assert (silent.person, silent.payment, silent.first_choice) == (None, None, None)


def test_a_silent_call_costs_every_prompt_and_every_wait() -> None:
    call = silent_call(proof_of(LINE).atlas.program)
    assert call.in_line == 0
    assert 60 < call.seconds < 600


def test_a_silent_call_that_never_waits_is_an_error_and_no_figure() -> None:
    with pytest.raises(EndlessLineError):
        silent_call(proof_of(LOOP).atlas.program)
