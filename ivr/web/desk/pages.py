"""The pages that are looked at, and the fragment of each that a live page asks for again and again."""

from collections.abc import Callable
from io import BytesIO

from flask import Response, abort, redirect, render_template, request, send_file
from flask.typing import ResponseReturnValue

from ivr.service.desk import Desk
from ivr.service.desk_ports import User
from ivr.service.desk_views import InLine, Person, RepresentativeView, SupervisorView
from ivr.service.floor_ports import Voicemail
from ivr.web.desk import words
from ivr.web.desk.doors import Doors, home, supervises, takes_calls
from ivr.web.desk.notices import words_of

Given = Callable[[User], dict[str, object]]
"""What a template is filled with, for one user."""

PRESENCES = tuple(words.PRESENCE)


class Pages:
    def __init__(self, desk: Desk, doors: Doors) -> None:
        self._desk = desk
        self._doors = doors

    def desk(self, user: User) -> ResponseReturnValue:
        if not takes_calls(user):
            return redirect(home(user), 303)
        return self.render("desk.html", user, **self._own(user))

    def board(self, user: User) -> ResponseReturnValue:
        return self._fragment("desk_board.html", user, self._own)

    def supervisor(self, user: User) -> ResponseReturnValue:
        return self.render("supervisor.html", user, **self._all(user))

    def supervisor_board(self, user: User) -> ResponseReturnValue:
        return self._fragment("supervisor_board.html", user, self._all)

    def ask_close(self, user: User) -> ResponseReturnValue:
        return self.render("close.html", user, view=self._desk.supervisor())

    def sound(self, user: User, recording: str) -> ResponseReturnValue:
        """Only of a message that stands on a page of theirs."""
        sound = self._desk.sound(recording) if self.lists_message(user, recording) else None
        if sound is None:
            abort(404)
        kind = "audio/wav" if sound.startswith(b"RIFF") else "audio/mpeg"
        return send_file(BytesIO(sound), mimetype=kind, download_name=recording, etag=False)

    def lists_message(self, user: User, recording: str) -> bool:
        return any(one.recording == recording for one in self._messages(user))

    def lists_callback(self, user: User, call: str) -> bool:
        return any(one.call == call and one.callback for one in self._in_line(user))

    def render(self, template: str, user: User | None, **given: object) -> str:
        return render_template(
            f"desk/{template}",
            user=user,
            words=words,
            csrf=self._doors.token(),
            has_desk=user is not None and takes_calls(user),
            has_office=user is not None and supervises(user),
            **given,
        )

    def _fragment(self, template: str, user: User, given: Given) -> ResponseReturnValue:
        tag = f"{self._desk.version()}-{user.name.encode().hex()}"
        response = Response()
        response.set_etag(tag)
        if tag in request.if_none_match:
            response.status_code = 304
            return response
        response.set_data(self.render(template, user, **given(user)))
        return response

    def _own(self, user: User) -> dict[str, object]:
        view = self._desk.representative(user.representative)
        return {"view": view, **_shown(view), "page": "desk"}

    def _all(self, user: User) -> dict[str, object]:
        del user
        view = self._desk.supervisor()
        people = sorted(view.people, key=_place)
        return {"view": view, **_shown(view), "people": people, "page": "supervisor"}

    def _messages(self, user: User) -> tuple[Voicemail, ...]:
        own = self._desk.representative(user.representative).voicemails if takes_calls(user) else ()
        return (*own, *(self._desk.supervisor().voicemails if supervises(user) else ()))

    def _in_line(self, user: User) -> tuple[InLine, ...]:
        own = self._desk.representative(user.representative).line if takes_calls(user) else ()
        return (*own, *(self._desk.supervisor().line if supervises(user) else ()))


def _shown(view: RepresentativeView | SupervisorView) -> dict[str, object]:
    """People who hold the line and call backs are two lists; what an action said stands on the page it leads to."""
    return {
        "callers": [one for one in view.line if not one.callback],
        "callbacks": [one for one in view.line if one.callback],
        "notice": words_of(request.args.get("said", "")),
    }


def _place(person: Person) -> tuple[int, str]:
    """Whoever is ready first, whoever is away last."""
    known = person.presence in PRESENCES
    return (PRESENCES.index(person.presence) if known else len(PRESENCES), person.name)
