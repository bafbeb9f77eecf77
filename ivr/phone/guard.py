"""Who may talk to the page's server: browsers that were sent to this machine by its own name, and our own page.

A page of somebody else's in the same browser reaches every port of this machine. It cannot choose its Origin; and a name
of its own that it lets point here (DNS rebinding) shows in Host.
"""

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

LOCAL = ("127.0.0.1", "localhost", "[::1]")
EVERYWHERE = ("", "0.0.0.0", "::")  # noqa: S104 - what a user may have bound to, not what is bound here
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)

HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
    "Server": "ivr phone",
}
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; media-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def map_policy(drawing: str) -> str:
    """The drawing brings its own script and style, and stands in our page alone."""
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in _SCRIPT.findall(drawing))
    return (
        f"default-src 'none'; script-src {hashes or chr(39) + 'none' + chr(39)}; style-src 'unsafe-inline'; "
        "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()


def in_url(host: str) -> str:
    """An address of the internet as it stands in a URL."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


class Guard:
    """`host` and `port` are what the server listens at."""

    def __init__(self, host: str, port: int) -> None:
        names = LOCAL if host in EVERYWHERE else (*LOCAL, in_url(host).lower())
        self._hosts = frozenset(_with_port(names, port))

    def knows(self, host: str) -> bool:
        """Whether a request's Host is a name of ours."""
        return host.lower() in self._hosts

    def is_ours(self, host: str, origin: str) -> bool:
        """Whether a page of this very server opens a socket."""
        return self.knows(host) and origin.lower() == f"http://{host.lower()}"


def _with_port(names: Iterable[str], port: int) -> Iterable[str]:
    for name in names:
        yield f"{name}:{port}"
        if port == 80:
            yield name
