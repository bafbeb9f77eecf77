"""Who may pass: every view of the desk but signing in is behind a guard that is made here.

The cookie holds a user's name and User.session, so whoever was removed or has a new password is a stranger at the next
request. Strangers see the way to sign in and nothing else.
"""

import hmac
import secrets
from collections.abc import Callable
from enum import Enum
from functools import wraps

from flask import Response, abort, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from ivr.service.desk_ports import Role, User, Users
from ivr.web.desk.tokens import Tokens

View = Callable[..., ResponseReturnValue]

NEXT = frozenset({"desk", "supervisor", "ask_close"})
"""Pages a sign-in leads back to, by their names. A closed list, so no link leads elsewhere."""


class Kind(Enum):
    PAGE = "page"
    FRAGMENT = "fragment"
    ACTION = "action"


def takes_calls(user: User) -> bool:
    """Has a desk. A representative without an id sees a page that says so."""
    return user.role is Role.REPRESENTATIVE or bool(user.representative)


def supervises(user: User) -> bool:
    return user.role is Role.SUPERVISOR


def home(user: User) -> str:
    return url_for("desk.supervisor" if supervises(user) else "desk.desk")


class FormTokenError(BadRequest):
    """A form that is not one of ours, or was open for longer than a sign-in lasts."""


class Doors:
    def __init__(self, users: Users, tokens: Tokens) -> None:
        self._users = users
        self._tokens = tokens

    def who(self) -> User | None:
        """Whose cookie this is. Raises StoreError."""
        name, given = session.get("name"), session.get("session")
        if not (isinstance(name, str) and isinstance(given, str)):
            return None
        user = self._users.get(name)
        if user is None or not hmac.compare_digest(user.session.encode(), given.encode()):
            session.clear()
            return None
        return user

    def let_in(self, user: User) -> None:
        session.clear()
        session["name"], session["session"] = user.name, user.session

    def let_out(self) -> None:
        session.clear()

    def token(self) -> str:
        """For the forms of this page. A stranger gets a cookie too, so that nobody is signed in by another site."""
        if "name" not in session and "visit" not in session:
            session["visit"] = secrets.token_urlsafe(16)
        return self._tokens.make(_holder())

    def check_token(self) -> None:
        """Raises FormTokenError."""
        if not self._tokens.fits(request.form.get("csrf", ""), _holder()):
            raise FormTokenError

    def guarded(self, view: View, kind: Kind, may: Callable[[User], bool]) -> View:
        """The view gets the user as its first argument."""

        @wraps(view)
        def behind(**arguments: str) -> ResponseReturnValue:
            user = self.who()
            if user is None:
                return turned_away(kind)
            if kind is Kind.ACTION:
                self.check_token()
            if not may(user):
                abort(403)
            return view(user, **arguments)

        return behind


def turned_away(kind: Kind) -> ResponseReturnValue:
    """What a stranger gets. Without the script an action whose sign-in has ended leads to the form, too."""
    if kind is Kind.ACTION:
        abort(401)
    if kind is Kind.FRAGMENT:
        return Response(status=401)
    wanted = (request.endpoint or "").rpartition(".")[2]
    return redirect(url_for("desk.sign_in", next=wanted if wanted in NEXT else None), 303)


def _holder() -> str:
    """What the cookie says, which a form must fit."""
    return "\n".join(str(session.get(key, "")) for key in ("name", "session", "visit"))
