"""Signing in and out over HTTP: the words, where it leads, and what is counted."""

import pytest
from desk_cast import PASSWORD, Served

REFUSED = "there were too many attempts"


@pytest.fixture
def served() -> Served:
    return Served()


@pytest.mark.parametrize(
    ("name", "page"),
    [("rosa", "/desk"), ("newcomer", "/desk"), ("vera", "/desk/supervisor"), ("omar", "/desk/supervisor")],
)
def test_everybody_comes_to_the_page_of_the_own_work(served: Served, name: str, page: str) -> None:
    browser = served.stranger()
    reply = browser.sign_in(name)
    assert (reply.status_code, reply.location) == (303, page)
    assert browser.client.get(reply.location).status_code == 200


def test_a_supervisor_without_a_telephone_is_led_from_the_desk_to_everybody(served: Served) -> None:
    reply = served.browser("vera").get("")
    assert (reply.status_code, reply.location) == (303, "/desk/supervisor")


def test_whoever_was_sent_away_from_a_page_comes_back_to_it(served: Served) -> None:
    browser = served.stranger()
    form = browser.client.get("/desk/supervisor/close-the-office", follow_redirects=True)
    assert 'name="next" value="ask_close"' in form.text
    assert browser.sign_in("vera", next="ask_close").location == "/desk/supervisor/close-the-office"


@pytest.mark.parametrize(
    "wanted", ["https://example.net/", "//example.net", "/\\example.net", "enter", "sign_out", "desk.desk", "../voice"]
)
def test_a_link_to_the_sign_in_leads_to_no_other_place(served: Served, wanted: str) -> None:
    browser = served.stranger()
    form = browser.client.get("/desk/sign-in", query_string={"next": wanted})
    assert wanted not in form.text
    assert browser.sign_in("rosa", next=wanted).location == "/desk"
    assert browser.client.get("/desk/sign-in", query_string={"next": wanted}).location == "/desk"


def test_a_wrong_name_a_wrong_password_and_one_try_too_many_are_told_the_same(served: Served) -> None:
    browser = served.stranger()
    wrong = [browser.sign_in("rosa", "wrong") for _ in range(10)]
    replies = [wrong[0], browser.sign_in("rosb", PASSWORD), browser.sign_in("rosa", PASSWORD)]
    assert {reply.status_code for reply in replies} == {401}
    assert all(REFUSED in reply.text and PASSWORD not in reply.text for reply in replies)
    told = {reply.text[reply.text.index("That did not work") : reply.text.index("<form")] for reply in replies}
    assert len(told) == 1
    served.clock.advance(minutes=16)
    assert browser.sign_in("rosa").status_code == 303


def test_the_name_stays_in_the_form_and_is_text_there(served: Served) -> None:
    form = served.stranger().sign_in('"><script>alert(1)</script>', "wrong").text
    assert "<script>alert" not in form
    assert "&lt;script&gt;alert(1)" in form


def test_nobody_is_signed_in_by_another_site(served: Served) -> None:
    browser = served.stranger()
    for token in ("", "form.x.y", served.stranger().token()):
        reply = browser.post("/sign-in", {"name": "rosa", "password": PASSWORD}, token=token)
        assert reply.status_code == 400
    assert browser.get("").status_code == 303


def test_whoever_signs_out_is_a_stranger(served: Served) -> None:
    browser = served.browser("rosa")
    reply = browser.post("/sign-out")
    assert (reply.status_code, reply.location) == (303, "/desk/sign-in")
    assert browser.client.get_cookie("desk", path="/desk") is None
    assert browser.get("").status_code == 303


def test_the_form_has_what_password_managers_and_readers_need(served: Served) -> None:
    form = served.stranger().get("/sign-in").text
    for needed in (
        'autocomplete="username"',
        'autocomplete="current-password"',
        '<label for="name">',
        '<label for="password">',
    ):
        assert needed in form
    assert form.count("<h1>") == 1


def test_the_style_and_the_script_need_no_sign_in(served: Served) -> None:
    for file in ("desk.css", "desk.js", "icon.svg"):
        reply = served.stranger().get(f"/static/{file}")
        assert reply.status_code == 200
        reply.close()
