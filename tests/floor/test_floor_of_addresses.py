"""What a representative's telephone is told of a call, by headers, parameters or a task: last digits and words, and no secret in
any address."""

import json

from cast import NUMBER
from floor_house import FloorHouse, floor_house, texts

from ivr.carrier.handsets.taker import Taker
from ivr.carrier.happenings import Bridged
from ivr.carrier.network import Call
from ivr.carrier.phones import Phone

PEOPLE = """\
groups:
  billing: {GROUP}
representatives:
  rosa: {name: Rosa, sip: "sip:rosa@pbx.example.com", groups: [billing]}
  ben: {name: Ben, client: ben, groups: [billing]}
"""
WORKFLOW = "WW" + "0123456789abcdef" * 2
TASKS = {
    "to: billing\n      hours": f"workflow: {WORKFLOW}\n      hours",
    "      free: ring\n": "",
    "      empty: nobody_there\n": "",
    "{queue.position}": "one",
    "{queue.minutes}": "ten",
}
BEN = "+15550100102"


def details(call: Call, name: str) -> dict[str, str]:
    return dict(call.leg(name).display.details)


def nothing_whole(call: Call) -> None:
    """No address the line asked for, or was asked at, holds what was keyed."""
    for made in call.made:
        assert NUMBER not in made.url
    for leg in call.legs:
        assert NUMBER not in repr(leg.display.details)


def test_a_sip_telephone_gets_the_hand_off_in_headers_and_a_browser_in_parameters() -> None:
    with floor_house(texts(people=PEOPLE)) as house:
        house.phones["sip:rosa@pbx.example.com"] = Phone(3, handset=Taker("2"), name="Rosa")
        house.phones["client:ben"] = Phone(3, handset=Taker("1"), name="Ben")
        call = house.call()
        assert details(call, "Rosa") == {"X-Account-Last4": "2917"}
        assert details(call, "Ben") == {"account_last4": "2917"}
        assert call.transcript.heard("You talked to somebody")
        assert call.debugger == ()
        nothing_whole(call)
        house.nobody_is_left()


def test_after_waiting_the_hand_off_is_the_same() -> None:
    with floor_house(texts(people=PEOPLE)) as house:
        house.phones["client:ben"] = Phone(3, handset=Taker("1"), name="Ben")
        house.busy("rosa", "ben")
        call = house.call("", (40, lambda: house.ready("ben")))
        assert details(call, "Ben") == {"account_last4": "2917"}
        nothing_whole(call)
        house.nobody_is_left()


def test_no_address_of_a_call_that_waits_holds_what_was_keyed() -> None:
    with floor_house() as house:
        house.busy("rosa", "ben")
        call = house.call("", (40, lambda: house.ready("ben")))
        assert any("turn=" in made.url for made in call.made)
        nothing_whole(call)


def accepted(house: FloorHouse, second: float, number: str) -> Call:
    """A worker of the carrier's takes the first task."""

    def accept() -> None:
        (task,) = house.network.tasks.pending()
        task.accept(number)

    return house.call("", (second, accept))


def test_a_workflow_gets_the_hand_off_as_a_task_and_its_worker_talks_to_the_caller() -> None:
    with floor_house(texts(changes=TASKS)) as house:
        house.phones[BEN] = Phone(3, talks_for=20, name="Ben")
        call = accepted(house, 30, BEN)
        (task,) = house.network.tasks
        assert (task.workflow_sid, task.attributes) == (WORKFLOW, {"account_last4": "2917"})
        log = call.legs[0].room.log
        assert [one.what.other for one in log if one.leg == "caller" and isinstance(one.what, Bridged)] == ["Ben"]
        assert call.transcript.heard("You talked to somebody")
        assert call.transcript.raw().count("Enter your account number") == 1
        nothing_whole(call)
        house.nobody_is_left()


def test_a_workflow_knows_no_place_and_offers_its_choices_all_the_same() -> None:
    with floor_house(texts(changes=TASKS)) as house:
        call = house.call("  - hear: To leave the line, press one\n  - press: 1\n  - hear: You left the line\n")
        assert not call.transcript.heard("in line at")
        assert dict(house.floor.waiting) == {}


def test_in_a_workflow_comfort_comes_and_a_hang_up_ends_the_waiting() -> None:
    with floor_house(texts(changes=TASKS)) as house:
        call = house.call("  - hear: Thank you for waiting\n  - hang_up: true\n")
        assert 30 <= call.transcript.when("Thank you for waiting") <= 55
        assert house.network.tasks.pending() == []
        house.nobody_is_left()


def test_who_waits_in_a_workflow_may_leave_it_by_key_and_the_task_had_the_hand_off() -> None:
    document = json.dumps({"account_last4": "2917"})
    with floor_house(texts(changes=TASKS)) as house:
        call = house.call("  - hear: To leave the line\n  - press: 1\n")
        assert document in str([task.attributes for task in house.network.tasks]).replace("'", '"')
        assert call.debugger == ()
