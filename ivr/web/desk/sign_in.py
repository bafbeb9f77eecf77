"""Signing in and out. Whatever went wrong, the words are the same."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from flask import make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ivr.secret import Secret
from ivr.service.desk_ports import User
from ivr.service.signing_in import SignIn
from ivr.web.desk.doors import NEXT, Doors, home
from ivr.web.desk.pages import Pages

NEAR = tuple(map(ip_network, ("127.0.0.0/8", "::1", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")))
"""Where a proxy of ours may stand: this machine, a container's host, the own network (RFC 1918, RFC 4193)."""


class Entrance:
    def __init__(self, sign_in: SignIn, doors: Doors, pages: Pages) -> None:
        self._sign_in = sign_in
        self._doors = doors
        self._pages = pages

    def form(self) -> ResponseReturnValue:
        user = self._doors.who()
        return redirect(_wanted(user), 303) if user else self._form()

    def enter(self) -> ResponseReturnValue:
        self._doors.check_token()
        name, password = request.form.get("name", ""), Secret(request.form.get("password", ""))
        user = self._sign_in.by_password(name, password, where())
        if user is None:
            return make_response(self._form(name=name.strip()[:100], refused=True), 401)
        self._doors.let_in(user)
        return redirect(_wanted(user), 303)

    def leave(self, user: User) -> ResponseReturnValue:
        del user
        self._doors.let_out()
        return redirect(url_for("desk.sign_in"), 303)

    def _form(self, *, name: str = "", refused: bool = False) -> str:
        wanted = request.values.get("next", "")
        wanted = wanted if wanted in NEXT else ""
        return self._pages.render("sign_in.html", None, name=name, refused=refused, wanted=wanted)


def where() -> str:
    """The address an attempt comes from. Behind a proxy on the own machine or network that is the last one of
    X-Forwarded-For, which the proxy wrote; otherwise everybody would share one limit, and strangers could use it up. Whoever
    comes by no proxy and writes the header from there is held by the limit for a name."""
    peer = request.remote_addr or ""
    named = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return named if _near(peer) and _address(named) is not None else peer


def _near(peer: str) -> bool:
    address = _address(peer)
    return address is not None and any(address in network for network in NEAR)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None


def _wanted(user: User) -> str:
    """One of our own pages, whatever the URL says."""
    wanted = request.values.get("next", "")
    return url_for(f"desk.{wanted}") if wanted in NEXT else home(user)
