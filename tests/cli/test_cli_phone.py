"""`ivr phone`: what it refuses, and the real command, called over its socket and ended by a signal."""

import asyncio
import re
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Event, Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import aiohttp
import pytest
from cli_phone_process import PATIENCE, Running, marked, running, tab
from click.testing import Result

Ivr = Callable[..., Result]


# -- what is refused ----------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def ends() -> Iterator[None]:
    """A command that is not refused after all would serve for ever, in this process."""

    def too_long(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(3 * int(PATIENCE))  # later than any single wait, which says what it waited for
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere",), "there is no folder nowhere"),
        (("tiny/line.yaml",), "tiny/line.yaml is a file; name the folder"),
        (("http://",), "is not an address such as https://"),
        (("http://127.0.0.1/voice", "--at", "2026-11-24 10:05 America/New_York"), "--at is for a line of this machine"),
        (("tiny", "--fallback-url", "http://127.0.0.1/f"), "--fallback-url and --status-url are for a URL"),
        (("tiny", "--sip-allow", "192.168.1.0/24"), "--sip answers them"),
        (("tiny", "--sip", "--sip-bind", "192.0.2.1"), "say which network may call, such as 192.168.1.0/24"),
        (("tiny", "--sip", "0", "--sip-allow", "everybody"), "--sip-allow: "),
        (("tiny", "--voice", "no-such-program -x"), "--voice: no-such-program, which is to speak the prompts"),
        (("tiny", "--voice", '"'), "--voice: the command of the voice cannot be read"),
        (("tiny", "--save", "tiny/mine.yaml"), "ends in .call.yaml"),
        (("tiny", "--save", "mine.call.yaml"), "stands beside the line it calls"),
        (("tiny", "--recordings", "nowhere"), "'nowhere' does not exist"),
    ],
)
def test_what_cannot_be_called_is_a_sentence_and_2(
    tiny: Path, ivr: Ivr, arguments: tuple[str, ...], words: str
) -> None:
    done = ivr("phone", *arguments, "--port", "0")
    assert done.exit_code == 2
    assert words in re.sub(r"\s+", " ", done.stderr)


def test_a_line_with_mistakes_is_not_put_up(tiny: Path, ivr: Ivr) -> None:
    line = tiny / "line.yaml"
    line.write_text(line.read_text().replace("next: main", "nxt: main"))
    done = ivr("phone", "tiny", "--port", "0")
    assert done.exit_code == 2
    assert "the line has mistakes, so nobody can call it" in done.stderr
    assert "tiny/line.yaml:13:5 IVR" in done.stderr


def test_a_port_in_use_is_told_with_what_to_do(tiny: Path, ivr: Ivr) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = ivr("phone", "tiny", "--port", port)
    assert done.exit_code == 2
    assert f"--port: port {port} of 127.0.0.1 is in use" in done.stderr
    assert "or 0 for any that is free" in done.stderr


def test_a_sip_port_in_use_is_told(tiny: Path, ivr: Ivr) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        port = str(taken.getsockname()[1])
        done = ivr("phone", "tiny", "--port", "0", "--sip", port)
    assert done.exit_code == 2
    assert re.search(rf"--sip: .*{port}", done.stderr)


@pytest.mark.parametrize(
    ("which", "arguments", "install"),
    [("PHONE", (), "pip install 'ivr-yaml[phone]'"), ("SIP", ("--sip",), "pip install 'ivr-yaml[sip]'")],
)
def test_a_missing_library_is_told_with_the_line_that_installs_it(
    tiny: Path, ivr: Ivr, monkeypatch: pytest.MonkeyPatch, which: str, arguments: tuple[str, ...], install: str
) -> None:
    monkeypatch.setattr(f"ivr.cli.phone_wanted.{which}", ("asyncio", "surely_not_installed"))
    done = ivr("phone", "tiny", "--port", "0", *arguments)
    assert done.exit_code == 2
    assert f"surely_not_installed, not installed here: {install}" in done.stderr


# -- the real command ---------------------------------------------------------------------------------------------------


def test_a_call_over_the_socket_is_saved_as_a_test_that_passes_and_ctrl_c_ends_it(tiny: Path, ivr: Ivr) -> None:
    """Without a PATH there is no espeak-ng, so this call is of text alone."""
    line = tiny / "line.yaml"
    line.write_text(line.read_text().replace("start: ", "accounts: accounts.yaml\nstart: ", 1))
    (tiny / "accounts.yaml").write_text("accounts:\n  - number: 123456789012\n    pin: 2580\n    balance: 1.00\n")

    async def call() -> str:
        async with running(tiny.parent, "tiny", "--save", "tiny/mine.call.yaml", "--sip", "0", path="") as one:
            async with tab(one) as mine:
                hello = await mine.until("hello")
                assert "apt install espeak-ng" in str(hello["voice"])
                assert hello["people"] == [{"number": "+15550100111", "name": "Ann"}]
                await mine.say("call")
                assert (await mine.until("node"))["node"] == "main"  # before it is answered, or after
                await mine.until("words")
                await mine.say("dtmf", dtmf={"digit": "1"})
                await mine.until("node", node="account_number")
                await mine.until("words")
                await mine.say("hang_up")
                assert (await mine.until("ended"))["saved"] == "mine.call.yaml"
            async with aiohttp.ClientSession() as session, session.get(f"{one.address}/map") as drawn:
                assert "account_number" in await drawn.text()
            return await one.end(signal.SIGINT)

    told = asyncio.run(call())
    assert re.search(r"^  softphones +sip:line@127\.0\.0\.1:\d+", told, re.MULTILINE)
    assert re.search(r"^  who you can be +tiny/accounts\.yaml$", told, re.MULTILINE)
    assert re.search(r"^  text only +espeak-ng speaks the prompts here and is not installed", told, re.MULTILINE)
    assert "Played again, it passes: ivr test tiny/mine.call.yaml" in told
    assert told.endswith("Ended.\n")
    assert 'press: "1"' in (tiny / "mine.call.yaml").read_text()
    assert ivr("test", "tiny/mine.call.yaml").exit_code == 0


def test_a_call_that_ctrl_c_ends_in_the_midst_is_saved_and_played_again_first(tiny: Path) -> None:
    async def call() -> str:
        async with running(tiny.parent, "tiny", "--save", "tiny/mine.call.yaml", path="") as one, tab(one) as mine:
            await mine.say("call")
            await mine.until("words")
            await mine.say("dtmf", dtmf={"digit": "1"})
            await mine.until("node", node="account_number")
            return await one.end(signal.SIGINT)

    assert "Played again, it passes: ivr test tiny/mine.call.yaml" in asyncio.run(call())


@contextmanager
def application(port: int) -> Iterator[Event]:
    """It does not answer before the event is set, and says a word then."""
    answers = Event()

    class Quiet(WSGIRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    def app(_: object, start: Callable[..., object]) -> list[bytes]:
        answers.wait(PATIENCE)
        start("200 OK", [("Content-Type", "text/xml")])
        return [b"<Response><Say>Hello.</Say><Pause length='60'/></Response>"]

    class Server(ThreadingMixIn, WSGIServer):
        daemon_threads = True

    with make_server("127.0.0.1", port, app, Server, Quiet) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield answers
        finally:
            answers.set()
            server.shutdown()


def test_an_application_that_never_answers_is_told_can_be_hung_up_on_and_keeps_nobody_from_ending(tiny: Path) -> None:
    """And so is a program that speaks, and does not come to an end. At first nothing listens there."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]

    async def call() -> str:
        async with running(tiny, f"http://127.0.0.1:{port}/voice", "--voice", "sleep 61") as one:
            assert one.process.stderr is not None
            warned = (await asyncio.wait_for(one.process.stderr.readline(), PATIENCE)).decode()
            with application(port) as answers:
                await hung_up_on_and_called_again(one, answers)
                return warned + await one.end(signal.SIGTERM)

    told = asyncio.run(call())
    assert f"nothing listens at 127.0.0.1:{port} now (Connection refused), so calls will fail until it does" in told
    assert "Ended." in told


async def hung_up_on_and_called_again(one: Running, answers: Event) -> None:
    """Until a program is to speak."""
    async with tab(one) as mine:
        await mine.say("call")
        assert "s so far" in str((await mine.until("trouble"))["text"])
        began = time.monotonic()
        await mine.say("hang_up")
        await mine.until("stop")
        assert time.monotonic() - began < 10  # the carrier waits 15 s for a reply, the page does not
        await mine.say("call")
        await mine.until("turn")
        answers.set()
        await mine.until("start")
        while not any("sleep" in one for one in marked(one.mark)):  # noqa: ASYNC110 - another process cannot set an Event
            await asyncio.sleep(0.02)  # it starts in its own time; there is no clock to turn forward
