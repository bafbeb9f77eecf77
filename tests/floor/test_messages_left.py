"""Messages for a group: recorded by the carrier, listed on the desk with their length, and played from the account's own API
and from nowhere else.
"""

import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode

import pytest
from callback_house import ACCOUNT, CALLER, TOKEN, House, house
from tiny_line import NUMBER, PIN
from twilio.request_validator import RequestValidator

from ivr.carrier.network import Call
from ivr.carrier.readings import EmptyDigits, Readings, SilentRecording
from ivr.carrier.web import Reply, Request
from ivr.control import twilio as control
from ivr.control.twilio import TwilioRecordings
from ivr.service.floor_ports import Voicemail

WORDS = '"Please call me back about my bill"'
RECORDING = "RE" + "5" * 32


def messages(made: House) -> tuple[Voicemail, ...]:
    return made.desk.representative("rosa").voicemails


def spoken(call: Call) -> str:
    return " ".join(one.text for one in call.legs[0].heard)


# -- left -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "hears"),
    [
        (f"3 {WORDS}", "Thank you for the message."),
        (f"3 {WORDS} #", "Thank you for the message."),
        (f"3 {WORDS} h", ""),
    ],
    ids=["then silent", "then pound", "then hung up"],
)
def test_a_message_is_listed_with_its_length_however_it_ended(keys: str, hears: str) -> None:
    with house() as made:
        call = made.call(made.keys(keys))
        (message,) = messages(made)
        (kept,) = call.recordings
    assert (message.recording, message.seconds, message.call, message.group) == (
        kept.sid,
        kept.seconds,
        call.sid,
        "billing",
    )
    assert message.seconds > 0
    assert (message.heard_by, message.heard_at) == ("", None)
    assert spoken(call).endswith(hears)


def test_who_left_it_and_about_what_is_listed_and_no_whole_number() -> None:
    with house() as made:
        made.desk.choose("rosa", made.standing.chosen.BUSY)
        call = made.call(made.keys(f"1 {NUMBER} {PIN} 2 {WORDS}"))
        (message,) = messages(made)
    assert dict(message.hand_off) == {
        "account.last4": "2917",
        "account.verified": "yes",
        "caller.reason": "more_time",
        "caller.phone_last4": "0123",
    }
    assert NUMBER not in repr(message)
    assert "Thank you for the message." in spoken(call)


@pytest.mark.parametrize("silent", list(SilentRecording))
@pytest.mark.parametrize("digits", list(EmptyDigits))
def test_a_message_in_which_nothing_was_said_is_none_whatever_the_carrier_makes_of_it(
    silent: SilentRecording, digits: EmptyDigits
) -> None:
    with house(readings=Readings(silent_recording=silent, empty_digits=digits)) as made:
        call = made.call(made.keys("3"))
        assert messages(made) == ()
    assert spoken(call).endswith("I heard nothing. Goodbye.")


def test_somebody_who_hangs_up_at_the_tone_left_none() -> None:
    with house() as made:
        made.call(made.keys("3 h"))
        assert messages(made) == ()


def test_told_twice_it_is_one_message_and_one_answer() -> None:
    with house() as made:
        made.web.twice = True
        call = made.call(made.keys(f"3 {WORDS}"))
        assert [one.recording for one in messages(made)] == [one.sid for one in call.recordings]


def test_a_message_as_long_as_it_may_be_ends_by_itself() -> None:
    with house() as made:
        long = '"' + " and so on and so forth" * 100 + '"'
        call = made.call(made.keys(f"3 {long}"))
        (message,) = messages(made)
    assert 59 <= message.seconds <= 60
    assert "Thank you for the message." in spoken(call)


def test_the_caller_s_words_are_nowhere_on_our_side() -> None:
    with house() as made:
        made.call(made.keys('3 "My heron is blue"'))
        sent = [request.body + reply.body for request, reply in made.web.asked]
        assert not [one for one in sent if b"heron" in one]


def test_somebody_in_the_queue_who_leaves_a_message_waits_no_longer() -> None:
    with house() as made:
        made.desk.choose("rosa", made.standing.chosen.BUSY)
        made.call(made.keys(f"2 2 {WORDS}"))
        assert (len(messages(made)), made.waiting) == (1, ())


def test_messages_that_nobody_heard_come_first_and_then_the_newest() -> None:
    with house() as made:
        calls = [made.call(made.keys(f"3 {WORDS}", f"+1212555018{count}")) for count in range(3)]
        sids = [call.recordings[0].sid for call in calls]
        assert made.desk.heard(sids[2], "rosa")
        assert not made.desk.heard(sids[2], "ben")
        assert [one.recording for one in messages(made)] == [sids[1], sids[0], sids[2]]
        assert [one.heard_by for one in messages(made)] == ["", "", "rosa"]


def test_a_message_for_another_group_is_not_on_this_desk() -> None:
    with house() as made:
        stored = Voicemail(RECORDING, "CA1", "lates", made.clock.now(), 10)
        made.installation.floor.store.voicemails.keep(stored)
        assert messages(made) == ()
        assert made.desk.supervisor().voicemails == (stored,)


# -- what a form says of the sound ------------------------------------------------------------------------------------


def test_of_the_address_a_form_names_only_the_recording_s_own_name_is_kept() -> None:
    """Whoever can make the carrier send a form must not choose where we fetch from."""
    with house() as made:
        strange = f"https://evil.example/2010-04-01/Accounts/{ACCOUNT}/Recordings/{RECORDING}"

        def elsewhere(request: Request) -> Reply | None:
            form = dict(parse_qsl(request.body.decode(), keep_blank_values=True))
            if "RecordingUrl" not in form or form["RecordingUrl"] == strange:
                return None
            changed = form | {"RecordingUrl": strange}
            signature = RequestValidator(TOKEN).compute_signature(request.url, changed)
            headers = [one for one in request.headers if one[0].lower() != "x-twilio-signature"]
            assert made.web.inner is not None
            return made.web.inner.fetch(
                replace(
                    request,
                    body=urlencode(changed).encode(),
                    headers=(
                        *(h for h in headers if h[0].lower() != "content-length"),
                        ("X-Twilio-Signature", signature),
                    ),
                )
            )

        made.web.before = elsewhere
        made.call(made.keys(f"3 {WORDS}"))
        left = messages(made)
        assert "evil" not in repr(left)
        assert [one.recording for one in left] == [RECORDING]


# -- the sound --------------------------------------------------------------------------------------------------------

SOUND = b"ID3" + bytes(range(256))


@dataclass
class Api:
    """What stands in for the account's API: one answer, and what was asked."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    waits: threading.Event = field(default_factory=threading.Event)
    asked: list[tuple[str, str]] = field(default_factory=list)
    url: str = ""


@contextmanager
def api(status: int = 200, *headers: tuple[str, str], hangs: bool = False) -> Iterator[Api]:
    made = Api(status, headers)
    if not hangs:
        made.waits.set()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append((self.path, self.headers.get("Authorization", "")))
            made.waits.wait(5)
            self.send_response(made.status)
            for name, value in made.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(SOUND)))
            self.end_headers()
            try:
                self.wfile.write(SOUND)
            except (BrokenPipeError, ConnectionResetError):
                return

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield made
    finally:
        made.waits.set()
        server.shutdown()
        thread.join()
        server.server_close()


def recordings(server: Api) -> TwilioRecordings:
    return TwilioRecordings(ACCOUNT, TOKEN, server.url)


def test_the_sound_is_asked_of_the_account_s_own_api_with_its_own_name_and_token() -> None:
    with api() as server:
        assert recordings(server).fetch(RECORDING) == SOUND
    basic = "Basic " + b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
    assert server.asked == [(f"/2010-04-01/Accounts/{ACCOUNT}/Recordings/{RECORDING}.mp3", basic)]


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed_since_the_token_would_go_with_it(status: int) -> None:
    with api() as elsewhere, api(status, ("Location", f"{elsewhere.url}/stolen")) as server:
        assert recordings(server).fetch(RECORDING) is None
        assert (len(server.asked), elsewhere.asked) == (1, [])


@pytest.mark.parametrize("status", [401, 404, 429, 500, 503])
def test_what_the_api_does_not_have_is_no_sound(status: int) -> None:
    with api(status) as server:
        assert recordings(server).fetch(RECORDING) is None


def test_an_api_that_never_answers_is_waited_for_no_longer_than_we_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control, "REQUEST_SECONDS", 0.1)
    with api(hangs=True) as server:
        assert recordings(server).fetch(RECORDING) is None
        assert len(server.asked) == 1


def test_an_api_that_is_not_there_is_no_sound() -> None:
    with api() as server:
        gone = recordings(server)
    assert gone.fetch(RECORDING) is None


def test_only_what_is_listed_is_asked_for() -> None:
    with house() as made, api() as server:
        made.desk._recordings = recordings(server)
        made.installation.floor.store.voicemails.keep(Voicemail(RECORDING, "CA1", "billing", made.clock.now(), 9))
        assert made.desk.sound("RE" + "6" * 32) is None
        assert made.desk.sound(f"../Calls/{RECORDING}") is None
        assert server.asked == []
        assert made.desk.sound(RECORDING) == SOUND


def test_where_the_account_is_not_known_there_is_no_sound() -> None:
    with house() as made:
        made.desk._recordings = None
        made.installation.floor.store.voicemails.keep(Voicemail(RECORDING, "CA1", "billing", made.clock.now(), 9))
        assert made.desk.sound(RECORDING) is None


def test_a_message_says_which_telephone_it_came_from_by_its_last_digits() -> None:
    with house() as made:
        made.call(made.keys(f"3 {WORDS}", CALLER))
        made.call(made.keys(f"3 {WORDS}", "anonymous"))
        told = [dict(one.hand_off).get("caller.phone_last4") for one in messages(made)]
    assert told == [None, "0123"]
