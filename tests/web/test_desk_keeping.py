"""What the desk keeps to itself: its cookie, its headers, and what no page may hold; and its links behind a proxy."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from desk_cast import HASHED, PASSWORD, ROSA, TALKING, Served
from flask.sessions import SecureCookieSessionInterface


@pytest.fixture
def served() -> Served:
    return Served()


EVERY_LOOK = ["/sign-in", "", "/supervisor", "/board", "/nothing", "/take", "/static/desk.css", "/events"]


def test_a_sign_in_ends_after_twelve_hours(served: Served) -> None:
    with pytest.MonkeyPatch.context() as time:
        long_ago = datetime.now(UTC) - timedelta(hours=12, minutes=1)
        time.setattr("itsdangerous.timed.time.time", long_ago.timestamp)
        old = SecureCookieSessionInterface().get_signing_serializer(served.app)
        assert old is not None
        cookie = old.dumps({"name": "rosa", "session": ROSA.session})
    browser = served.stranger()
    browser.client.set_cookie("desk", cookie, path="/desk")
    assert browser.get("").status_code == 303


def test_a_cookie_that_was_written_elsewhere_is_nobody(served: Served) -> None:
    browser = served.stranger()
    browser.client.set_cookie("desk", "eyJuYW1lIjoicm9zYSJ9.aaaa.bbbb", path="/desk")
    assert browser.get("").status_code == 303


def test_the_cookie_holds_name_and_session_and_nothing_else(served: Served) -> None:
    browser = served.stranger()
    browser.sign_in("rosa")
    browser.get("")
    cookie = browser.client.get_cookie("desk", path="/desk")
    serializer = SecureCookieSessionInterface().get_signing_serializer(served.app)
    assert cookie is not None
    assert serializer is not None
    assert serializer.loads(cookie.value) == {"name": "rosa", "session": ROSA.session}


@pytest.mark.parametrize("secure", [True, False])
def test_the_cookie_goes_nowhere_it_should_not(secure: bool) -> None:
    served = Served(secure=secure, prefix="/pay")
    if secure:  # a browser keeps it for https only
        said = served.stranger().get("/sign-in").headers["Set-Cookie"]
    else:
        said = served.stranger().sign_in("rosa").headers["Set-Cookie"]
    assert {"HttpOnly", "Path=/pay/desk", "SameSite=Lax"} <= {part.strip() for part in said.split(";")}
    assert ("Secure" in said) is secure


def test_the_line_itself_sets_no_cookie_and_asks_for_no_token(served: Served) -> None:
    reply = served.browser("rosa").client.post("/voice")
    assert (reply.status_code, reply.headers.getlist("Set-Cookie")) == (200, [])


@pytest.mark.parametrize("path", EVERY_LOOK)
@pytest.mark.parametrize("name", ["", "rosa"])
def test_every_reply_has_the_headers_that_keep_it_to_itself(served: Served, path: str, name: str) -> None:
    reply = (served.browser(name) if name else served.stranger()).get(path)
    headers = reply.headers
    reply.close()
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert (headers["X-Frame-Options"], headers["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == ("no-cache" if "static" in path else "no-store")
    assert len(headers.getlist("Content-Security-Policy")) == 1


@pytest.mark.parametrize("path", ["", "/supervisor", "/sign-in", "/supervisor/close-the-office", "/nothing", "/board"])
def test_no_page_has_inline_script_or_style_or_anything_of_a_password(served: Served, path: str) -> None:
    served.desk.own["omar"] = TALKING
    page = served.browser("omar").get(path, follow_redirects=True).text
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon[a-z]+=|javascript:", page)
    assert not re.search(r"https?://", page)
    for secret in (PASSWORD, HASHED, HASHED.split("$")[-1], "scrypt", "session-of"):
        assert secret not in page


@pytest.mark.parametrize("start", ["/pay/desk", "/desk"])
def test_a_proxy_may_keep_the_path_of_the_public_url_or_strip_it(start: str) -> None:
    served = Served(prefix="/pay")
    browser = served.browser("omar")
    cookie = browser.client.get_cookie("desk", path="/pay/desk")
    assert cookie is not None
    client = served.app.test_client()
    client.set_cookie("desk", cookie.value, path="/")
    page = client.get(f"{start}/supervisor")
    assert page.status_code == 200
    links = set(re.findall(r'(?:href|src|action|data-board|data-events)="([^"#]+)"', page.text))
    assert all(link.startswith("/pay/desk") or link == "?" for link in links)
    stranger = served.app.test_client().get(f"{start}/supervisor")
    assert stranger.location == "/pay/desk/sign-in?next=supervisor"
