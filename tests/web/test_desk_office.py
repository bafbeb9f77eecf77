"""What a supervisor sees, closing the office, and the sound of messages."""

import pytest
from desk_cast import MESSAGE, NOW, OFFICE, OLD_MESSAGE, SOUND, Served, office, section, words

from ivr.service.desk_views import SupervisorView


@pytest.fixture
def served() -> Served:
    return Served()


@pytest.mark.parametrize(
    "said",
    [
        "Nobody takes calls on this line yet.",
        "Nobody is waiting.",
        "No calls right now.",
        "There are no voice messages.",
    ],
)
def test_an_empty_office_says_so_in_words(said: str) -> None:
    assert said in words(office(SupervisorView(1, NOW)))


def test_a_supervisor_sees_people_by_what_they_do() -> None:
    people = words(section(office(OFFICE), "people"))
    places = [people.index(name) for name in ("Rosa", "Zoe", "Ben", "Omar", "Max", "Mia")]
    assert places == sorted(places)
    assert "1 of 6 ready." in people
    assert "Finishing up" in people
    assert "billing, late payments" in people


def test_a_supervisor_sees_where_every_call_is() -> None:
    lines = words(section(office(OFFICE), "lines"))
    assert "Main menu 2 min 00 s" in lines
    assert "More time to pay (waiting) 6 min 00 s More time Account ending 5180 Spanish" in lines


def test_closing_asks_first_and_says_what_it_does(served: Served) -> None:
    browser = served.browser("vera")
    assert 'href="/desk/supervisor/close-the-office"' in browser.get("/supervisor").text
    page = browser.get("/supervisor/close-the-office").text
    assert "Close the office now?" in page
    assert "2 people are waiting." in page
    browser.post("/supervisor/close")
    assert "The office is closed already" in browser.get("/supervisor/close-the-office").text


@pytest.mark.parametrize(
    ("sound", "kind"),
    [(SOUND, "audio/mpeg"), (b"RIFF\x00\x00\x00\x00WAVEfmt ", "audio/wav"), (b"\xff\xfb\x90", "audio/mpeg")],
)
def test_the_sound_of_a_message_is_sent_as_what_it_is(served: Served, sound: bytes, kind: str) -> None:
    served.desk.sounds[MESSAGE] = sound
    reply = served.browser("rosa").get(f"/voicemails/{MESSAGE}/sound")
    assert (reply.data, reply.mimetype) == (sound, kind)


def test_a_player_may_ask_for_a_part_of_a_message(served: Served) -> None:
    reply = served.browser("rosa").get(f"/voicemails/{MESSAGE}/sound", headers={"Range": "bytes=0-9"})
    assert (reply.status_code, reply.data, reply.headers["Content-Range"]) == (
        206,
        SOUND[:10],
        f"bytes 0-9/{len(SOUND)}",
    )


def test_a_message_that_is_not_on_ones_own_page_cannot_be_had(served: Served) -> None:
    assert served.browser("ben").get(f"/voicemails/{MESSAGE}/sound").status_code == 404
    assert (
        served.browser("rosa").get(f"/voicemails/{OLD_MESSAGE}/sound").status_code == 404
    )  # the carrier has it no more
    assert served.browser("rosa").get("/voicemails/../../voice/sound").status_code == 404
