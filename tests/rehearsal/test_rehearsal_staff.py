"""The people of a line that is tried out, whatever kind of telephone they have."""

from ivr.checking.examples import loaded
from ivr.line.line import Line
from ivr.rehearsal.playing import Directory
from ivr.rehearsal.staff import accepting_keys, willing_staff
from ivr.source import Place

NODES = """\
nodes:
  greeting:
    transfer:
      to: night
      whisper: A caller.
      accept: 7
      bridged: goodbye
      noanswer: goodbye
      busy: goodbye
      failed: goodbye
  goodbye:
    hangup: Goodbye.
"""
PEOPLE = """\
representatives:
  rosa: {name: Rosa, number: +1 555 010 0101, groups: [billing]}
  ben: {name: Ben, sip: "sip:ben@example.com", groups: [night]}
  mia: {name: Mia, client: mia, groups: [night]}
"""
ADDRESSES = {"Rosa": "+15550100101", "Ben": "sip:ben@example.com", "Mia": "client:mia"}


def line() -> Line:
    whole = loaded(NODES, "greeting", {"representatives.yaml": PEOPLE}).line
    assert whole is not None
    return whole


def test_everybody_answers_whatever_it_is_that_rings() -> None:
    phones = willing_staff(line())
    assert {phone.name: address for address, phone in phones.items()} == ADDRESSES


def test_a_representative_presses_the_key_the_transfer_to_the_group_asks_for() -> None:
    assert accepting_keys(line()) == {"+15550100101": "1", "sip:ben@example.com": "7", "client:mia": "7"}


def test_a_call_file_calls_people_by_name_or_id_whatever_it_is_that_rings() -> None:
    directory = Directory.of(loaded(NODES, "greeting", {"representatives.yaml": PEOPLE}))
    place = Place("x.call.yaml", 1, 1)
    assert {name: directory.number(name, place) for name in ADDRESSES} == ADDRESSES
    assert directory.number("mia", place) == "client:mia"
