"""Every route of the desk as everybody who may come: strangers, representatives, supervisors, and those who were removed."""

from dataclasses import replace

import pytest
from desk_cast import (
    BEN,
    CALL_BACK,
    MESSAGE,
    OVER,
    ROSA,
    Served,
)
from werkzeug.test import TestResponse

from ivr.service.ports import StoreError

PAGES = ("", "/", "/supervisor", "/supervisor/close-the-office")
FRAGMENTS = ("/board", "/supervisor/board", "/events", f"/voicemails/{MESSAGE}/sound")
ACTIONS = {
    "/presence": {"chosen": "busy"},
    "/take": {},
    "/disposition": {"call": OVER, "disposition": "paid"},
    "/voicemails/done": {"recording": MESSAGE},
    "/callbacks/give-up": {"call": CALL_BACK},
    "/supervisor/close": {},
    "/supervisor/open": {},
    "/sign-out": {},
}
OPEN_TO_ALL = {"/sign-in", "/static/<path:filename>"}

ROSAS = {"", "/", "/board", "/events", f"/voicemails/{MESSAGE}/sound", "/presence", "/take", "/disposition"} | {
    "/voicemails/done",
    "/callbacks/give-up",
    "/sign-out",
}
VERAS = {*PAGES, *FRAGMENTS, *ACTIONS} - {"/board", "/presence", "/take", "/disposition"}
NEWCOMERS = {"", "/", "/board", "/events", "/callbacks/give-up", "/sign-out"}
MAY = {
    "rosa": ROSAS,
    "vera": VERAS,
    "omar": {*PAGES, *FRAGMENTS, *ACTIONS},
    "newcomer": NEWCOMERS,
}


@pytest.fixture
def served() -> Served:
    return Served()


def no_trace_of_the_desk(reply: TestResponse) -> bool:
    return not any(word in reply.text for word in ("Rosa", "Waiting now", "2917", "Signed in as", "board"))


def test_no_route_is_missing_here(served: Served) -> None:
    rules = {
        rule.rule.removeprefix("/desk").replace("<recording>", MESSAGE) for rule in served.app.url_map.iter_rules()
    }
    assert rules - OPEN_TO_ALL == {*PAGES, *FRAGMENTS, *ACTIONS, "/voice"}


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_led_from_every_page_to_the_way_in(served: Served, path: str) -> None:
    reply = served.stranger().get(path)
    assert (reply.status_code, reply.location.partition("?")[0]) == (303, "/desk/sign-in")
    assert no_trace_of_the_desk(reply)


@pytest.mark.parametrize("path", FRAGMENTS)
def test_a_stranger_gets_nothing_of_a_fragment(served: Served, path: str) -> None:
    reply = served.stranger().get(path)
    assert (reply.status_code, reply.data) == (401, b"")


@pytest.mark.parametrize("path", ACTIONS)
def test_a_stranger_does_nothing(served: Served, path: str) -> None:
    reply = served.stranger().post(path, ACTIONS[path])
    assert reply.status_code == 401
    assert no_trace_of_the_desk(reply)
    assert served.desk.done == []


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "post", "trace"])
@pytest.mark.parametrize("path", ["", "/board", "/nothing", "/supervisor"])
def test_a_stranger_learns_nothing_by_other_methods(served: Served, method: str, path: str) -> None:
    reply = served.stranger().client.open(f"/desk{path}", method=method.upper())
    assert (reply.status_code, reply.data, reply.headers.get("Allow")) == (401, b"", None)


def test_a_stranger_does_not_learn_which_pages_there_are(served: Served) -> None:
    assert served.stranger().get("/nothing").status_code == served.stranger().get("/supervisor").status_code == 303


@pytest.mark.parametrize("name", MAY)
@pytest.mark.parametrize("path", [*PAGES, *FRAGMENTS])
def test_whoever_is_signed_in_sees_what_the_role_allows(served: Served, name: str, path: str) -> None:
    reply = served.browser(name).get(path)
    if path in MAY[name]:
        assert reply.status_code == (303 if name == "vera" and path in ("", "/") else 200)
    else:
        assert reply.status_code == (404 if path.endswith("/sound") else 403)
        assert "Waiting now" not in reply.text
    reply.close()


@pytest.mark.parametrize("name", MAY)
@pytest.mark.parametrize("path", ACTIONS)
def test_whoever_is_signed_in_does_what_the_role_allows(served: Served, name: str, path: str) -> None:
    reply = served.browser(name).post(path, ACTIONS[path])
    if path in MAY[name]:
        assert reply.status_code == 303
    else:
        assert reply.status_code == (404 if path == "/voicemails/done" else 403)
        assert served.desk.done == []


@pytest.mark.parametrize("path", ACTIONS)
@pytest.mark.parametrize("token", ["", "form.x.y", "nonsense", "of somebody else"])
def test_a_form_of_another_site_does_nothing(served: Served, path: str, token: str) -> None:
    browser = served.browser("omar")
    token = served.browser("rosa").token() if token == "of somebody else" else token
    reply = browser.post(path, ACTIONS[path], token=token)
    assert reply.status_code == 400
    assert "This form is out of date" in reply.text
    assert served.desk.done == []
    assert browser.get("/supervisor").status_code == 200


def test_a_form_is_good_for_twelve_hours(served: Served) -> None:
    browser = served.browser("rosa")
    token = browser.token()
    served.clock.advance(hours=12)
    assert browser.post("/take", token=token).status_code == 303
    served.clock.advance(seconds=2)
    assert browser.post("/take", token=token).status_code == 400


@pytest.mark.parametrize("path", ACTIONS)
def test_an_action_is_not_something_to_look_at(served: Served, path: str) -> None:
    reply = served.browser("omar").get(path)
    assert (reply.status_code, reply.headers["Allow"]) == (405, "POST")
    assert "There is nothing to look at here" in reply.text
    assert served.desk.done == []


@pytest.mark.parametrize("path", ["/board", "/events", "/supervisor"])
def test_a_page_is_not_something_to_send_to(served: Served, path: str) -> None:
    assert served.browser("omar").post(path).status_code == 405


def test_the_pages_for_what_is_not_there_or_not_allowed_lead_back(served: Served) -> None:
    rosa = served.browser("rosa")
    missing, forbidden = rosa.get("/nothing"), rosa.get("/supervisor")
    assert (missing.status_code, forbidden.status_code) == (404, 403)
    assert "There is nothing here" in missing.text
    assert "This page is not for you" in forbidden.text
    assert all('id="back" href="/desk"' in page.text for page in (missing, forbidden))


@pytest.mark.parametrize("path", [*PAGES, *FRAGMENTS])
def test_whoever_was_removed_is_a_stranger_at_the_next_request(served: Served, path: str) -> None:
    browser = served.browser("omar")
    served.users.remove("omar")
    assert browser.get(path).status_code == (303 if path in PAGES else 401)


@pytest.mark.parametrize("path", ACTIONS)
def test_whoever_was_removed_does_nothing_any_more(served: Served, path: str) -> None:
    browser = served.browser("omar")
    token = browser.token()
    served.users.remove("omar")
    assert browser.post(path, ACTIONS[path], token=token).status_code == 401
    assert served.desk.done == []


def test_a_new_password_ends_what_was_signed_in_before(served: Served) -> None:
    browser = served.browser("rosa")
    served.users.put(replace(ROSA, session="another"))
    assert browser.get("").status_code == 303


def test_a_new_role_holds_at_once(served: Served) -> None:
    browser = served.browser("omar")
    assert browser.get("/supervisor").status_code == 200
    served.users.put(replace(BEN, name="omar", session="session-of-omar"))
    assert browser.get("/supervisor").status_code == 403


def test_other_paths_keep_their_silence(served: Served) -> None:
    client = served.stranger().client
    for path, code in (("/nothing", 404), ("/desktop", 404), ("/voice", 405)):
        reply = client.get(path)
        assert (reply.status_code, reply.data) == (code, b"")


@pytest.mark.parametrize("path", ["", "/supervisor", "/board", "/sign-in", "/nothing"])
def test_a_store_that_does_not_answer_is_a_page_that_says_so(served: Served, path: str) -> None:
    browser = served.browser("omar")
    served.desk.fails = True
    served.users.get = _broken  # type: ignore[method-assign]
    reply = browser.get(path)
    assert reply.status_code == 503
    assert "The desk is not working right now" in reply.text


def test_a_desk_that_does_not_answer_is_no_sign_out(served: Served) -> None:
    browser = served.browser("rosa")
    token = browser.token()
    served.desk.fails = True
    assert [browser.get(path).status_code for path in ("", "/board")] == [503, 503]
    assert browser.post("/take", token=token).status_code == 503
    served.desk.fails = False
    assert browser.get("").status_code == 200


def _broken(name: str) -> None:
    raise StoreError("the file is locked")
