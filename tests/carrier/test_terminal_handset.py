"""The terminal handset: what is written while a call goes on, and what typing does."""

import asyncio
import io
import os
import pty
import re
import termios
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from carrier_laboratory import Lab
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.carrier.clock import VirtualClock, WallClock
from ivr.carrier.handsets.keyboard import INTERRUPT, typed, unbuffered
from ivr.carrier.handsets.keys import Keys
from ivr.carrier.handsets.narrator import Narrator
from ivr.carrier.handsets.page import Page
from ivr.carrier.handsets.taker import Taker
from ivr.carrier.handsets.terminal import Terminal
from ivr.carrier.happenings import Ended
from ivr.carrier.network import Network
from ivr.carrier.phones import Phone
from ivr.carrier.textleg import TextLeg
from ivr.carrier.wsgi import WsgiWeb

HELLO = "<Say>Hello there.</Say>"
ASK = '<Gather action="/next" numDigits="1" timeout="5"><Say>Press a key.</Say></Gather>'
ROSA = "+15550100101"


@dataclass
class Told:
    """A caller with a row of keys whose call is told on a page. `at` looks at the page at a moment of the call."""

    row: str
    out: io.StringIO = field(default_factory=io.StringIO)
    width: int = 80
    at: float | None = None
    seen: str = ""

    async def hold(self, phone: TextLeg) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.press(phone))
            tasks.create_task(Narrator(phone, Page(self.out, self.width)).follow())
            if self.at is not None:
                await phone.room.sleep(self.at)
                self.seen = self.out.getvalue()

    async def press(self, phone: TextLeg) -> None:
        await Keys(self.row).hold(phone)

    @property
    def text(self) -> str:
        """As a terminal shows it: what is written after a carriage return replaces the row."""
        rows = self.out.getvalue().split("\n")
        return "\n".join(row.rpartition("\r")[2] for row in rows)


def test_words_are_written_as_they_are_spoken(lab: Lab) -> None:
    lab.pages["/voice"] = "<Say>One after the other and not all at once.</Say>"
    caller = Told("", at=1.0)
    lab.call(handset=caller)
    assert "One after" in caller.seen
    assert "at once" not in caller.seen
    assert "One after the other and not all at once." in caller.text


def test_what_a_key_cut_short_is_not_written(lab: Lab) -> None:
    lab.pages |= {"/voice": ASK.replace("Press a key", "Press a key when you are ready for it"), "/next": "<Hangup/>"}

    class Hasty(Told):
        async def press(self, phone: TextLeg) -> None:
            await phone.room.sleep(1.0)
            await phone.press("7")

    caller = Hasty("")
    lab.call(handset=caller)
    assert "Press" in caller.text
    assert "ready" not in caller.text
    assert re.search(r"0:01  you +7\n", caller.text)


def test_words_of_one_speaker_are_one_paragraph(lab: Lab) -> None:
    lab.pages["/voice"] = HELLO + "<Say>How are you?</Say>"
    caller = Told("")
    lab.call(handset=caller)
    assert "  0:00  line      Hello there. How are you?\n" in caller.text


def test_no_row_is_wider_than_the_terminal(lab: Lab) -> None:
    lab.pages["/voice"] = f"<Say>{'A sentence that goes on. ' * 20}</Say>"
    caller = Told("", width=60)
    lab.call(handset=caller)
    rows = caller.text.splitlines()
    assert len(rows) > 5
    assert all(len(row) < 60 for row in rows)


def test_listening_silence_and_the_end_are_told(lab: Lab) -> None:
    lab.pages |= {"/voice": ASK + HELLO}
    caller = Told("")
    lab.call(handset=caller)
    told = [row.split("  ", 2)[-1].strip() for row in caller.text.splitlines()]
    assert told == [
        "line      Press a key.",
        "(the line listens)",
        "(silence)",
        "line      Hello there.",
        "(the line hangs up)",
    ]


def test_those_who_are_rung_are_told_with_what_they_hear_and_press(lab: Lab) -> None:
    lab.pages |= {
        "/voice": f'<Dial><Number url="/whisper">{ROSA}</Number></Dial>' + HELLO,
        "/whisper": '<Gather numDigits="1" action="/taken"><Say>A caller.</Say></Gather>',
        "/taken": "",
    }
    lab.phones[ROSA] = Phone(3, handset=Taker("5", talks_for=10), name="Rosa")
    caller = Told("")
    done = lab.call(handset=caller)
    for words in (
        "(you hear ringing; Rosa is rung)",
        "(Rosa answers)",
        "to Rosa   A caller.",
        "(Rosa presses 5)",
        "(you are connected to Rosa)",
        "(Rosa hangs up)",
        "(you are connected to nobody any more)",
        "line      Hello there.",
    ):
        assert words in caller.text, words
    assert done.ended is Ended.BRIDGED


# -- masking ----------------------------------------------------------------------------------------------------------


def test_while_an_account_number_is_typed_no_digit_can_be_read_and_the_last_four_when_it_is_complete(lab: Lab) -> None:
    lab.pages |= {"/voice": ASK.replace('numDigits="1"', 'numDigits="16"'), "/next": "<Hangup/>"}
    caller = Told("8448200012345678")
    lab.call(handset=caller)
    written = re.split(r"[\r\n]", caller.out.getvalue())
    first, *growing, complete = [row.split()[-1] for row in written if " you " in row]
    assert first == "8"
    assert growing == ["•" * count for count in range(2, 17)]
    assert complete == "••••••••••••5678"


def test_a_pin_is_never_written(lab: Lab) -> None:
    lab.pages |= {"/voice": ASK.replace('numDigits="1"', 'numDigits="4"'), "/next": "<Say>You said 2 5 8 0.</Say>"}
    caller = Told("2580")
    lab.call(handset=caller)
    assert "You said • • • •." in caller.text
    assert "2580" not in caller.out.getvalue()
    assert "80" not in caller.out.getvalue()


@pytest.mark.parametrize("spoken", ["8 4 4", "eight four four"])
def test_a_number_read_back_in_groups_is_masked_from_its_first_group_on(lab: Lab, spoken: str) -> None:
    """And stays so when it is cut before the second: nobody could know then that it was a long number's beginning."""
    lab.pages |= {
        "/voice": ASK.replace('numDigits="1"', 'numDigits="16"'),
        "/next": f'<Gather action="/end" numDigits="1"><Say>You entered {spoken},</Say><Pause length="9"/></Gather>',
        "/end": "<Hangup/>",
    }
    caller = Told("8448200012345678 1")
    lab.call(handset=caller)
    assert "You entered • • •," in caller.text


def test_keys_to_press_are_not_masked(lab: Lab) -> None:
    lab.pages |= {
        "/voice": ASK.replace('numDigits="1"', 'numDigits="16"'),
        "/next": "<Say>To go on, press 1. For a person, press zero.</Say>",
    }
    caller = Told("1448200012345678")
    lab.call(handset=caller)
    assert "To go on, press 1. For a person, press zero." in caller.text


@settings(max_examples=50)
@given(number=st.text("0123456789", min_size=8, max_size=20), size=st.integers(3, 5))
def test_no_read_back_shows_more_than_the_last_four_digits(virtual_clock: VirtualClock, number: str, size: int) -> None:
    lab = Lab(virtual_clock)
    groups = [" ".join(number[start : start + size]) for start in range(0, len(number), size)]
    lab.pages |= {
        "/voice": ASK.replace('numDigits="1"', f'numDigits="{len(number)}"'),
        "/next": "".join(f"<Say>{group},</Say>" for group in groups),
    }
    caller = Told(number)
    lab.call(handset=caller)
    said = caller.text.partition(" line      Press")[2].partition("you ")[2].partition("\n")[2]
    shown = re.sub(r"\D", "", re.sub(r"^ +\d+:\d\d", "", said, flags=re.MULTILINE))
    assert len(shown) <= 4
    assert number.endswith(shown)


# -- typing -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """A pseudo-terminal: the end somebody types on, and the end a program reads."""
    person, program = pty.openpty()
    yield person, program
    os.close(person)
    os.close(program)


def _read_keys(program: int, act: Callable[[], None], until: int) -> list[str]:
    """What is read when `act` has been done."""
    keys: list[str] = []

    async def read() -> None:
        enough = asyncio.Event()

        def key(one: str) -> None:
            keys.append(one)
            if len(keys) >= until:
                enough.set()

        with typed(program, key):
            act()
            await asyncio.wait_for(enough.wait(), 5)

    with unbuffered(program):
        asyncio.run(read())
    return keys


def test_keys_come_one_by_one_without_enter(terminal: tuple[int, int]) -> None:
    person, program = terminal
    assert _read_keys(program, lambda: os.write(person, b"12#"), 3) == ["1", "2", "#"]


def test_a_special_key_presses_nothing(terminal: tuple[int, int]) -> None:
    """Home sends an escape, a bracket and a 1."""
    person, program = terminal
    keys = _read_keys(program, lambda: os.write(person, b"\x1b[1~"), 1)
    assert not set(keys) & set("0123456789*#h")


def test_ctrl_c_is_told_apart_from_a_key(terminal: tuple[int, int]) -> None:
    _, program = terminal
    assert _read_keys(program, lambda: os.kill(os.getpid(), 2), 1) == [INTERRUPT]


def test_the_terminal_is_as_before_whatever_happened(terminal: tuple[int, int]) -> None:
    _, program = terminal
    before = termios.tcgetattr(program)

    def fail() -> None:
        with unbuffered(program):
            assert not termios.tcgetattr(program)[3] & (termios.ICANON | termios.ECHO)
            raise RuntimeError("anything")

    with pytest.raises(RuntimeError, match="anything"):
        fail()
    assert termios.tcgetattr(program) == before


@pytest.fixture
def wall_network(lab: Lab) -> Iterator[Network]:
    """Real time; words take none."""
    with WallClock() as clock:
        yield Network(WsgiWeb(lab.app, lab.base), clock, "AC" + "5" * 32, "token", speech_factor=0.0)


def test_typed_keys_are_pressed_and_h_hangs_up(lab: Lab, wall_network: Network, terminal: tuple[int, int]) -> None:
    person, program = terminal
    lab.pages |= {"/voice": ASK, "/next": "<Say>Seven.</Say>" + ASK}

    class Typist(io.StringIO):
        """Types 7 when the line listens first, and h the second time; what is no key has no effect."""

        listened = 0

        def write(self, text: str) -> int:
            if "listens)" in text:
                self.listened += 1
                os.write(person, b"q7" if self.listened == 1 else b"xh")
            return super().write(text)

    out = Typist()
    with unbuffered(program):
        done = wall_network.call(f"{lab.base}/voice", handset=Terminal(program, Page(out)))
    assert done.ended is Ended.CALLER_HUNG_UP
    assert lab.to("/next").form["Digits"] == "7"
    assert "Seven." in out.getvalue()
    assert "(you hang up)" in out.getvalue()


def test_a_terminal_that_is_closed_hangs_up(lab: Lab, wall_network: Network) -> None:
    person, program = pty.openpty()
    lab.pages |= {"/voice": ASK}

    class Closer(io.StringIO):
        def write(self, text: str) -> int:
            if "listens)" in text:
                os.close(person)
            return super().write(text)

    done = wall_network.call(f"{lab.base}/voice", handset=Terminal(program, Page(Closer())))
    os.close(program)
    assert done.ended is Ended.CALLER_HUNG_UP


def test_styles_are_written_only_where_they_are_wanted() -> None:
    plain, styled = io.StringIO(), io.StringIO()
    for out, wanted in ((plain, False), (styled, True)):
        page = Page(out, styled=wanted)
        page.note(0, "(the line listens)")
        page.entry(1, "you", "1")
        page.close()
    assert "\x1b" not in plain.getvalue()
    assert re.sub(r"\x1b\[\dm", "", styled.getvalue()) == plain.getvalue()
    assert "\x1b[1m1\x1b[0m" in styled.getvalue()
