"""What stands on the pages: the own card, the line, messages, talks, everybody's work, and nothing of anybody's account."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC

import pytest
from cast import NUMBER
from desk_cast import (
    CALL,
    CARD,
    DESK,
    MESSAGE,
    NOW,
    OFFICE,
    OLD_MESSAGE,
    OVER,
    QUIET,
    RINGING,
    TALKING,
    WRAP_UP,
    Served,
    ago,
    office,
    own,
    section,
    words,
)

from ivr.service.desk_views import Card, RepresentativeView
from ivr.service.floor_ports import Disposition, Voicemail

GROUPED = "8448 2917"


@pytest.fixture
def served() -> Served:
    return Served()


def test_the_card_has_all_that_nobody_must_be_asked_again() -> None:
    card = words(section(own(TALKING), "call"))
    for part in (
        "Your caller",
        GROUPED,
        "Verified : by PIN",
        "More time",
        "Spanish",
        "$45.10",
        "Telephone ending 0001",
        "Reference ending 7741",
        "The payment was declined",
        "Main menu Help with paying More time to pay",
        "On the line for 1 min 15 s",
        "Waited 3 min 05 s",
    ):
        assert part in card


def test_a_call_back_is_said_to_be_one() -> None:
    assert "You call this person back" in own(replace(TALKING, card=replace(CARD, callback=True)))


def test_a_card_of_which_little_is_known_has_no_holes() -> None:
    card = words(section(own(replace(TALKING, card=Card(CALL, NOW))), "call"))
    assert "Account number Not given Who it is Not verified Calls about Not said Language Not said" in card
    assert "What went wrong" not in card


def test_after_the_call_the_account_is_its_last_four_digits() -> None:
    card = words(section(own(replace(TALKING, card=replace(CARD, account=None))), "call"))
    assert "Account ending 2917" in card
    assert GROUPED not in card


def test_a_whole_account_number_is_on_no_page_but_the_own_card(served: Served) -> None:
    served.desk.own["rosa"] = TALKING
    looks = {
        (name, path): served.browser(name).get(path).text
        for name, paths in {
            "rosa": ("", "/board", "/supervisor", "/nothing"),
            "ben": ("", "/board"),
            "vera": ("/supervisor", "/supervisor/board", "/supervisor/close-the-office"),
            "omar": ("", "/supervisor"),
        }.items()
        for path in paths
    }
    showing = {look for look, page in looks.items() if NUMBER in re.sub(r"[^0-9<>]", "", page)}
    assert showing == {("rosa", ""), ("rosa", "/board")}
    assert looks["rosa", ""].count(GROUPED) == 1
    assert NUMBER not in looks["rosa", ""]


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (DESK, "Stay ready: your telephone rings when it is your turn."),
        (QUIET, "none will come while you are away"),
        (replace(RINGING, card=None), "Your telephone is ringing. Pick it up"),
        (WRAP_UP, "You have no call."),
    ],
)
def test_without_a_call_the_card_says_what_to_do(view: RepresentativeView, said: str) -> None:
    assert said in words(section(own(view), "call"))


def test_whoever_missed_a_call_and_is_ready_is_told_why_no_call_comes_at_once() -> None:
    assert DESK.me is not None
    missed = replace(DESK, me=replace(DESK.me, missed=1))
    assert "1 missed in a row. After a missed call your telephone is left alone for half a minute." in words(
        section(own(missed), "presence")
    )
    assert "left alone" not in own(DESK)


def test_a_call_that_rings_is_announced_by_title_and_by_voice() -> None:
    page = own(RINGING)
    assert 'data-ringing="yes"' in page
    assert 'data-urgent="A call for you. Your telephone is ringing."' in page
    assert "Who is calling" in page
    assert 'data-ringing=""' in own(TALKING)


def test_the_whole_account_is_shown_once_the_call_is_taken_and_not_while_it_rings() -> None:
    card = words(section(own(RINGING), "call"))
    assert GROUPED not in card
    assert "Account ending 2917" in card
    assert "press the key it asks for" in card


def test_the_button_of_what_was_chosen_is_pressed() -> None:
    for view, pressed in ((DESK, ["ready"]), (QUIET, ["away"]), (TALKING, []), (WRAP_UP, [])):
        assert re.findall(r'id="(\w+)" data-key="\w"[^>]*aria-pressed="true"', own(view)) == pressed


def test_a_wrap_up_counts_down_and_can_be_ended() -> None:
    text = words(section(own(WRAP_UP), "presence"))
    assert "Finishing up 25 s left" in text
    assert "Ready now" in text


@pytest.mark.parametrize(
    ("view", "why"),
    [
        (QUIET, "Nobody is waiting."),
        (replace(DESK, can_take=False), "Nobody is waiting whom you can take right now."),
        (TALKING, "You can take the next call when this one is over."),
    ],
)
def test_a_button_that_cannot_be_pressed_says_why(view: RepresentativeView, why: str) -> None:
    page = own(view)
    assert re.search(r'id="take"[^>]* disabled aria-describedby="take-why"', page)
    assert why in words(section(page, "presence"))
    assert not re.search(r'id="take"[^>]* disabled', own(DESK))


def test_people_on_the_line_and_call_backs_are_two_lists_with_times_that_count() -> None:
    page = own(DESK)
    queue, backs = section(page, "queue"), section(page, "callbacks")
    assert "2 people are waiting." in queue
    assert f'data-since="{ago(minutes=3, seconds=20).isoformat()}">3 min 20 s<' in queue
    assert "Account ending 5180" in queue
    assert "12 min 00 s ago" in words(backs)
    assert "Ending 0144" in backs
    assert "0144" not in queue


@pytest.mark.parametrize(
    "said",
    [
        "Nobody is waiting.",
        "Nobody has asked to be called back.",
        "There are no voice messages.",
        "You have not talked to anybody yet.",
    ],
)
def test_an_empty_desk_says_so_in_words(said: str) -> None:
    assert said in words(own(QUIET))


def test_a_message_can_be_heard_and_marked_and_an_old_one_says_who_did() -> None:
    messages = section(own(DESK), "messages")
    assert f'src="/desk/voicemails/{MESSAGE}/sound"' in messages
    text = words(messages)
    assert "9:25 AM , 1 min 20 s long, for Billing New" in text
    assert "About: More time. Account ending: 2917. Language: Spanish." in text
    assert "Done by ben, Monday, November 23, 2:05 PM" in text
    assert f'id="done-{MESSAGE}"' in messages
    assert f'id="done-{OLD_MESSAGE}"' not in messages


def test_the_talks_say_how_they_ended_or_ask() -> None:
    text = words(section(own(DESK), "talks"))
    assert "9:56 AM , 3 min 00 s long About: More time." in text
    assert "Say how it ended" in text
    assert "10 min 00 s long: Paid" in text
    assert "Say how it ended" not in section(own(WRAP_UP), "talks")


def test_after_a_call_all_dispositions_are_offered_and_none_before() -> None:
    outcome = section(own(WRAP_UP), "outcome")
    assert re.findall(r'name="disposition" value="([^"]+)"', outcome) == [one.value for one in Disposition]
    assert f'value="{OVER}"' in outcome
    assert " hidden>" in section(own(DESK), "outcome")


def test_an_emergency_is_a_banner_on_every_page() -> None:
    for page in (own(replace(DESK, emergency="vera at 10:02")), office(replace(OFFICE, emergency="vera at 10:02"))):
        assert "The office is closed" in page
        assert "Closed by vera at 10:02" in page
    assert ' hidden>\n<h2 id="closed-title"' in own(DESK)


def test_somebody_whom_the_line_does_not_know_is_told_whom_to_ask(served: Served) -> None:
    page = served.browser("newcomer").get("").text
    assert "You take no calls on this line" in page
    assert "Ask your supervisor" in page
    assert 'id="ready"' not in page


def test_what_comes_from_outside_is_text_on_every_page() -> None:
    evil = "<img src=x onerror=alert(1)>\"'"
    card = replace(CARD, reason=evil, verified=evil, amount=evil, path=(evil,), failed=(evil,), language=evil)
    message = Voicemail(evil, evil, evil, NOW, 3, (("caller.reason", evil),), evil, NOW)
    line = tuple(replace(one, reason=evil, group=evil, call=evil, language=evil) for one in DESK.line)
    view = replace(TALKING, card=card, line=line, voicemails=(message,), emergency=evil, to_dispose=evil)
    people = tuple(replace(one, name=evil, groups=(evil,), presence=evil) for one in OFFICE.people)
    calls = tuple(replace(one, at=evil) for one in OFFICE.on_the_line)
    everybody = replace(OFFICE, line=line, people=people, on_the_line=calls, voicemails=(message,), emergency=evil)
    for page in (own(view), office(everybody)):
        assert "<img" not in page
        assert "&lt;img" in page or "&lt;Img" in page


PAGES: dict[str, Callable[[], str]] = {
    "ready": lambda: own(DESK),
    "talking": lambda: own(TALKING),
    "wrap-up": lambda: own(WRAP_UP),
    "quiet": lambda: own(QUIET),
    "office": lambda: office(OFFICE),
    "closed": lambda: office(replace(OFFICE, emergency="vera")),
    "sign-in": lambda: Served().stranger().get("/sign-in").text,
    "close": lambda: Served().browser("vera").get("/supervisor/close-the-office").text,
    "missing": lambda: Served().browser("vera").get("/nothing").text,
}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_can_be_found_ones_way_in_by_ear_and_keyboard(name: str) -> None:
    page = PAGES[name]()
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))
    assert (page.count("<h1>"), page.count("<main"), page.count('<html lang="en">')) == (1, 1, 1)
    assert page.index('class="skip" href="#main"') < page.index("<header")
    assert set(re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', page)) <= set(ids)
    assert set(re.findall(r'<label for="([^"]+)"', page)) <= set(ids)
    assert page.count("<table") == page.count("<caption")
    assert all("id=" in control for control in re.findall(r"<(?:button|summary|audio)\b[^>]*", page))
    assert all('name="csrf"' in form for form in re.findall(r"<form.*?</form>", page, re.DOTALL))
    assert "tabindex" not in re.sub(r'tabindex="-1"', "", page)


def test_times_are_those_of_the_office() -> None:
    assert "9:25 AM" in own(DESK)
    elsewhere = own(replace(DESK, now=NOW.astimezone(UTC)))
    assert "2:25 PM" in elsewhere
    assert "9:25 AM" not in elsewhere
