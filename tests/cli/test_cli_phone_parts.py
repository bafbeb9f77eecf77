"""The parts of `ivr phone`, one by one."""

import asyncio
import socket
import threading
from pathlib import Path

import pytest

from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.keys import Keys
from ivr.cli import phone_meanwhile
from ivr.cli.phone_meanwhile import every_second, until
from ivr.cli.phone_target import elsewhere, of_folder, unreachable
from ivr.cli.phone_voice import speaker_of
from ivr.cli.phone_wanted import require
from ivr.rehearsal.stage import as_it_is
from ivr.sound.workers import in_passing

PATIENCE = 10.0


# -- beside calls -------------------------------------------------------------------------------------------------------


async def _for_ever() -> None:
    await asyncio.Event().wait()


async def _at_once() -> None:
    return


async def _fails() -> None:
    raise ZeroDivisionError


def test_what_goes_on_beside_is_over_when_the_end_was_asked_for() -> None:
    async def run() -> int:
        end = asyncio.Event()
        asyncio.get_running_loop().call_soon(end.set)
        await until(end, [_for_ever(), _at_once()])
        return len(asyncio.all_tasks())

    assert asyncio.run(run()) == 1


def test_what_fails_beside_is_raised_and_ends_the_rest() -> None:
    async def run() -> int:
        with pytest.raises(ZeroDivisionError):
            await until(asyncio.Event(), [_for_ever(), _fails()])
        return len(asyncio.all_tasks())

    assert asyncio.run(run()) == 1


def test_a_line_that_fails_by_itself_is_told_and_the_next_second_comes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(phone_meanwhile, "TICK_SECONDS", 0.0)
    ticks: list[int] = []
    thrice = threading.Event()

    def tick() -> None:
        ticks.append(1)
        if len(ticks) >= 3:
            thrice.set()
        raise LookupError

    async def run() -> None:
        ticking = asyncio.ensure_future(every_second(tick, []))
        assert await in_passing(lambda: thrice.wait(PATIENCE))
        ticking.cancel()
        await asyncio.gather(ticking, return_exceptions=True)

    asyncio.run(run())
    told = capsys.readouterr().err
    assert told.count("the line failed at what it does by itself: Traceback") >= 2


# -- who is called ------------------------------------------------------------------------------------------------------


def test_a_line_tells_who_there_is_and_where_a_call_is_and_draws_itself(tiny: Path) -> None:
    with VirtualClock() as clock, of_folder(str(tiny), clock, as_it_is) as target:
        call = target.stage.network.call(target.stage.voice_url, handset=Keys("1 h"))
        assert target.where(call.sid) == "account_number"
        assert target.where("CA" + "0" * 32) is None
        assert target.people == {"+15550100111": "Ann"}
        assert "account_number" in (target.drawing or "")
        target.stage.tick()


def test_of_somebody_elses_application_nothing_is_known() -> None:
    with VirtualClock() as clock, elsewhere("http://127.0.0.1:1/voice", clock, None, as_it_is, None, None) as target:
        assert (target.where("CA1"), dict(target.people), target.drawing) == (None, {}, None)
        assert target.stage.network.phones["+15550100111"].name == "+15550100111"
        assert target.stage.network.token


def test_an_application_that_listens_is_not_warned_of() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        assert unreachable(f"http://127.0.0.1:{listening.getsockname()[1]}/voice") is None


def test_a_host_nobody_knows_is_told() -> None:
    assert "so calls will fail until it does" in (unreachable("http://host.invalid/voice") or "")


# -- what is needed -----------------------------------------------------------------------------------------------------


def test_nothing_is_missing_where_everything_is_installed() -> None:
    require(sip=True)


def test_without_espeak_there_is_text_only_and_a_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert "apt install espeak-ng" in (speaker_of(None).missing or "")


def test_a_program_given_to_speak_takes_the_place_of_espeak(monkeypatch: pytest.MonkeyPatch) -> None:
    assert speaker_of("cat --number {voice}").missing is None
