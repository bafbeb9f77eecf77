"""What went over the wire, told among what was heard, and nothing in it that a transcript would hide."""

import pytest
from carrier_laboratory import ACCOUNT, BASE, TOKEN, Lab, Page, without_ids

from ivr.carrier.clock import WallClock
from ivr.carrier.faults import Fault, FaultyWeb, Hung, Lost, Refused, Slow
from ivr.carrier.handsets.handset import Handset
from ivr.carrier.handsets.keys import Keys
from ivr.carrier.network import Network
from ivr.carrier.phones import Phone
from ivr.carrier.tracing import Tracer
from ivr.carrier.web import Web
from ivr.carrier.wsgi import WsgiWeb

NUMBER = "8448200012345678"
ASKS = '<Gather action="/read" timeout="4"><Say>Your number, please.</Say></Gather>'


def traced(lab: Lab, handset: Handset, web: Web | None = None, fallback: str | None = None) -> list[str]:
    tracer = Tracer()
    network = Network(tracer.over(web or WsgiWeb(lab.app, lab.base)), lab.clock, ACCOUNT, TOKEN, lab.phones)
    call = network.call(f"{BASE}/voice", handset=tracer.caller(handset), fallback_url=fallback)
    return tracer.text(call).splitlines()


def rows(lines: list[str]) -> list[str]:
    """Those that begin something, without their times."""
    return [line[10:] for line in lines if line[:8].strip()]


def test_requests_replies_and_timers_stand_among_what_is_heard_in_the_order_they_happen(lab: Lab) -> None:
    lab.pages |= {"/voice": ASKS, "/read": "<Pause/><Say>Thanks.</Say>"}
    assert rows(traced(lab, Keys("7"))) == [
        "caller     calls from +15550100001",
        f"carrier    POST {BASE}/voice",
        "line       200 text/xml, 96 bytes",
        "caller     is answered",
        "caller     hears: Your number, please.",
        "caller     timer: 4 s for an answer",
        "caller     presses 7",
        f"carrier    POST {BASE}/read",
        "line       200 text/xml, 47 bytes",
        "caller     timer: 1 s of silence",
        "caller     hears: Thanks.",
        "caller     is hung up on by the line",
    ]


def test_a_document_has_one_element_a_row_and_words_stay_among_their_marks(lab: Lab) -> None:
    lab.pages["/voice"] = '<Gather><Say>Press <break time="1s"/> one.</Say></Gather><Hangup/>'
    text = "\n".join(line[21:] for line in traced(lab, Keys("")))
    assert '<Response>\n  <Gather>\n    <Say>Press<break time="1s" />one.</Say>\n  </Gather>\n  <Hangup />\n' in text


def test_only_new_parameters_are_told_of_a_leg(lab: Lab) -> None:
    lab.pages |= {"/voice": ASKS, "/read": "<Hangup/>"}
    told = "\n".join(traced(lab, Keys("7")))
    assert told.count("AccountSid=") == 1
    assert "CallStatus=in-progress  Digits=7  msg=Gather End" in told


def test_nothing_that_was_keyed_is_told_beyond_its_last_four_digits(lab: Lab) -> None:
    """In a parameter, in an address, in attributes, and read back in groups across elements and documents."""
    spelled = "<Say>8448</Say><Say>20 <break/> 00</Say><Say>one two, three four</Say>"
    lab.pages["/voice"] = ASKS.replace("<Gather", '<Gather method="GET"')
    lab.pages["/read"] = f'{spelled}<Play digits="{NUMBER}"/><Redirect>/again/{NUMBER}?n={NUMBER}</Redirect>'
    lab.pages[f"/again/{NUMBER}"] = "<Say>five six seven eight</Say>"
    told = "\n".join(traced(lab, Keys(f"{NUMBER}#")))
    assert f"Digits={'•' * 12}5678" in told
    assert f"n={'•' * 12}5678" in told
    for part in (NUMBER, NUMBER[:-4], "8448", "2000", "one two", ">20", "00<", "/8448"):
        assert part not in told


def test_a_pin_is_dots(lab: Lab) -> None:
    lab.pages |= {"/voice": ASKS, "/read": "<Say>You said 2580.</Say>"}
    assert "2580" not in without_ids("\n".join(traced(lab, Keys("2580#"))))


@pytest.mark.parametrize(
    ("fault", "reply"),
    [
        (Hung(), "  0:15.0  line       no reply: 11205 no reply"),
        (Lost(), "  0:15.0  line       no reply: 11205 the reply was lost"),
        (Refused(), "  0:05.0  line       no reply: 11205 no connection"),
        (Slow(3), "  0:03.0  line       200 text/xml, 35 bytes"),
    ],
    ids=repr,
)
def test_what_took_its_time_is_told_when_it_was_over(lab: Lab, fault: Fault, reply: str) -> None:
    lab.pages |= {"/voice": "<Redirect>/next</Redirect>", "/next": "<Say>Hi.</Say>", "/sorry": "<Say>No.</Say>"}
    web = FaultyWeb(WsgiWeb(lab.app, lab.base), {2: fault})
    assert reply in traced(lab, Keys(""), web, f"{BASE}/sorry")


def test_a_first_request_that_hangs_is_told_before_the_call_is_answered(lab: Lab) -> None:
    lab.pages["/sorry"] = "<Say>Sorry.</Say>"
    web = FaultyWeb(WsgiWeb(lab.app, lab.base), {1: Hung()})
    told = traced(lab, Keys(""), web, f"{BASE}/sorry")
    assert told[1] == f" -0:15.0  carrier    POST {BASE}/voice"
    assert "  0:00.0  line       no reply: 11205 no reply" in told


@pytest.mark.parametrize(
    "body", [b"<Response><Say>Half", b"\xff\xfe\x00", b"", b"<!DOCTYPE a [<!ENTITY b 'c'>]><Response>&b;</Response>"]
)
def test_what_is_no_document_is_told_as_it_came(lab: Lab, body: bytes) -> None:
    lab.pages["/voice"] = Page(body)
    told = traced(lab, Keys(""))
    assert f"line       200 text/xml, {len(body)} bytes" in rows(told)


def test_a_document_too_deep_to_be_shown_does_not_stop_the_telling(lab: Lab) -> None:
    lab.pages["/voice"] = Page("<Response>" + "<Gather>" * 3000 + "</Gather>" * 3000 + "</Response>")
    assert any("51021 bytes" in line for line in traced(lab, Keys("")))


def test_a_representative_s_leg_has_its_own_requests(lab: Lab) -> None:
    lab.pages |= {"/voice": '<Dial><Number url="/whisper">+15550100101</Number></Dial>', "/whisper": "<Say>Bill.</Say>"}
    lab.phones["+15550100101"] = Phone(2, name="Rosa")
    told = rows(traced(lab, Keys("")))
    assert told.index(f"carrier    POST {BASE}/whisper") < told.index("Rosa       hears: Bill.")


def test_what_the_debugger_would_say_of_an_application_of_this_process_stands_below_its_reply(lab: Lab) -> None:
    lab.pages["/voice"] = lambda asked: 1 / 0
    assert any("(the application raised ZeroDivisionError" in line for line in traced(lab, Keys("")))


def test_a_call_in_real_time_is_told_as_well(lab: Lab) -> None:
    lab.pages["/voice"] = "<Hangup/>"
    tracer = Tracer()
    with WallClock() as clock:
        network = Network(tracer.over(WsgiWeb(lab.app, lab.base)), clock, ACCOUNT, TOKEN)
        call = network.call(f"{BASE}/voice", handset=tracer.caller(Keys("")))
    assert f"carrier    POST {BASE}/voice" in rows(tracer.text(call).splitlines())


def test_a_line_that_goes_on_in_the_next_document_stands_before_the_request_for_it(lab: Lab) -> None:
    lab.pages |= {"/voice": "<Say>One moment,</Say><Redirect>/next</Redirect>", "/next": "<Say>please.</Say>"}
    told = rows(traced(lab, Keys("")))
    (first,) = [place for place, row in enumerate(told) if "hears: One moment," in row]
    assert first < told.index(f"carrier    POST {BASE}/next")
