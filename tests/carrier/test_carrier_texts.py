"""Text messages beside a call: where they are noted, how they are shown, and what a script finds in them."""

import asyncio
import io

import pytest
from carrier_laboratory import Asked, Lab
from hypothesis import given
from hypothesis import strategies as st

from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.keys import Keys
from ivr.carrier.handsets.narrator import Narrator
from ivr.carrier.handsets.page import Page
from ivr.carrier.handsets.script import Script, ScriptFailedError
from ivr.carrier.handsets.steps import HangUp, Hear, Press, RingOf, Step, Text, TextNot, Wait
from ivr.carrier.happenings import Texted
from ivr.carrier.network import CALLED, CALLER, Call, Network, Ticket
from ivr.carrier.phones import Phone
from ivr.carrier.textleg import TextLeg
from ivr.source import Place

LINK = "https://pay.example/p/Zx81kd93mQ"
BODY = f"Pay your bill here: {LINK} Reply STOP to end."
ANN = "+15550100011"
BEN = "+15550100012"
MENU = '<Gather numDigits="1" action="/got" timeout="4"><Say>For a link by text, press 1.</Say></Gather>'


def at(line: int) -> Place:
    return Place("a.call.yaml", line, 3)


class Writing:
    """An application that writes a text when a page is asked for."""

    def __init__(self, lab: Lab) -> None:
        self.lab = lab
        self.network: Network = lab.network()

    def writes(self, path: str, reply: str, to: str = CALLER, body: str = BODY) -> None:
        def page(asked: Asked) -> str:
            assert asked.path == path
            self.network.client().messages.create(to=to, from_=CALLED, body=body)
            return reply

        self.lab.pages[path] = page

    def call(self, *steps: Step, **details: str) -> Call:
        return self.network.call("https://line.example/voice", handset=Script(steps), **details)

    def failure(self, *steps: Step, **details: str) -> ScriptFailedError:
        with pytest.raises(ScriptFailedError) as caught:
            self.call(*steps, **details)
        return caught.value


@pytest.fixture
def line(lab: Lab) -> Writing:
    lab.pages |= {"/voice": MENU}
    return Writing(lab)


def test_a_text_to_the_caller_is_found_by_its_words(line: Writing) -> None:
    line.writes("/got", "<Say>I have sent you a link.</Say>")
    line.call(Press(at(1), "1"), Hear(at(2), "sent you a link"), Text(at(3), "pay your BILL here"))


def test_a_text_stands_in_the_transcript_without_what_opens_its_link(line: Writing) -> None:
    line.writes("/got", "<Say>I have sent you a link.</Say>")
    call = line.call(Press(at(1), "1"))
    (shown,) = [str(one) for one in call.transcript.lines() if "text:" in one.text]
    assert shown.endswith("caller     gets a text: Pay your bill here: https://pay.example/p/… Reply STOP to end.")
    assert "Zx81kd93mQ" not in str(call.transcript)
    assert "Zx81kd93mQ" not in repr(call.legs[0].room.log)


def test_a_text_that_is_expected_and_not_sent_fails_and_tells_what_was_heard(line: Writing) -> None:
    line.lab.pages["/got"] = "<Say>I have sent you nothing.</Say>"
    failed = line.failure(Press(at(1), "1"), Text(at(2), f"Pay here {LINK}"))
    assert failed.place == at(2)
    assert failed.expectation == ('expected a text with "Pay here https://pay.example/p/…", but the call is over')
    assert "I have sent you nothing." in failed.transcript_text


def test_a_line_that_talks_on_without_a_text_is_not_waited_for_to_its_end(line: Writing) -> None:
    line.lab.pages["/voice"] = MENU + "<Redirect>/voice</Redirect>"
    failed = line.failure(Text(at(1), "pay"))
    assert failed.expectation.endswith("but the line said everything, waited, and spoke again without it")


def test_a_text_sent_before_the_last_thing_done_is_an_old_one(line: Writing) -> None:
    line.writes("/voice", MENU)
    line.lab.pages["/got"] = "<Say>Goodbye.</Say>"
    line.call(Text(at(1), "pay your bill"), Press(at(2), "1"), TextNot(at(3), "pay your bill"))
    assert (
        "but the call is over"
        in line.failure(Hear(at(1), "press 1"), Press(at(2), "1"), Text(at(3), "pay")).expectation
    )


def test_each_text_is_read_once(line: Writing) -> None:
    line.writes("/got", "<Say>I have sent you a link.</Say>")
    assert line.failure(Press(at(1), "1"), Text(at(2), "pay"), Text(at(3), "pay")).place == at(3)


def test_a_text_that_must_not_be_sent_fails_when_it_is(line: Writing) -> None:
    line.writes("/got", "<Say>I have sent you a link.</Say>", body="You owe 134.50.")
    failed = line.failure(Press(at(1), "1"), TextNot(at(2), "134.50"))
    assert failed.expectation == 'expected no text with "134.50"'
    line.call(Press(at(1), "1"), TextNot(at(2), "account number"))


class Told:
    """A caller whose call is told on a page."""

    def __init__(self, row: str) -> None:
        self.row = row
        self.out = io.StringIO()

    async def hold(self, phone: TextLeg) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(Keys(self.row).hold(phone))
            tasks.create_task(Narrator(phone, Page(self.out, 200)).follow())


def test_a_text_is_told_while_the_call_goes_on(line: Writing) -> None:
    line.writes("/got", "<Say>Done.</Say>")
    caller = Told("1")
    line.network.call("https://line.example/voice", handset=caller)
    assert "(you get a text: Pay your bill here: https://pay.example/p/… Reply STOP to end.)" in caller.out.getvalue()
    line.writes("/got", "<Say>Done.</Say>", to=BEN)
    line.network.call("https://line.example/voice", handset=(other := Told("1")))
    assert f"({BEN} gets a text: Pay your bill" in other.out.getvalue()


@pytest.mark.parametrize(
    ("language", "spoken", "hidden", "shown"),
    [
        ("es-US", "ocho cuatro cuatro ocho, dos cinco seis cero", ("ocho", "cuatro"), "dos cinco seis cero"),
        ("id-ID", "delapan empat empat delapan, dua lima enam nol", ("delapan", "empat"), "dua lima enam nol"),
    ],
)
def test_a_number_read_back_in_any_language_is_not_told_whole(
    line: Writing, language: str, spoken: str, hidden: tuple[str, ...], shown: str
) -> None:
    line.lab.pages |= {
        "/voice": '<Gather numDigits="8" action="/got"><Say>Hello.</Say></Gather>',
        "/got": f'<Say language="{language}">{spoken}</Say>',
    }
    caller = Told("84482560")
    line.network.call("https://line.example/voice", handset=caller)
    assert shown in caller.out.getvalue()
    assert not [word for word in hidden if word in caller.out.getvalue()]


def test_digits_of_a_text_are_the_words_for_them(line: Writing) -> None:
    line.writes("/got", "<Say>Done.</Say>", body="Your code is 4 0 7.")
    line.call(Press(at(1), "1"), Text(at(2), "code is four zero seven"))


def test_a_text_to_somebody_else_is_found_only_by_that_number(line: Writing) -> None:
    line.writes("/got", "<Say>Done.</Say>", to=BEN)
    call = line.call(Press(at(1), "1"), TextNot(at(2), "pay"), Text(at(3), "pay", to=BEN))
    assert f"{BEN} gets a text: Pay your bill" in str(call.transcript)
    failed = line.failure(Press(at(1), "1"), Text(at(2), "pay", to=ANN))
    assert failed.expectation == f'expected a text with "pay" to {ANN}, but the call is over'


def test_a_text_to_a_representative_on_the_call_is_theirs(line: Writing) -> None:
    line.lab.phones[ANN] = Phone(answers_after=1, name="Ann")
    line.lab.pages["/got"] = f'<Dial action="/dialled"><Number>{ANN}</Number></Dial>'
    line.writes("/dialled", "<Say>Done.</Say>", to=ANN)
    call = line.call(Press(at(1), "1"), RingOf(at(2), ANN, "Ann"), Text(at(3), "pay", to=ANN))
    assert [one.who for one in call.transcript.lines() if "text:" in one.text] == ["Ann"]


def test_a_text_sent_when_the_line_hears_that_the_call_is_over_is_waited_for(line: Writing) -> None:
    line.writes("/status", "")
    status = {"status_url": "https://line.example/status"}
    line.call(Hear(at(1), "press 1"), HangUp(at(2)), Text(at(3), "pay your bill"), **status)
    assert "expected no text" in str(line.failure(HangUp(at(1)), TextNot(at(2), "pay your bill"), **status))


def test_a_silence_makes_texts_before_it_old(line: Writing) -> None:
    line.writes("/voice", MENU + "<Say>Goodbye.</Say>")
    line.call(Wait(at(1), 2), TextNot(at(2), "pay"))


def test_texts_of_two_calls_at_once_are_each_on_their_own(line: Writing) -> None:
    line.writes("/got", "<Say>Done.</Say>", to=ANN)
    line.lab.pages["/other"] = '<Pause length="60"/>'
    network = line.network
    tickets = (
        Ticket("https://line.example/voice", Script((Press(at(1), "1"), Text(at(2), "pay"))), ANN),
        Ticket("https://line.example/other", Script(()), BEN),
    )

    async def both() -> list[Call]:
        return list(await asyncio.gather(*map(network.place, tickets)))

    first, second = network.clock.run(both())
    assert sum(isinstance(one.what, Texted) for one in first.legs[0].room.log) == 1
    assert not [one for one in second.legs[0].room.log if isinstance(one.what, Texted)]


@given(st.text("abcdefABCDEF0123456789", min_size=12, max_size=30))
def test_no_link_that_is_sent_is_printed(token: str) -> None:
    with VirtualClock() as clock:
        lab = Lab(clock, {"/voice": MENU})
        line = Writing(lab)
        line.writes("/got", "<Say>Done.</Say>", body=f"Pay here: https://pay.example/{token}x9")
        assert f"{token}x9" not in str(line.call(Press(at(1), "1")).transcript)
        assert token not in str(line.failure(Press(at(1), "1"), Text(at(2), f"https://pay.example/{token}x9 soon")))
