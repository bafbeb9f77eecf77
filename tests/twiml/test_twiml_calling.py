"""How Dial's nouns and Enqueue are read: what is right, and what is dropped with which warning."""

import pytest

from ivr.twiml.nouns import Client, Conference, Detection, Queue, Sip
from ivr.twiml.parse import parse
from ivr.twiml.queueing import Enqueue, Task
from ivr.twiml.verbs import Dial, Number, RecordedDial, Target, Verb


def read(inside: str) -> tuple[Verb, list[int]]:
    parsed = parse(f"<Response>{inside}</Response>")
    (verb,) = parsed.document.verbs
    return verb, [warning.code for warning in parsed.warnings]


def noun(inside: str) -> tuple[Target | Queue | Conference | None, list[int]]:
    dial, codes = read(f"<Dial>{inside}</Dial>")
    assert isinstance(dial, Dial)
    return dial.room or (dial.targets[0] if dial.targets else None), codes


@pytest.mark.parametrize(
    "headers", ["x-a=1", "X-Account=7&amp;x-b=2", "User-to-User=ab", "Remote-Party-ID=x&amp;P-Preferred-Identity=y"]
)
def test_the_headers_that_may_be_sent_are_kept(headers: str) -> None:
    """Twilio, Sip: x- headers and a few others."""
    sip, codes = noun(f"<Sip>sip:rosa@example.com?{headers}</Sip>")
    assert (sip, codes) == (Sip(f"sip:rosa@example.com?{headers.replace('&amp;', '&')}"), [])


@pytest.mark.parametrize(
    "uri", ["sip:a@b", "sips:a@b:5061", "SIP:a@b;transport=udp", "sip:a@b;transport=tcp;region=ie1"]
)
def test_an_address_may_name_transport_and_region(uri: str) -> None:
    """Twilio, Sip."""
    assert noun(f"<Sip>\n  {uri}\n</Sip>") == (Sip(uri), [])


@pytest.mark.parametrize("uri", ["", "rosa@example.com", "sip:example.com", "sip:a b@c", "tel:+15550100011"])
def test_what_is_no_sip_address_is_dropped(uri: str) -> None:
    """Twilio, error 13243."""
    assert noun(f"<Sip>{uri}</Sip>") == (None, [13243, 12200])


@pytest.mark.parametrize(
    ("inside", "expected", "codes"),
    [
        ("<Client>rosa</Client>", Client("rosa"), []),
        ("<Client><Identity>rosa</Identity></Client>", Client("rosa"), []),
        ("<Client><Identity>rosa</Identity><Parameter/></Client>", Client("rosa"), [12200]),
        ("<Client>rosa<Number>1</Number></Client>", Client("rosa"), [12200]),
        ("<Queue>support</Queue>", Queue("support"), []),
        ("<Queue/>", None, [14212, 12200]),
        (f"<Queue>{'q' * 65}</Queue>", None, [14213, 12200]),
        ('<Queue method="PUT">q</Queue>', Queue("q"), [14210]),
        ('<Queue reservationSid="WR1"/>', Queue("", reservation_sid="WR1"), []),
        ("<Conference>c</Conference>", Conference("c"), []),
        ('<Conference region="ie1">c</Conference>', Conference("c"), [0]),
        ('<Number machineDetection="Enable">1</Number>', Number("1", detection=Detection()), []),
        ('<Number machineDetection="maybe">1</Number>', Number("1"), [12200]),
        ('<Number machineDetectionTimeout="60">1</Number>', Number("1"), [12200]),
    ],
)
def test_a_noun_is_read_or_dropped(inside: str, expected: Target | Queue | Conference | None, codes: list[int]) -> None:
    assert noun(inside) == (expected, codes)


@pytest.mark.parametrize(
    ("inside", "expected", "codes"),
    [
        ("<Enqueue>\n support \n</Enqueue>", Enqueue("support"), []),
        ('<Enqueue method="PUT">q</Enqueue>', Enqueue("q"), [14201]),
        ('<Enqueue waitUrlMethod="PUT">q</Enqueue>', Enqueue("q"), [14206]),
        ('<Enqueue maxQueueSize="0">q</Enqueue>', Enqueue("q"), [12200]),
        ("<Enqueue><Say>Hi</Say>q</Enqueue>", Enqueue("q"), [12200]),
        ("<Enqueue><Task>{}</Task><Task>{}</Task></Enqueue>", Enqueue(task=Task("{}")), [12200]),
        ('<Enqueue><Task priority="high">{}</Task></Enqueue>', Enqueue(task=Task("{}")), [12200]),
    ],
)
def test_an_enqueue_is_read_and_what_is_wrong_is_dropped(inside: str, expected: Enqueue, codes: list[int]) -> None:
    assert read(inside) == (expected, codes)


def test_true_is_another_word_for_recording_from_the_answer() -> None:
    """Twilio, Dial, record."""
    dial, codes = read('<Dial record="true" recordingTrack="inbound" recordingStatusCallback="/r">1</Dial>')
    assert isinstance(dial, Dial)
    assert (dial.recorded, codes) == (RecordedDial("record-from-answer", "inbound", "/r"), [])


def test_nothing_private_is_in_a_repr() -> None:
    """A task may hold an account number, a SIP address a password."""
    private = "4111111111111111"
    inside = (
        f'<Enqueue workflowSid="WW1"><Task>{{"card": "{private}"}}</Task></Enqueue>'
        f'<Dial><Sip username="ivr" password="{private}">sip:a@b</Sip>'
        f'<Client>rosa<Parameter name="card" value="{private}"/></Client></Dial>'
    )
    assert private not in repr(parse(f"<Response>{inside}</Response>"))
