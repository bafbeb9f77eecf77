"""Calls in progress and calls to be placed, through Twilio's Calls API.

No log line holds a number, and no error of the library is printed: Twilio's messages quote it. Redirecting a call twice
does what doing it once does, because both lead to one turn; placing one is never repeated by itself.
Sources: Twilio, "Call resource", "Modify calls in progress"; errors 20404 (no such call) and 21220 (not in progress): of a call
that was in a queue, both say that it is over.
"""

import requests
import structlog
from twilio.base.exceptions import TwilioException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from ivr.secret import Secret
from ivr.service.floor_ports import CallNotThereError

REQUEST_SECONDS = 5.0
"""For a connection, and again for an answer: somebody else's document waits for this one."""
RING_SECONDS = 25
"""How long somebody who is called back is rung: below the half minute after which most voice mail answers."""

_GONE = frozenset({20404, 21220})

_log = structlog.get_logger()


def control_client(account: str, token: str) -> Client:
    """A client that gives up in time and never asks twice by itself."""
    return Client(account, token, http_client=TwilioHttpClient(timeout=REQUEST_SECONDS, max_retries=0))


class TwilioCallControl:
    """`public_url` is what the carrier calls, without a path of its own; `caller_id` is the number that is shown to those who are
    called back, one of the account."""

    def __init__(self, client: Client, public_url: str, caller_id: str) -> None:
        self._client = client
        self._public = public_url
        self._caller_id = caller_id

    def redirect(self, call: str, path: str) -> None:
        try:
            self._client.calls(call).update(url=f"{self._public}{path}", method="POST")
        except Exception as error:  # noqa: BLE001 - whatever went wrong on the way, the queue's documents do the same later
            raise CallNotThereError(_why(error), gone=getattr(error, "code", None) in _GONE) from None

    def place(self, to: Secret, path: str, status_path: str) -> str:
        try:
            placed = self._client.calls.create(
                to=to.reveal(),
                from_=self._caller_id,
                url=f"{self._public}{path}",
                method="POST",
                status_callback=f"{self._public}{status_path}",
                status_callback_event=["completed"],
                timeout=RING_SECONDS,
            )
        except Exception as error:  # noqa: BLE001 - as above; a call that went out all the same reports its own end
            raise CallNotThereError(_why(error)) from None
        _log.info("call back placed", call=placed.sid)
        return str(placed.sid)


class TwilioRecordings:
    """The sound of recordings, asked for with the account's own name and token; the address is ours, never one a form named."""

    def __init__(self, account: str, token: str, api: str = "https://api.twilio.com") -> None:
        self._account = account
        self._token = token
        self._api = api

    def fetch(self, recording: str) -> bytes | None:
        url = f"{self._api}/2010-04-01/Accounts/{self._account}/Recordings/{recording}.mp3"
        try:
            answer = requests.get(
                url, auth=(self._account, self._token), timeout=REQUEST_SECONDS, allow_redirects=False
            )
        except requests.RequestException as error:
            _log.warning("a message could not be fetched", recording=recording, why=type(error).__name__)
            return None
        if answer.status_code != requests.codes.ok:  # `answer.ok` would take the page of a redirect for the sound
            _log.warning("a message could not be fetched", recording=recording, why=f"status {answer.status_code}")
            return None
        return answer.content


def _why(error: Exception) -> str:
    """By its number, or its kind."""
    code = getattr(error, "code", None) if isinstance(error, TwilioException) else None
    return f"error {code}" if code else type(error).__name__
