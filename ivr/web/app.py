"""The Flask application: every voice route is one thin view over `Gate.answer`."""

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from ivr.service.answer import LARGEST_BODY, Gate

ROUTES = ("/voice", "/voice/whisper/<token>", "/status", "/fallback", "/sms", "/links/redeem", "/health")


def create_app(gate: Gate, prefix: str = "") -> Flask:
    """`prefix` is the path of the public URL; proxies that strip it and proxies that keep it are both served."""
    app = Flask("ivr.web", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY + 1  # for bodies that do not say how long they are
    app.register_error_handler(HTTPException, lambda error: Response(status=error.code))  # strangers get no words

    def voice(token: str = "") -> Response:
        del token  # the gate reads the path itself
        if (request.content_length or 0) > LARGEST_BODY:
            return Response(status=413)
        query = request.query_string.decode("latin-1")
        target = request.path + (f"?{query}" if query else "")
        headers = {name.lower(): value for name, value in request.headers.items()}
        reply = gate.answer(request.method, target, headers, request.get_data(cache=False))
        return Response(reply.body, reply.status, content_type=reply.content_type)

    for start in dict.fromkeys(("", prefix.rstrip("/"))):
        for route in ROUTES:
            path = f"{start}{route}"
            app.add_url_rule(path, path, voice, provide_automatic_options=False, methods=["GET", "POST"])
    return app
