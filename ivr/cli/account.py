"""An account at the carrier: the addresses its numbers call, through the twilio library."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from urllib.parse import urlsplit

import requests
from twilio.base.exceptions import TwilioException
from twilio.http import HttpClient
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client
from twilio.rest.api.v2010.account.incoming_phone_number import IncomingPhoneNumberInstance

from ivr.cli.trouble import CannotRunError

SECONDS = 20.0
"""How long the account may take to answer."""

ROWS = (
    ("voice URL", "voice_url", "voice_method"),
    ("fallback URL", "voice_fallback_url", "voice_fallback_method"),
    ("status URL", "status_callback", "status_callback_method"),
    ("TwiML app", "voice_application_sid", None),
    ("SIP trunk", "trunk_sid", None),
)
"""What decides where a number's calls go: a title, and the library's names for the value and its HTTP method. An
application or a trunk outranks the URLs."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """What a number calls. Empty where it calls nothing."""

    voice_url: str = ""
    voice_method: str = "POST"
    voice_fallback_url: str = ""
    voice_fallback_method: str = "POST"
    status_callback: str = ""
    status_callback_method: str = "POST"
    voice_application_sid: str = ""
    trunk_sid: str = ""

    @classmethod
    def of_line(cls, url: str, below: str = "") -> "Addresses":
        """Those of a line that is reached at `url`, or of its other line at a path `below` that."""
        base = url.rstrip("/").removesuffix("/voice").removesuffix(below) + below
        return cls(f"{base}/voice", "POST", f"{base}/fallback", "POST", f"{base}/status", "POST")

    def rows(self) -> list[tuple[str, str]]:
        """Title and value, for people; a user name and password in a URL are left out."""
        return [(title, self._shown(name, method)) for title, name, method in ROWS]

    def unlike(self, before: "Addresses") -> dict[str, str]:
        """What must change to get here from there."""
        was = asdict(before)
        return {name: value for name, value in asdict(self).items() if value != was[name]}

    def _shown(self, name: str, method: str | None) -> str:
        value = getattr(self, name)
        if not value:
            return "(nothing)"
        return value if method is None else f"{getattr(self, method)} {_without_login(value)}"


class Account:
    """One account. Every method raises CannotRunError for what the account does not have or does not allow."""

    def __init__(self, sid: str, token: str, http: HttpClient | None = None) -> None:
        self._client = Client(sid, token, http_client=http or TwilioHttpClient(timeout=SECONDS))

    def addresses(self, phone: str) -> Addresses:
        return _addresses(self._find(phone))

    def change(self, phone: str, after: Addresses) -> None:
        found = self._find(phone)
        with _told(phone, "whether it was changed is not known, `ivr number connect` shows it"):
            found.update(**after.unlike(_addresses(found)))

    def _find(self, phone: str) -> IncomingPhoneNumberInstance:
        with _told(phone, "nothing was changed"):
            found = self._client.incoming_phone_numbers.list(phone_number=phone, limit=20)
        exact = [one for one in found if one.phone_number == phone]
        if not exact:
            raise CannotRunError(f"{phone} is not among the numbers of this account")
        return exact[0]


def _addresses(found: IncomingPhoneNumberInstance) -> Addresses:
    return Addresses(**{one.name: getattr(found, one.name) or "" for one in fields(Addresses)})


def _without_login(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def account_from(environment: Mapping[str, str] = os.environ) -> Account:
    """Raises CannotRunError."""
    sid = environment.get("TWILIO_ACCOUNT_SID", "").strip()
    token = environment.get("TWILIO_AUTH_TOKEN", "").split(",")[0].strip()
    missing = [name for name, value in (("TWILIO_ACCOUNT_SID", sid), ("TWILIO_AUTH_TOKEN", token)) if not value]
    if missing:
        raise CannotRunError(f"{' and '.join(missing)} must be set; both stand on the first page of Twilio's console")
    return Account(sid, token)


@contextmanager
def _told(phone: str, consequence: str) -> Iterator[None]:
    """What the library raises, as a sentence; `consequence` is added where no answer came at all."""
    try:
        yield
    except TwilioException as error:
        raise CannotRunError(_sentence(_refusal(error), phone, consequence)) from None
    except requests.RequestException:
        raise CannotRunError(_sentence(None, phone, consequence)) from None


def _refusal(error: TwilioException) -> tuple[int, str] | None:
    """HTTP status and Twilio's own words. Of a list the library raises its base class, with the response behind."""
    status, words = getattr(error, "status", None), str(getattr(error, "msg", ""))
    answers = [one for one in error.args if isinstance(one, Response)]
    if answers:
        status, words = answers[0].status_code, _message(answers[0].text)
    return (status, words) if isinstance(status, int) else None


def _message(body: str) -> str:
    try:
        return str(json.loads(body)["message"])
    except (ValueError, KeyError, TypeError):
        return "no reason"


def _sentence(refusal: tuple[int, str] | None, phone: str, consequence: str) -> str:
    match refusal:
        case None:
            return f"Twilio could not be asked: no answer came; {consequence}"
        case (401, _):
            return "Twilio does not know these credentials; check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN"
        case (403, words):
            return f"these credentials may not see or change {phone}; Twilio says: {words}"
        case (404, _):
            return f"there is no such account, or {phone} is not in it any more; check TWILIO_ACCOUNT_SID"
        case (429, _):
            return "Twilio says there were too many requests; try again in a minute"
        case (status, words):
            return f"Twilio refuses with HTTP {status}: {words}"
