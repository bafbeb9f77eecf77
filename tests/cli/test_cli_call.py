"""`ivr call` without a terminal: keys written beforehand, the demonstration, and everything that cannot be called."""

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from click.testing import Result
from twilio.request_validator import RequestValidator

ACCOUNT_NUMBER = "123456789012"


def test_without_keys_the_demonstration_is_played_and_named(tiny: Path, ivr: Callable[..., Result]) -> None:
    done = ivr("call", "tiny")
    assert done.exit_code == 0
    assert done.output.startswith("A caller gives an account number, and Ann takes the call (tiny/hello.call.yaml)\n")
    assert "Ended: bridged, after 1:18." in done.output


def test_a_demonstration_that_is_not_true_fails(tiny: Path, ivr: Callable[..., Result]) -> None:
    call = tiny / "hello.call.yaml"
    call.write_text(call.read_text().replace("Tiny Company", "Huge Company"))
    done = ivr("call", "tiny")
    assert done.exit_code == 1
    assert 'tiny/hello.call.yaml:6:5: expected to hear "Hello from Huge Company"' in done.output


def test_keys_reach_a_representative_who_takes_the_call_with_the_line_s_own_key(
    tiny: Path, ivr: Callable[..., Result]
) -> None:
    done = ivr("call", "tiny", "--keys", f"1 {ACCOUNT_NUMBER} 1")
    assert done.exit_code == 0
    assert "Ann        presses 5" in done.output
    assert "caller     is connected to Ann" in done.output
    assert "Ended: bridged" in done.output


def test_silence_is_as_long_as_its_key_says(tiny: Path, ivr: Callable[..., Result]) -> None:
    done = ivr("call", "tiny", "--keys", "1 w3 h")
    heard = re.search(r"0:(\d\d)\.\d  caller     hangs up", done.output)
    assert heard
    assert "Ended: the caller hangs up" in done.output
    assert done.exit_code == 0


def test_what_is_keyed_is_shown_in_its_last_four_digits_only(tiny: Path, ivr: Callable[..., Result]) -> None:
    done = ivr("call", "tiny", "--keys", f"1 {ACCOUNT_NUMBER} 1")
    spoken = re.sub(r"\D", "", done.output.replace("one", "1").replace("two", "2"))
    assert "presses ••••••••9012" in done.output
    assert ACCOUNT_NUMBER not in spoken
    assert "5678" not in spoken


def test_nothing_stays_behind_a_call(tiny: Path, ivr: Callable[..., Result]) -> None:
    before = sorted(tiny.parent.rglob("*"))
    ivr("call", "tiny", "--keys", "1 h")
    assert sorted(tiny.parent.rglob("*")) == before


def test_at_makes_the_call_at_another_time(tiny: Path, ivr: Callable[..., Result]) -> None:
    done = ivr("call", "tiny", "--keys", "h", "--at", "2027-03-14 01:59 America/New_York")
    assert done.exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere",), "there is no folder nowhere"),
        (("tiny", "--keys", "1 x 2"), "--keys: group 2 is not keys (0-9 * #), a wait (w20), words in quotes or h"),
        (("tiny", "--from", "rosa"), "'rosa' is not a telephone number"),
        (("tiny", "--at", "tomorrow"), "'tomorrow' is not an instant"),
        (("tiny", "--at", "2026-11-24 10:05 Mars/Olympus"), "is not an instant"),
        (("tiny", "--status-url", "https://line.example.com/status"), "are for a URL"),
        (("http://",), "is not an address"),
        (("http://[", "--keys", "1"), "is not an address"),
        (("http://line.example.com:99999/voice", "--keys", "1"), "is not an address"),
        (("https://line.example.com/voice",), "there is no terminal here"),
        (("https://line.example.com/voice", "--at", "2026-11-24 10:05 UTC"), "has a clock of its own"),
    ],
)
def test_what_cannot_be_called_is_a_sentence_and_2(
    tiny: Path, ivr: Callable[..., Result], arguments: tuple[str, ...], words: str
) -> None:
    done = ivr("call", *arguments)
    assert done.exit_code == 2
    assert words in done.stderr
    assert "Traceback" not in done.output


def test_a_line_with_mistakes_is_told_with_their_places(tiny: Path, ivr: Callable[..., Result]) -> None:
    line = tiny / "line.yaml"
    line.write_text(line.read_text().replace("menu:", "menue:"))
    done = ivr("call", "tiny", "--keys", "1")
    assert done.exit_code == 2
    assert "the line has mistakes, so nobody can call it" in done.stderr
    assert "tiny/line.yaml:16:5 IVR" in done.stderr


def test_a_demonstration_file_with_mistakes_is_told_with_their_places(tiny: Path, ivr: Callable[..., Result]) -> None:
    (tiny / "hello.call.yaml").write_text("call: Nothing\n")
    done = ivr("call", "tiny")
    assert done.exit_code == 2
    assert "tiny/hello.call.yaml:1:1 IVR" in done.stderr


def test_a_line_without_a_demonstration_asks_for_keys(tiny: Path, ivr: Callable[..., Result]) -> None:
    line = tiny / "line.yaml"
    line.write_text(line.read_text().replace("demonstration: hello.call.yaml\n", ""))
    done = ivr("call", "tiny")
    assert done.exit_code == 2
    assert "line.yaml names no demonstration; use --keys" in done.stderr


# -- somebody else's application, over HTTP -------------------------------------------------------------------------


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


class Application:
    """Any TwiML application: it says hello, and dials a number when a key comes. It refuses what is not signed."""

    token = "somebody-else-s-token"

    def __init__(self) -> None:
        self.url = ""
        self.paths: list[str] = []

    def __call__(self, environ: dict, start_response: object) -> list[bytes]:
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"] or 0)).decode()
        path = environ["PATH_INFO"]
        self.paths.append(path)
        form = dict(pair.split("=", 1) for pair in _unquoted(body))
        good = RequestValidator(self.token).validate(
            f"{self.url}{path}", form, environ.get("HTTP_X_TWILIO_SIGNATURE", "")
        )
        start_response("200 OK" if good else "403 Forbidden", [("Content-Type", "text/xml")])
        return [_DOCUMENTS.get(path, "<Response/>").encode() if good else b""]


_DOCUMENTS = {
    "/voice": '<Response><Gather action="/keyed" numDigits="1"><Say>Hello there.</Say></Gather></Response>',
    "/keyed": "<Response><Dial>+15550100155</Dial></Response>",
    "/fallback": "<Response><Say>Something else then.</Say></Response>",
    "/broken": "<Response><Say>",
}


def _unquoted(body: str) -> list[str]:
    from urllib.parse import parse_qsl

    return [f"{name}={value}" for name, value in parse_qsl(body, keep_blank_values=True)]


@pytest.fixture
def application() -> Iterator[Application]:
    app = Application()
    with make_server("127.0.0.1", 0, app, handler_class=_Quiet) as server:
        app.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield app
        server.shutdown()
        thread.join()


def test_any_application_is_called_with_requests_its_token_signs(
    tiny: Path, ivr: Callable[..., Result], application: Application
) -> None:
    done = ivr("call", f"{application.url}/voice", "--token", application.token, "--keys", "1")
    assert done.exit_code == 0
    assert "caller     hears: Hello there." in done.output
    assert "caller     is connected to +15550100155" in done.output


def test_the_token_may_stand_in_the_environment(
    tiny: Path, ivr: Callable[..., Result], application: Application
) -> None:
    done = ivr("call", f"{application.url}/voice", "--keys", "h", env={"TWILIO_AUTH_TOKEN": application.token})
    assert (done.exit_code, "Hello there." in done.output) == (0, True)


def test_a_wrong_token_fails_and_says_what_403_means(
    tiny: Path, ivr: Callable[..., Result], application: Application
) -> None:
    done = ivr("call", f"{application.url}/voice", "--token", "another", "--keys", "h")
    assert done.exit_code == 1
    assert "Ended: an error" in done.output
    assert "403 is how an application refuses a signature" in done.output


def test_fallback_and_status_are_called_where_they_are_given(
    tiny: Path, ivr: Callable[..., Result], application: Application
) -> None:
    urls = ("--fallback-url", f"{application.url}/fallback", "--status-url", f"{application.url}/status")
    done = ivr("call", f"{application.url}/broken", "--token", application.token, "--keys", "1", *urls)
    assert "caller     hears: Something else then." in done.output
    assert "the carrier notes an error 12100" in done.output
    assert application.paths == ["/broken", "/fallback", "/status"]


def test_an_application_that_is_not_there_is_a_call_that_failed(tiny: Path, ivr: Callable[..., Result]) -> None:
    done = ivr("call", "http://127.0.0.1:1/voice", "--keys", "1")
    assert done.exit_code == 1
    assert "the connection failed" in done.output


def test_a_call_to_an_address_is_saved_with_it_and_played_again(
    tiny: Path, ivr: Callable[..., Result], application: Application
) -> None:
    url, token = f"{application.url}/voice", {"TWILIO_AUTH_TOKEN": application.token}
    done = ivr("call", url, "--keys", "1", "--save", "theirs.call.yaml", env=token)
    assert "Played again, it passes: ivr test theirs.call.yaml" in done.output, done.output
    text = (tiny.parent / "theirs.call.yaml").read_text()
    assert f'  url: "{url}"' in text
    assert '  - ring: "+15550100155"' in text
    assert ivr("test", "theirs.call.yaml", env=token).exit_code == 0
    refused = ivr("test", "theirs.call.yaml", env={"TWILIO_AUTH_TOKEN": "another"})
    assert (refused.exit_code, "but the call is over" in refused.output) == (1, True)


def test_a_storm_over_a_call_to_an_address_tells_whom_an_application_without_a_fallback_drops(
    tiny: Path, ivr: Callable[..., Result], application: Application
) -> None:
    """It gets every request twice as well as once, but nobody catches a caller whose request failed."""
    token = {"TWILIO_AUTH_TOKEN": application.token}
    ivr("call", f"{application.url}/voice", "--keys", "1", "--save", "theirs.call.yaml", env=token)
    storm = ("storm", "--call", "theirs.call.yaml", "--turn", "2")
    assert ivr(*storm, "--fault", "twice", env=token).exit_code == 0
    failed = ivr(*storm, "--fault", "500", env=token)
    assert (failed.exit_code, "theirs.call.yaml, turn 2, 500: dropped" in failed.output) == (1, True)
