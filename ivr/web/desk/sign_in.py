"""Signing in and out. Whatever went wrong, the words are the same."""

from flask import make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ivr.secret import Secret
from ivr.service.desk_ports import User
from ivr.service.signing_in import SignIn
from ivr.web.desk.doors import NEXT, Doors, home
from ivr.web.desk.pages import Pages


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
        user = self._sign_in.by_password(name, password, request.remote_addr or "")
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


def _wanted(user: User) -> str:
    """One of our own pages, whatever the URL says."""
    wanted = request.values.get("next", "")
    return url_for(f"desk.{wanted}") if wanted in NEXT else home(user)
