"""`user:pass@` in a webhook's URL: sent as Basic authentication, and as Digest where the server asks for that.

Source: Twilio, "Security" (Basic and Digest). That Basic is sent unasked is inferred: no page says which comes first.
"""

from base64 import b64encode
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

import requests.auth
import requests.utils

from ivr.carrier.web import Reply

_DIGEST = "digest "


@dataclass(frozen=True, slots=True)
class Login:
    user: str = field(repr=False)
    password: str = field(repr=False)

    def basic(self) -> str:
        """The value of an Authorization header."""
        return f"Basic {b64encode(f'{self.user}:{self.password}'.encode()).decode()}"

    def digest(self, reply: Reply, method: str, url: str) -> str | None:
        """The answer to a reply that asks for Digest; None for one that does not, or in a way nobody understands."""
        asked = reply.header("WWW-Authenticate") or ""
        if reply.status != 401 or not asked.lower().startswith(_DIGEST):
            return None
        auth = requests.auth.HTTPDigestAuth(self.user, self.password)
        auth.init_per_thread_state()
        challenge = requests.utils.parse_dict_header(asked[len(_DIGEST) :])  # type: ignore[no-untyped-call]
        auth._thread_local.chal = challenge  # type: ignore[attr-defined]  # noqa: SLF001 - requests takes a challenge from its own session alone
        try:
            answer: str | None = auth.build_digest_header(method, url)  # type: ignore[no-untyped-call]
        except KeyError:
            return None
        return answer


def without_login(url: str) -> tuple[str, Login | None]:
    """The address as it is requested, and whom it is requested as."""
    parts = urlsplit(url)
    login, at, host = parts.netloc.rpartition("@")
    if not at:
        return url, None
    user, _, password = login.partition(":")
    return parts._replace(netloc=host).geturl(), Login(unquote(user), unquote(password))
