"""Whether anything listens where an application is said to be. It is not asked anything: each request is a call to it."""

import socket
from urllib.parse import urlsplit

PATIENCE = 3.0
_PORTS = {"http": 80, "https": 443}


def unreachable(url: str) -> str | None:
    """A sentence for people, None where something listens. Blocks, for PATIENCE seconds and the look-up of a name."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme.lower()]
    try:
        socket.create_connection((host, port), PATIENCE).close()
    except TimeoutError:
        return f"nothing answers at {host}:{port} now, so calls will fail until it does"
    except OSError as error:
        return f"nothing listens at {host}:{port} now ({error.strerror}), so calls will fail until it does"
    return None
