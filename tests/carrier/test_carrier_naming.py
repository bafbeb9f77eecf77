"""What telephones are called in transcripts, and what is told of waiting."""

import asyncio

import pytest
from carrier_laboratory import BASE, Lab
from carrier_telephones import Telephone

from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.narrator import Narrator
from ivr.carrier.handsets.silent import Talker
from ivr.carrier.naming import RESERVED, name_in
from ivr.carrier.phones import Phone
from ivr.carrier.room import Room
from ivr.carrier.textleg import TextLeg
from ivr.carrier.tracing import Tracer

ROSA, BEN = "+15550100011", "+15550100012"


class Notebook:
    def __init__(self) -> None:
        self.notes: list[str] = []

    def word(self, at: float, name: str, word: str) -> None:
        pass

    def note(self, at: float, text: str) -> None:
        self.notes.append(text)

    def entry(self, at: float, name: str, text: str) -> None:
        pass

    def close(self) -> None:
        pass


class Told:
    """A caller who is told of the call, and hangs up after so many seconds."""

    def __init__(self, seconds: float) -> None:
        self.page = Notebook()
        self._seconds = seconds

    async def hold(self, phone: TextLeg) -> None:
        telling = asyncio.create_task(Narrator(phone, self.page).follow())
        await phone.stay(self._seconds)
        phone.hang_up()
        await telling


MUSIC = "(hold music until something else comes)"
SILENCE = "(silence until something else comes)"
WAITS = [
    ("<Dial><Conference>room</Conference></Dial>", MUSIC),
    ("<Dial><Conference waitUrl=''>room</Conference></Dial>", SILENCE),
    ("<Dial><Conference waitUrl='/wait'>room</Conference></Dial>", SILENCE),
    ("<Enqueue>support</Enqueue>", MUSIC),
    ("<Enqueue waitUrl=''>support</Enqueue>", SILENCE),
]


@pytest.mark.parametrize(("document", "told"), WAITS)
def test_whoever_waits_is_told_what_is_heard_and_not_for_how_long(lab: Lab, document: str, told: str) -> None:
    lab.pages |= {"/voice": document, "/wait": "<Say>Please hold.</Say>"}
    caller = Told(9000.0)
    lab.call(handset=caller)
    waits = [note for note in caller.page.notes if "until something else" in note]
    assert waits == [told]
    assert "3600" not in " ".join(caller.page.notes)


def test_a_pause_that_ends_is_told_with_its_seconds(lab: Lab) -> None:
    lab.pages["/voice"] = "<Say>Hello.</Say><Pause length='30'/>"
    caller = Told(10.0)
    lab.call(handset=caller)
    assert "(silence for 30 seconds)" in caller.page.notes


def test_a_trace_of_waiting_names_no_timer(lab: Lab) -> None:
    lab.pages["/voice"] = "<Dial><Conference>room</Conference></Dial>"
    network, tracer = lab.network(), Tracer()
    network.web = tracer.over(network.web)
    call = network.call(f"{BASE}/voice", handset=tracer.caller(Told(60.0)))
    told = tracer.text(call)
    assert "no timer: music or silence" in told
    assert "inf" not in told.split()


@pytest.mark.parametrize("reserved", [*RESERVED, "Caller"])
def test_a_telephone_that_is_rung_is_never_called_like_somebody_who_is_always_there(lab: Lab, reserved: str) -> None:
    lab.phones[ROSA] = Phone(1.0, handset=Talker(5.0), name=reserved)
    lab.pages["/voice"] = f"<Dial>{ROSA}</Dial>"
    call = lab.call()
    assert [leg.name for leg in call.legs] == ["caller", f"{reserved} at {ROSA}"]
    told = str(call.transcript)
    assert f"is connected to {reserved} at {ROSA}" in told
    assert told.count("caller     calls from") == 1


def test_two_telephones_of_one_name_are_told_apart_and_one_after_the_other_may_share_it(lab: Lab) -> None:
    lab.phones |= {number: Phone(None, name="Sales") for number in (ROSA, BEN)}
    lab.pages["/voice"] = (
        f"<Dial timeout='5'><Number>{ROSA}</Number><Number>{BEN}</Number></Dial><Dial timeout='5'>{ROSA}</Dial>"
    )
    call = lab.call()
    assert [leg.name for leg in call.legs] == ["caller", "Sales", f"Sales at {BEN}", "Sales"]


def test_one_number_that_is_rung_twice_at_once_is_counted() -> None:
    async def names() -> list[str]:
        room = Room()
        for name in ("", "", "Sales", "Sales", "Sales"):
            TextLeg(room, name_in(room, name, ROSA), ROSA)
        return [leg.name for leg in room.legs]

    with VirtualClock() as clock:
        assert clock.run(names()) == [ROSA, f"{ROSA} (2)", "Sales", f"Sales at {ROSA}", f"Sales at {ROSA} (2)"]


def test_somebody_called_caller_whose_number_is_rung_twice_at_once_is_named_once(lab: Lab) -> None:
    lab.phones[ROSA] = Phone(None, name="caller")
    lab.pages["/voice"] = f"<Dial timeout='5'><Number>{ROSA}</Number><Number>{ROSA}</Number></Dial>"
    names = [leg.name for leg in lab.call().legs]
    assert names == ["caller", f"caller at {ROSA}", f"caller at {ROSA} (2)"]


def test_a_call_that_the_line_places_to_somebody_called_caller_names_it_by_its_number(lab: Lab) -> None:
    lab.phones[ROSA] = Phone(1.0, handset=Telephone([(1.0, "h")]), name="caller")
    lab.pages["/voice"] = "<Pause length='5'/>"
    network = lab.network()
    network.client().calls.create(to=ROSA, from_=BEN, url=f"{BASE}/voice")
    (call,) = network.run()
    assert [leg.name for leg in call.legs] == [f"caller at {ROSA}"]
    assert "calls from" not in str(call.transcript)
