"""How far it is to a node: over dialogs, and over all calls that can happen."""

from differences import SHOP, shop, side, tiny

from ivr.checking.examples import line_of
from ivr.checking.spoken_time import seconds_of
from ivr.exploring.atlas import walk
from ivr.exploring.distances import KEYING, PERSON, Hop, distances, shortest
from ivr.exploring.distances_walked import distances_walked


def test_the_shortest_way_is_by_seconds_and_then_by_presses() -> None:
    roads = {
        "a": [Hop("b", 1.0, 1), Hop("c", 3.0)],
        "b": [Hop("c", 2.0), Hop("d", 9.0)],
        "c": [Hop("d", 1.0, 2)],
        "d": [],
    }
    found = shortest("a", lambda at: roads[at])
    assert (found["c"].seconds, found["c"].presses) == (3.0, 0)
    assert (found["d"].seconds, found["d"].presses) == (4.0, 2)


def test_a_choice_said_later_is_farther() -> None:
    found = distances(shop().program, seconds_of)
    assert found["hours_of_ours"].seconds < found["message"].seconds < found["number"].seconds
    assert {found[node].presses for node in ("hours_of_ours", "message", "number")} == {1}


def test_a_greeting_is_heard_before_everything_else() -> None:
    longer = shop(("thanks for calling.", "thanks for calling our shop, where everything is fresh today."))
    old, new = distances(shop().program, seconds_of), distances(longer.program, seconds_of)
    grown = {round(new[node].seconds - old[node].seconds, 3) for node in ("main", "message", "number", PERSON)}
    assert len(grown) == 1
    assert grown.pop() > 1


def test_who_keys_many_digits_presses_many_keys() -> None:
    found = distances(tiny().program, seconds_of)
    assert found["pin"].presses - found["number"].presses >= 8
    assert found["pin"].seconds - found["number"].seconds >= 8 * KEYING


def test_a_node_that_only_silence_leads_to_is_as_far_as_all_the_waits() -> None:
    silent = "  call_back_later:\n    hangup: Call later.\n"
    nodes = SHOP.replace(
        "          go: number\n      exhausted: representative",
        "          go: number\n      exhausted: call_back_later",
        1,
    )
    found = distances(side(line_of(nodes + silent, "greeting")).program, seconds_of)
    assert found["call_back_later"].seconds > 3 * 7
    assert found["call_back_later"].presses == 0


def test_a_walk_over_all_calls_finds_the_same_nodes_with_the_same_presses() -> None:
    over_dialogs, walked = distances(tiny().program, seconds_of), distances_walked(walk(tiny().program))
    assert walked.keys() | {"greeting"} == over_dialogs.keys()
    for node in ("number", "pin", "identify"):
        assert walked[node].presses == over_dialogs[node].presses
        assert walked[node].seconds >= over_dialogs[node].seconds


def test_a_walk_sees_a_way_grow_as_the_dialogs_do() -> None:
    longer = tiny("say: Welcome.", "say: Welcome to our line. We are very happy that you called us today.")
    before, after = distances_walked(walk(tiny().program)), distances_walked(walk(longer.program))
    assert all(after[node].seconds - before[node].seconds > 1 for node in ("main", "number", PERSON))


def test_nobody_comes_by_a_way_that_is_for_callers_who_are_known() -> None:
    """A branch on the account goes the way it goes for a stranger, until a caller was identified."""
    asks = "  ask:\n    branch:\n      of: account.tier\n      cases:\n        - at_least: T1\n          go: hours_of_ours\n      otherwise: goodbye\n"
    found = distances(
        shop(("go: hours_of_ours", "go: ask"), ("  goodbye:\n", f"{asks}  goodbye:\n")).program, seconds_of
    )
    assert "ask" in found
    assert "hours_of_ours" not in found
    known = distances(tiny().program, seconds_of)
    assert known["balance"].presses > known["pin"].presses
