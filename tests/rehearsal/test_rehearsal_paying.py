"""A payment in a call file."""

from ivr.carrier.handsets.steps import Hear, Pay
from ivr.line.callfile import CallFile, read_call
from ivr.rehearsal.playing import Directory, script
from ivr.source import Source

CALL = """\
call: Somebody pays with a card.
steps:
  - pay:
      card: 4111 1111 1111 1111
      expires: 0129
      code: 0123
      postal: 01234
  - hear: Thank you
"""


def read(text: str) -> tuple[CallFile | None, list[str]]:
    call, findings = read_call(Source("x.call.yaml", text))
    return call, [f"{one.place.line}: {one.message}" for one in findings]


def test_what_is_typed_stays_as_it_was_written() -> None:
    call, findings = read(CALL)
    assert call is not None
    pay, hear = script(call, Directory({})).steps
    assert isinstance(pay, Pay)
    assert isinstance(hear, Hear)
    assert (pay.card, pay.expires, pay.code, pay.postal) == ("4111111111111111", "0129", "0123", "01234")
    assert (pay.routing, pay.account, findings) == (None, None, [])


def test_a_bank_account_has_details_of_its_own() -> None:
    call, _ = read("call: By account\nsteps:\n  - pay: {routing: 021000021, account: 000123456}\n")
    assert call is not None
    (pay,) = script(call, Directory({})).steps
    assert isinstance(pay, Pay)
    assert (pay.routing, pay.account, pay.card) == ("021000021", "000123456", None)


def test_a_detail_nobody_asks_for_is_a_finding() -> None:
    _, (finding,) = read(CALL.replace("code:", "pin:"))
    assert finding.startswith("6: ")
    assert "pin" in finding


def test_letters_are_no_card_number() -> None:
    _, (finding,) = read(CALL.replace("4111 1111 1111 1111", "visa"))
    assert finding == '4: "visa" holds something else than keys of a telephone.'
