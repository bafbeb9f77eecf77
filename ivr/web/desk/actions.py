"""What the forms do. Each ends in a redirect back to its page, so that looking again does nothing twice."""

from enum import StrEnum
from typing import TypeVar

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ivr.routing.roster import Chosen
from ivr.service.desk import Desk
from ivr.service.desk_ports import User
from ivr.service.floor_ports import Disposition
from ivr.web.desk.doors import home
from ivr.web.desk.notices import Notice
from ivr.web.desk.pages import Pages

Choice = TypeVar("Choice", bound=StrEnum)


class Actions:
    def __init__(self, desk: Desk, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    def choose(self, user: User) -> ResponseReturnValue:
        chosen = _choice(Chosen, "chosen")
        self._desk.choose(_me(user), chosen)
        return _back(user, Notice(chosen.value))

    def take(self, user: User) -> ResponseReturnValue:
        return _back(user, Notice.COMING if self._desk.take(_me(user)) else Notice.NOBODY)

    def dispose(self, user: User) -> ResponseReturnValue:
        noted = self._desk.dispose(_me(user), request.form.get("call", ""), _choice(Disposition, "disposition"))
        return _back(user, Notice.NOTED if noted else Notice.NOT_NOTED)

    def heard(self, user: User) -> ResponseReturnValue:
        """Only of a message that stands on a page of theirs; so too below."""
        recording = request.form.get("recording", "")
        if not self._pages.lists_message(user, recording):
            abort(404)
        return _back(user, Notice.DONE if self._desk.heard(recording, user.name) else Notice.ALREADY)

    def set_aside(self, user: User) -> ResponseReturnValue:
        call = request.form.get("call", "")
        done = self._pages.lists_callback(user, call) and self._desk.set_aside(call)
        return _back(user, Notice.ASIDE if done else Notice.ALREADY)

    def close(self, user: User) -> ResponseReturnValue:
        self._desk.close(user.name)
        return _back(user, Notice.CLOSED)

    def open(self, user: User) -> ResponseReturnValue:
        self._desk.open(user.name)
        return _back(user, Notice.OPENED)


def _me(user: User) -> str:
    """403 for a representative whom nobody gave an id: there is nothing to be ready for."""
    return user.representative or abort(403)


def _choice(family: type[Choice], field: str) -> Choice:
    try:
        return family(request.form.get(field, ""))
    except ValueError:
        abort(400)


def _back(user: User, notice: Notice) -> ResponseReturnValue:
    """To the page whose form it was, one of two."""
    page = {"desk": "desk.desk", "supervisor": "desk.supervisor"}.get(request.form.get("page", ""))
    return redirect(f"{url_for(page) if page else home(user)}?said={notice}", 303)
