"""Puts the desk into the application: routes and who may use them, the cookie, the headers, and pages for what went wrong."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from flask import Blueprint, Flask, Request, Response, make_response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from ivr.service.desk import Desk
from ivr.service.desk_ports import User, Users
from ivr.service.ports import StoreError
from ivr.service.signing_in import SignIn
from ivr.web.desk.actions import Actions
from ivr.web.desk.doors import Doors, Kind, View, supervises, takes_calls, turned_away
from ivr.web.desk.events import Streams
from ivr.web.desk.pages import Pages
from ivr.web.desk.sign_in import Entrance
from ivr.web.desk.tokens import SIGNED_IN_FOR, Tokens

POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
"""Nothing inline, nothing from elsewhere."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True, slots=True)
class Terms:
    """How the desk is kept. `secure`: the public URL is https, so the cookie goes nowhere else. `most_streams` live pages
    per process, below its threads; further ones ask every five seconds. `wait` sleeps for some seconds, and answers
    True when the server is about to stop."""

    secret_key: bytes = field(repr=False)
    secure: bool
    most_streams: int
    now: Callable[[], datetime]
    wait: Callable[[float], object]


@dataclass(frozen=True, slots=True)
class Route:
    """`name` is the endpoint, below `desk.`; an action is a POST and nothing else is."""

    path: str
    name: str
    kind: Kind
    may: Callable[[User], bool]
    view: View


def anybody(user: User) -> bool:
    """Whoever is signed in."""
    return bool(user.role)


def add_desk(app: Flask, desk: Desk, sign_in: SignIn, users: Users, terms: Terms, prefix: str = "") -> None:
    """`prefix` is the path of the public URL, as in create_app: links always have it, and proxies that strip it are
    served as well."""
    public = prefix.rstrip("/")
    _keep_cookies(app, terms, f"{public}/desk")
    doors = Doors(users, Tokens(terms.secret_key, terms.now))
    pages = Pages(desk, doors)
    blueprint = _blueprint(pages, doors, sign_in, routes(desk, pages, terms))
    _show_problems(app, blueprint, Problems(doors, pages, (f"{public}/desk", "/desk")))
    app.register_blueprint(blueprint, url_prefix=f"{public}/desk")
    if public:
        app.register_blueprint(blueprint, url_prefix="/desk", name="desk_behind_a_proxy")


def routes(desk: Desk, pages: Pages, terms: Terms) -> tuple[Route, ...]:
    """Everything behind the door."""
    acts = Actions(desk, pages)
    streams = Streams(desk, terms.most_streams, terms.wait)
    page, fragment, action = Kind.PAGE, Kind.FRAGMENT, Kind.ACTION
    return (
        Route("", "desk", page, anybody, pages.desk),
        Route("/", "desk_too", page, anybody, pages.desk),
        Route("/board", "board", fragment, takes_calls, pages.board),
        Route("/events", "events", fragment, anybody, streams.open),
        Route("/voicemails/<recording>/sound", "sound", fragment, anybody, pages.sound),
        Route("/presence", "choose", action, takes_calls, acts.choose),
        Route("/take", "take", action, takes_calls, acts.take),
        Route("/disposition", "dispose", action, takes_calls, acts.dispose),
        Route("/voicemails/done", "heard", action, anybody, acts.heard),
        Route("/callbacks/give-up", "set_aside", action, anybody, acts.set_aside),
        Route("/supervisor", "supervisor", page, supervises, pages.supervisor),
        Route("/supervisor/board", "supervisor_board", fragment, supervises, pages.supervisor_board),
        Route("/supervisor/close-the-office", "ask_close", page, supervises, pages.ask_close),
        Route("/supervisor/close", "close", action, supervises, acts.close),
        Route("/supervisor/open", "open", action, supervises, acts.open),
    )


def _blueprint(pages: Pages, doors: Doors, sign_in: SignIn, behind: tuple[Route, ...]) -> Blueprint:
    blueprint = Blueprint(
        "desk", __name__, template_folder="templates", static_folder="static", static_url_path="/static"
    )
    entrance = Entrance(sign_in, doors, pages)
    leave = Route("/sign-out", "sign_out", Kind.ACTION, anybody, entrance.leave)
    for route in (*behind, leave):
        view = doors.guarded(route.view, route.kind, route.may)
        _add(blueprint, route.path, route.name, view, "POST" if route.kind is Kind.ACTION else "GET")
    _add(blueprint, "/sign-in", "sign_in", entrance.form, "GET")
    _add(blueprint, "/sign-in", "enter", entrance.enter, "POST")
    blueprint.after_request(with_headers)
    return blueprint


def _add(blueprint: Blueprint, path: str, name: str, view: View, method: str) -> None:
    blueprint.add_url_rule(path, name, view, methods=[method], provide_automatic_options=False)


def _keep_cookies(app: Flask, terms: Terms, path: str) -> None:
    """The cookie ends with the browser, and its signature after a working day. No other route of the line reads it."""
    app.secret_key = terms.secret_key
    app.session_interface = _OnlyBelow(path)
    app.config.update(
        SESSION_COOKIE_NAME="desk",
        SESSION_COOKIE_PATH=path,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=terms.secure,
        PERMANENT_SESSION_LIFETIME=SIGNED_IN_FOR,
    )


class _OnlyBelow(SecureCookieSessionInterface):
    """Sessions for the desk. To open one for every webhook as well would cost each of them time."""

    def __init__(self, path: str) -> None:
        self._below = f"{path.rpartition('/')[2]}/"

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if self._below in f"{request.path}/":
            return super().open_session(app, request)
        return self.make_null_session(app)


def with_headers(response: Response) -> Response:
    """Nothing of the desk stays in a cache but its script and style, which are asked for again each time."""
    response.headers.update(HEADERS)
    response.headers["Cache-Control"] = "no-cache" if request.endpoint in _STATIC else "no-store"
    return response


_STATIC = frozenset({"desk.static", "desk_behind_a_proxy.static"})


@dataclass(frozen=True, slots=True)
class Problems:
    """What is shown when a page cannot be: strangers learn nothing, and other routes of the line keep their silence."""

    doors: Doors
    pages: Pages
    below: tuple[str, ...]

    def show(self, error: HTTPException) -> ResponseReturnValue:
        """For what no route answers; the headers of the blueprint are not on it yet."""
        if not any(request.path == path or request.path.startswith(f"{path}/") for path in self.below):
            return Response(status=error.code)
        return with_headers(make_response(self.of(error)))

    def of(self, error: HTTPException) -> ResponseReturnValue:
        try:
            user = self.doors.who()
        except StoreError:
            return self.down()
        if user is None and error.code in (404, 405):
            return turned_away(Kind.PAGE) if request.method == "GET" else Response(status=401)
        return self._page(error.code or 500, user, error.valid_methods if isinstance(error, MethodNotAllowed) else None)

    def down(self, _: StoreError | None = None) -> Response:
        """The store does not answer, so nobody knows who this is."""
        return self._page(503, None)

    def _page(self, code: int, user: User | None, allowed: object = None) -> Response:
        response = make_response(self.pages.render("problem.html", user, code=code), code)
        if isinstance(allowed, list | set | tuple | frozenset):
            response.allow.update(allowed)
        return response


def _show_problems(app: Flask, blueprint: Blueprint, problems: Problems) -> None:
    app.register_error_handler(NotFound, problems.show)
    app.register_error_handler(MethodNotAllowed, problems.show)
    blueprint.register_error_handler(HTTPException, problems.of)
    blueprint.register_error_handler(StoreError, problems.down)
