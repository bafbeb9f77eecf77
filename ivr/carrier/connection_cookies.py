"""Cookies of one call: taken and sent back as a browser does (Twilio, "TwiML voice"), and forgotten with the call."""

import email.message
import http.cookiejar
import urllib.request

from ivr.carrier.web import Reply


class Cookies:
    def __init__(self) -> None:
        self._jar = http.cookiejar.CookieJar()

    def headers(self, url: str) -> list[tuple[str, str]]:
        """What a request to that address carries."""
        if not len(self._jar):
            return []
        carrier = urllib.request.Request(url)  # noqa: S310 - never opened; the cookie jar asks for this type
        self._jar.add_cookie_header(carrier)
        cookie = carrier.get_header("Cookie")
        return [] if cookie is None else [("Cookie", cookie)]

    def keep(self, url: str, reply: Reply) -> None:
        if reply.header("Set-Cookie") is None:
            return
        message = email.message.Message()
        for name, value in reply.headers:
            message[name] = value
        self._jar.extract_cookies(_Headers(message), urllib.request.Request(url))  # type: ignore[arg-type]  # noqa: S310 - the jar needs info() alone; nothing is opened


class _Headers:
    """What a cookie jar reads of a response."""

    def __init__(self, message: email.message.Message) -> None:
        self._message = message

    def info(self) -> email.message.Message:
        return self._message
