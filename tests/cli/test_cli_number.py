"""`ivr number`, on the twilio library's own HTTP seam: a client that answers as the REST API does."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from click.testing import Result
from twilio.http import HttpClient
from twilio.http.response import Response

from ivr.cli.account import Account

PHONE = "+15550100000"
SID = "PN" + "2" * 32
BEFORE = {
    "voice_url": "https://old.example.com/voice",
    "voice_method": "GET",
    "voice_fallback_url": "",
    "voice_fallback_method": "POST",
    "status_callback": "https://user:pass@old.example.com/status",
    "status_callback_method": "POST",
    "voice_application_sid": "AP" + "3" * 32,
    "trunk_sid": None,
}
NAMES = {
    "VoiceUrl": "voice_url",
    "VoiceMethod": "voice_method",
    "VoiceFallbackUrl": "voice_fallback_url",
    "VoiceFallbackMethod": "voice_fallback_method",
    "StatusCallback": "status_callback",
    "StatusCallbackMethod": "status_callback_method",
    "VoiceApplicationSid": "voice_application_sid",
    "TrunkSid": "trunk_sid",
}


class RestApi(HttpClient):
    """Two numbers of an account, of which one matches the other's beginning, as the API's filter would have it."""

    def __init__(self) -> None:
        self.number = {"sid": SID, "phone_number": PHONE, "friendly_name": "Bill pay", **BEFORE}
        self.other = {**self.number, "sid": "PN" + "4" * 32, "phone_number": f"{PHONE}9"}
        self.changes: list[dict[str, str]] = []
        self.refusal: Response | Exception | None = None
        self.refuses_changes = False
        super().__init__(None, is_async=False)

    def request(
        self,
        method: str,
        uri: str,
        params: Mapping[str, object] | None = None,
        data: Mapping[str, str] | None = None,
        *_: object,
        **__: object,
    ) -> Response:
        if isinstance(self.refusal, Exception):
            raise self.refusal
        if self.refusal is not None:
            return self.refusal
        if self.refuses_changes and method == "POST":
            return Response(403, json.dumps({"code": 20403, "message": "No.", "status": 403}))
        path = urlsplit(uri).path
        query = {**dict(parse_qsl(urlsplit(uri).query)), **(params or {})}
        if method == "GET" and path.endswith("/IncomingPhoneNumbers.json"):
            numbers = [one for one in (self.other, self.number) if str(query["PhoneNumber"]) in one["phone_number"]]
            return Response(200, json.dumps({"incoming_phone_numbers": numbers, "page": 0, "page_size": 50}))
        if method == "POST" and path.endswith(f"/IncomingPhoneNumbers/{SID}.json"):
            self.changes.append(dict(data or {}))
            self.number |= {NAMES[name]: value for name, value in (data or {}).items()}
            return Response(200, json.dumps(self.number))
        return Response(404, json.dumps({"code": 20404, "message": "not found", "status": 404}))

    def now(self) -> dict[str, str | None]:
        return {name: self.number[name] for name in BEFORE}


@pytest.fixture
def api() -> RestApi:
    return RestApi()


@pytest.fixture
def number(tiny: Path, ivr: Callable[..., Result], api: RestApi) -> Callable[..., Result]:
    """`ivr number` on that account."""
    return lambda *arguments, **details: ivr(
        "number", *arguments, obj=Account("AC" + "1" * 32, "t" * 32, api), **details
    )


def test_connect_shows_the_change_asks_and_makes_it(number: Callable[..., Result], api: RestApi) -> None:
    done = number("connect", PHONE, "--url", "https://line.example.com", input="y\n")
    assert done.exit_code == 0
    assert (
        "voice URL     GET https://old.example.com/voice\n             -> POST https://line.example.com/voice"
        in done.output
    )
    assert "fallback URL  (nothing)\n             -> POST https://line.example.com/fallback" in done.output
    assert "status URL    POST https://old.example.com/status\n" in done.output
    assert f"TwiML app     {BEFORE['voice_application_sid']}\n             -> (nothing)" in done.output
    assert "pass@" not in done.output
    assert api.changes == [
        {
            "VoiceUrl": "https://line.example.com/voice",
            "VoiceMethod": "POST",
            "VoiceFallbackUrl": "https://line.example.com/fallback",
            "StatusCallback": "https://line.example.com/status",
            "VoiceApplicationSid": "",
        }
    ]


@pytest.mark.parametrize("url", ["https://line.example.com", "https://line.example.com/representatives/voice"])
def test_the_representatives_number_calls_their_own_line(number: Callable[..., Result], api: RestApi, url: str) -> None:
    done = number("connect", PHONE, "--representatives", "--url", url, "--yes")
    assert (done.exit_code, f"{PHONE} now calls the representatives' own line." in done.output) == (0, True)
    after = api.now()
    assert [after[one] for one in ("voice_url", "voice_fallback_url", "status_callback")] == [
        f"https://line.example.com/representatives/{one}" for one in ("voice", "fallback", "status")
    ]


def test_without_a_yes_nothing_is_changed_and_nothing_kept(
    number: Callable[..., Result], api: RestApi, tiny: Path
) -> None:
    done = number("connect", PHONE, "--url", "https://line.example.com", input="n\n")
    assert done.exit_code == 0
    assert done.output.endswith("Nothing was changed.\n")
    assert api.changes == []
    assert not list(tiny.parent.glob(".ivr-number-*"))


def test_undo_puts_back_what_was_there_and_forgets_it(number: Callable[..., Result], api: RestApi, tiny: Path) -> None:
    number("connect", PHONE, "--url", "https://line.example.com", "--yes")
    file = tiny.parent / f".ivr-number-{PHONE}.json"
    assert file.stat().st_mode & 0o077 == 0
    done = number("undo", PHONE, "--yes")
    assert done.exit_code == 0
    assert {name: value or "" for name, value in api.now().items()} == {
        name: value or "" for name, value in BEFORE.items()
    }
    assert not file.exists()


def test_undo_goes_back_to_before_the_first_of_several_connects(number: Callable[..., Result], api: RestApi) -> None:
    number("connect", PHONE, "--url", "https://one.example.com", "--yes")
    number("connect", PHONE, "--url", "https://two.example.com", "--yes")
    number("undo", PHONE, "--yes")
    assert api.number["voice_url"] == BEFORE["voice_url"]


def test_connecting_what_is_connected_changes_nothing(number: Callable[..., Result], api: RestApi) -> None:
    number("connect", PHONE, "--url", "https://line.example.com", "--yes")
    done = number("connect", PHONE, "--url", "https://line.example.com/voice", "--yes")
    assert "calls that already" in done.output
    assert len(api.changes) == 1


def test_the_keys_of_the_account_are_not_kept(number: Callable[..., Result], tiny: Path) -> None:
    number("connect", PHONE, "--url", "https://line.example.com", "--yes")
    kept = (tiny.parent / f".ivr-number-{PHONE}.json").read_text()
    assert "t" * 32 not in kept
    assert "AC" + "1" * 32 not in kept


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (Response(401, json.dumps({"code": 20003, "message": "Authenticate"})), "does not know these credentials"),
        (Response(403, json.dumps({"code": 20403, "message": "Forbidden"})), "may not see or change"),
        (Response(429, json.dumps({"code": 20429, "message": "Too many"})), "too many requests"),
        (Response(500, json.dumps({"code": 20500, "message": "Oh"})), "Twilio refuses with HTTP 500"),
        (requests.ConnectionError("no route"), "no answer came; nothing was changed"),
    ],
)
def test_a_refusal_of_the_account_is_a_sentence_and_2(
    number: Callable[..., Result], api: RestApi, refusal: Response | Exception, words: str
) -> None:
    api.refusal = refusal
    done = number("connect", PHONE, "--url", "https://line.example.com", "--yes")
    assert done.exit_code == 2
    assert words in done.stderr
    assert "Traceback" not in done.output


def test_a_refusal_of_the_change_itself_is_a_sentence_too(number: Callable[..., Result], api: RestApi) -> None:
    api.refuses_changes = True
    done = number("connect", PHONE, "--url", "https://line.example.com", "--yes")
    assert done.exit_code == 2
    assert f"these credentials may not see or change {PHONE}; Twilio says: Unable to update record: No." in done.stderr


def test_a_number_of_somebody_else_is_not_found(number: Callable[..., Result], api: RestApi) -> None:
    done = number("connect", "+15550100077", "--url", "https://line.example.com", "--yes")
    assert done.exit_code == 2
    assert "+15550100077 is not among the numbers of this account" in done.stderr
    assert api.changes == []


@pytest.mark.parametrize("text", [None, "{}", "not json", '{"voice_url": "x"}'])
def test_undo_without_what_was_there_before_says_so(
    number: Callable[..., Result], tiny: Path, text: str | None
) -> None:
    if text is not None:
        (tiny.parent / f".ivr-number-{PHONE}.json").write_text(text)
    done = number("undo", PHONE, "--yes")
    assert done.exit_code == 2
    assert f".ivr-number-{PHONE}.json" in done.stderr


def test_without_credentials_nothing_is_asked(tiny: Path, ivr: Callable[..., Result]) -> None:
    done = ivr("number", "connect", PHONE, "--url", "https://line.example.com")
    assert done.exit_code == 2
    assert "TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN must be set" in done.stderr
