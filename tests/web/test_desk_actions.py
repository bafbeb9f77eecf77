"""What the forms do without any script: one thing each, and back to the page with a sentence."""

import pytest
from desk_cast import CALL_BACK, MESSAGE, OLD_MESSAGE, OVER, Served

from ivr.web.desk.notices import WORDS, Notice, words_of


@pytest.fixture
def served() -> Served:
    return Served()


@pytest.mark.parametrize(
    ("path", "fields", "done", "said"),
    [
        ("/presence", {"chosen": "ready"}, ("choose", "rosa", "ready"), "You are ready."),
        ("/presence", {"chosen": "busy"}, ("choose", "rosa", "busy"), "You are busy."),
        ("/presence", {"chosen": "away"}, ("choose", "rosa", "away"), "You are away."),
        ("/take", {}, ("take", "rosa"), "The next call is on its way to you."),
        (
            "/disposition",
            {"call": OVER, "disposition": "promised to pay"},
            ("dispose", "rosa", OVER, "promised to pay"),
            "How the call ended is noted.",
        ),
        ("/voicemails/done", {"recording": MESSAGE}, ("heard", MESSAGE, "rosa"), "The message is marked as done."),
        ("/callbacks/give-up", {"call": CALL_BACK}, ("set aside", CALL_BACK), "The call back is given up."),
    ],
)
def test_a_form_does_its_thing_and_leads_back_to_the_page_with_a_sentence(
    served: Served, path: str, fields: dict[str, str], done: tuple[str, ...], said: str
) -> None:
    browser = served.browser("rosa")
    reply = browser.post(path, {"page": "desk", **fields})
    assert served.desk.done == [done]
    assert reply.status_code == 303
    assert reply.location.startswith("/desk?said=")
    assert said in browser.client.get(reply.location).text
    assert served.desk.done == [done]


@pytest.mark.parametrize("name", ["vera", "omar"])
def test_a_supervisor_closes_and_opens_the_office(served: Served, name: str) -> None:
    browser = served.browser(name)
    closed = browser.post("/supervisor/close", {"page": "supervisor"})
    page = browser.client.get(closed.location).text
    assert "The office is closed. Callers hear so from now on." in page
    assert 'id="open-office"' in page
    opened = browser.post("/supervisor/open", {"page": "supervisor"})
    assert "The office is open again." in browser.client.get(opened.location).text
    assert served.desk.done == [("close", name), ("open", name)]


def test_with_nobody_to_take_that_is_said(served: Served) -> None:
    served.desk.waits = False
    assert served.browser("rosa").post("/take").location == "/desk?said=nobody"


@pytest.mark.parametrize(
    ("path", "fields", "notice"),
    [
        ("/disposition", {"call": OVER, "disposition": "paid"}, "not-noted"),
        ("/voicemails/done", {"recording": MESSAGE}, "already"),
        ("/callbacks/give-up", {"call": CALL_BACK}, "already"),
        ("/callbacks/give-up", {"call": "not-on-the-page"}, "already"),
    ],
)
def test_what_somebody_else_was_quicker_with_is_said(
    served: Served, path: str, fields: dict[str, str], notice: str
) -> None:
    served.desk.agrees = False
    assert served.browser("rosa").post(path, fields).location == f"/desk?said={notice}"


@pytest.mark.parametrize(
    ("path", "fields", "code"),
    [
        ("/presence", {}, 400),
        ("/presence", {"chosen": "asleep"}, 400),
        ("/disposition", {"call": OVER, "disposition": "won"}, 400),
        ("/disposition", {"call": OVER}, 400),
        ("/voicemails/done", {}, 404),
        ("/voicemails/done", {"recording": "RE-of-others"}, 404),
    ],
)
def test_a_form_that_was_tampered_with_does_nothing(
    served: Served, path: str, fields: dict[str, str], code: int
) -> None:
    assert served.browser("rosa").post(path, fields).status_code == code
    assert served.desk.done == []


def test_nobody_acts_for_another_person(served: Served) -> None:
    served.browser("ben").post("/presence", {"chosen": "away", "me": "rosa", "representative": "rosa"})
    assert served.desk.done == [("choose", "ben", "away")]


def test_a_message_or_call_back_of_another_group_is_left_alone(served: Served) -> None:
    ben = served.browser("ben")
    assert ben.post("/voicemails/done", {"recording": OLD_MESSAGE}).status_code == 404
    ben.post("/callbacks/give-up", {"call": CALL_BACK})
    assert served.desk.done == []


@pytest.mark.parametrize(
    ("name", "page", "back"),
    [
        ("omar", "desk", "/desk?"),
        ("omar", "supervisor", "/desk/supervisor?"),
        ("omar", "https://example.net/", "/desk/supervisor?"),
        ("rosa", "", "/desk?"),
    ],
)
def test_a_form_leads_back_to_its_own_page_and_nowhere_else(served: Served, name: str, page: str, back: str) -> None:
    reply = served.browser(name).post("/voicemails/done", {"recording": MESSAGE, "page": page})
    assert reply.location.startswith(back)


def test_a_sentence_that_is_none_of_ours_is_not_shown(served: Served) -> None:
    page = served.browser("rosa").client.get("/desk?said=You+have+won").text
    assert "You have won" not in page
    assert words_of("You have won") == ""


def test_every_notice_has_its_sentence() -> None:
    assert set(WORDS) == set(Notice)
    assert all(words.endswith(".") for words in WORDS.values())
