"""The Flask application: every voice route is one thin view over `Gate.answer`."""

from collections.abc import Callable, Mapping

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from ivr.service.answer import LARGEST_BODY, Gate

ROUTES = (
    "/voice",
    "/voice/whisper/<token>",
    "/callback/<token>",
    "/callback/<token>/status",
    "/status",
    "/fallback",
    "/sms",
    "/links/redeem",
    "/health",
)


def create_app(gate: Gate, prefix: str = "", others: Mapping[str, Gate] | None = None, proxies: int = 0) -> Flask:
    """`prefix` is the path of the public URL; proxies that strip it and proxies that keep it are both served. `others` are
    lines of their own below a path, such as the representatives'; of `proxies` before us, the address of whoever asks is
    believed, and nothing else they say."""
    app = Flask("ivr.web", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY + 1  # for bodies that do not say how long they are
    app.register_error_handler(HTTPException, lambda error: Response(status=error.code))  # strangers get no words
    _add_line(app, gate, prefix, "")
    for path, other in (others or {}).items():
        _add_line(app, other, prefix, path)
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=0, x_host=0)  # type: ignore[method-assign]
    return app


def _add_line(app: Flask, gate: Gate, prefix: str, below: str) -> None:
    for start in dict.fromkeys(("", prefix.rstrip("/"))):
        view = _view(gate, f"{start}{below}")
        for route in ROUTES:
            path = f"{start}{below}{route}"
            app.add_url_rule(path, path, view, provide_automatic_options=False, methods=["GET", "POST"])


def _view(gate: Gate, above: str) -> Callable[..., Response]:
    def voice(token: str = "") -> Response:
        del token  # the gate reads the path itself
        if (request.content_length or 0) > LARGEST_BODY:
            return Response(status=413)
        query = request.query_string.decode("latin-1")
        target = request.path.removeprefix(above) + (f"?{query}" if query else "")
        headers = {name.lower(): value for name, value in request.headers.items()}
        reply = gate.answer(request.method, target, headers, request.get_data(cache=False))
        return Response(reply.body, reply.status, content_type=reply.content_type)

    return voice
