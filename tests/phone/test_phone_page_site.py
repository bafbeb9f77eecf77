"""The page's server as strangers and our own page meet it."""

import asyncio
import json
import socket

import pytest
from aiohttp import ClientSession, WSMsgType, WSServerHandshakeError
from page_laboratory import Lab, run, twiml

from ivr.phone.listening import CannotListenError
from ivr.phone.site import Site

LISTENS = twiml('<Gather timeout="5"><Say>Hello</Say></Gather>')
DRAWING = "<!doctype html><style>a{}</style><script>\nlight();\n</script>"


def test_the_page_is_served_with_headers_that_let_it_run_nothing_but_its_own_files() -> None:
    async def work(lab: Lab) -> None:
        for path in ("/", "/representative"):
            async with lab.session.get(lab.site.address + path) as page:
                assert (page.status, page.content_type) == (200, "text/html")
                policy = page.headers["Content-Security-Policy"]
                assert "unsafe" not in policy
                assert "frame-ancestors 'none'" in policy
                assert page.headers["Cache-Control"] == "no-store"
                assert page.headers["X-Content-Type-Options"] == "nosniff"

    run(work, {})


@pytest.mark.parametrize("path", ["/page/none.js", "/page/..%2fsite.py", "/page/.hidden", "/page/index", "/map", "/x"])
def test_what_is_not_there_is_a_404(path: str) -> None:
    async def work(lab: Lab) -> None:
        async with lab.session.get(f"{lab.site.address}{path}") as reply:
            assert reply.status == 404
            assert "Content-Security-Policy" in reply.headers

    run(work, {})


def test_assets_have_the_types_browsers_insist_on() -> None:
    async def work(lab: Lab) -> None:
        async with lab.session.get(f"{lab.site.address}/page/socket.js") as reply:
            assert (reply.status, reply.content_type) == (200, "text/javascript")

    run(work, {})


def test_the_map_runs_its_own_script_and_stands_in_our_page_alone() -> None:
    async def work(lab: Lab) -> None:
        async with lab.session.get(f"{lab.site.address}/map") as reply:
            policy = reply.headers["Content-Security-Policy"]
            assert await reply.text() == DRAWING
        assert "script-src 'sha256-" in policy
        assert "frame-ancestors 'self'" in policy

    run(work, {}, drawing=DRAWING)


def test_a_name_of_somebody_elses_that_points_here_is_refused() -> None:
    async def work(lab: Lab) -> None:
        for host in ("evil.example", f"evil.example:{lab.site.port}", "127.0.0.1", f"127.0.0.1.nip.io:{lab.site.port}"):
            async with lab.session.get(lab.site.address, headers={"Host": host}) as reply:
                assert reply.status == 403, host
        for host in ("localhost", "[::1]", "LOCALHOST"):
            async with lab.session.get(lab.site.address, headers={"Host": f"{host}:{lab.site.port}"}) as reply:
                assert reply.status == 200, host

    run(work, {})


def test_only_our_own_page_opens_the_socket() -> None:
    async def work(lab: Lab) -> None:
        port = lab.site.port
        strangers = ["https://evil.example", f"http://evil.example:{port}", f"https://127.0.0.1:{port}", "null"]
        strangers += ["http://127.0.0.1", f"http://127.0.0.1:{port + 1}", f"http://localhost:{port}", None]
        for origin in strangers:
            with pytest.raises(WSServerHandshakeError, match="403"):
                await lab.session.ws_connect(f"{lab.site.address}/socket", origin=origin)
        own = f"http://localhost:{port}"
        opened = await lab.session.ws_connect(f"{own}/socket", origin=own)
        assert json.loads(await opened.receive_str())["event"] == "hello"
        await opened.close()

    run(work, {})


def test_the_page_is_told_whom_it_calls_and_who_is_there() -> None:
    async def work(lab: Lab) -> None:
        tab = await lab.tab()
        assert tab.events[0] == {
            "event": "hello",
            "target": "a line",
            "number": "+15550100000",
            "caller": "+15550100011",
            "people": [{"number": "+15550100201", "name": "Rosa"}],
            "map": False,
            "voice": "No voice.",
        }

    run(work, {}, people=[("+15550100201", "Rosa")], voice="No voice.")


GARBAGE = [
    "",
    "no json",
    "[" * 50_000,
    "[]",
    "7",
    "{}",
    '{"event": 7}',
    '{"event": ["call"]}',
    '{"event": "fly"}',
    '{"event": "call", "from": "me"}',
    '{"event": "call", "from": {"a": 1}}',
    '{"event": "represent", "number": "12", "name": "x"}',
    '{"event": "represent", "number": null, "name": "\\ud800"}',
    '{"event": "dtmf"}',
    '{"event": "dtmf", "dtmf": {"digit": "12"}}',
    '{"event": "dtmf", "dtmf": {"digit": 1}}',
    '{"event": "media", "media": {"payload": "not base64!"}}',
    '{"event": "media", "media": {"payload": 5}}',
    '{"event": "say", "text": "\\u0000"}',
    '{"event": "say", "text": null}',
]


@pytest.mark.parametrize("text", GARBAGE)
def test_garbage_is_answered_with_a_sentence_and_the_telephone_goes_on(text: str) -> None:
    async def work(lab: Lab) -> None:
        tab = await lab.tab()
        await tab.socket.send_str(text)
        assert (await tab.until("trouble"))["text"].endswith(".")
        await tab.send("call")
        await tab.until("start")

    run(work, {"/voice": LISTENS})


def test_messages_out_of_place_change_nothing() -> None:
    async def work(lab: Lab) -> None:
        tab = await lab.tab()
        for event in ("pick_up", "hang_up"):
            await tab.send(event)
        await tab.key("1")
        await tab.speak(b"\x90" * 161)
        await tab.send("say", text="hello")
        await tab.send("call")
        await tab.until("start")
        await tab.send("pick_up")
        await tab.send("call")
        assert (await tab.until("trouble"))["text"] == "This telephone is in a call already."

    run(work, {"/voice": LISTENS})


def test_who_sends_nothing_but_garbage_is_let_go_of() -> None:
    async def work(lab: Lab) -> None:
        tab = await lab.tab()
        for _ in range(20):
            await tab.socket.send_bytes(b"\x00")
        await tab.until("closed")
        assert tab.socket.close_code == 1008

    run(work, {})


def test_a_message_larger_than_any_of_ours_ends_the_socket_and_its_call() -> None:
    async def work(lab: Lab) -> None:
        tab = await lab.tab()
        await tab.send("call")
        await tab.until("start")
        await tab.socket.send_str("x" * 70_000)
        await tab.until("closed")
        await lab.over(1.0)

    run(work, {"/voice": LISTENS})


def test_a_page_that_reads_nothing_holds_up_nobody_else() -> None:
    async def work(lab: Lab) -> None:
        deaf = await lab.session.ws_connect(f"{lab.site.address}/socket", origin=lab.site.address)
        await deaf.send_str('{"event": "call"}')
        tab = await lab.tab()
        await tab.send("call")
        await tab.until("start")
        heard = len(tab.heard)
        began = asyncio.get_running_loop().time()
        await asyncio.sleep(0.5)
        passed = asyncio.get_running_loop().time() - began
        assert abs((len(tab.heard) - heard) / 8000 - passed) < 0.2
        await deaf.close()

    run(work, {"/voice": LISTENS})


def test_a_page_that_lets_messages_pile_up_is_cut_off_and_its_call_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ivr.phone.outbox.MOST_MESSAGES", 20)

    async def work(lab: Lab) -> None:
        tab = await lab.tab()
        await tab.send("call")
        await tab.until("start")
        for _ in range(500):  # each is answered, and faster than anything is sent
            await tab.send("call")
        await tab.until("closed")
        await lab.over(1.0)

    run(work, {"/voice": LISTENS})


def test_a_port_in_use_is_said_in_one_sentence_with_what_to_do() -> None:
    async def work(lab: Lab) -> None:
        with pytest.raises(CannotListenError, match=r"in use.*or 0 for any"):
            await Site(lab.house, port=lab.site.port).__aenter__()
        with pytest.raises(CannotListenError, match="cannot listen"):
            await Site(lab.house, host="192.0.2.1", port=0).__aenter__()
        tab = await lab.tab()
        await tab.send("call")
        await tab.until("turn")

    run(work, {"/voice": LISTENS})


def test_leaving_hangs_up_every_call_and_closes_every_socket() -> None:
    async def work(lab: Lab) -> None:
        async with Site(lab.house, port=0) as second, ClientSession() as session:
            opened = await session.ws_connect(f"{second.address}/socket", origin=second.address)
            await opened.send_str('{"event": "call"}')
            while json.loads(await opened.receive_str())["event"] != "start":
                pass
            began = asyncio.get_running_loop().time()
            await second.__aexit__()
            assert asyncio.get_running_loop().time() - began < 1.5
            call = await lab.over(0.1)
            assert str(call.ended) == "the caller hangs up"
            while (message := await opened.receive()).type is WSMsgType.TEXT:
                pass
            assert (message.type, message.data) == (WSMsgType.CLOSE, 1001)
        with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", second.port)):
            pass

    run(work, {"/voice": LISTENS})
