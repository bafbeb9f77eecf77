"""Sip and Client, and what of Dial concerns whoever is rung: one test for each documented sentence."""

from collections.abc import Callable
from typing import Any

import pytest
from carrier_laboratory import BASE, Lab
from watching import Watch

from ivr.carrier.handsets.silent import SilentCaller
from ivr.carrier.happenings import Ended
from ivr.carrier.network import CALLED, Call
from ivr.carrier.phones import AnsweredBy, Phone, SipAnswer
from ivr.carrier.readings import CallerHangsUpInDial, Readings, UnansweredSid
from ivr.carrier.textleg import TextLeg
from ivr.telephony.outcomes import DialStatus

ANN, BEN = "+15550100011", "+15550100012"
ROSA = "sip:rosa@example.com"

Serve = Callable[..., dict[str, str]]


def noun(name: str, text: str, **attributes: str) -> str:
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{written}>{text}</{name}>"


class Ear:
    """Remembers what the telephone showed, and talks a little."""

    def __init__(self, picks_up_after: float | None = None) -> None:
        self.picks_up_after = picks_up_after
        self.leg: TextLeg | None = None

    async def hold(self, phone: TextLeg) -> None:
        self.leg = phone
        if self.picks_up_after is not None:
            await phone.stay(self.picks_up_after)
            phone.pick_up()
        while not phone.answered and not phone.over:
            await phone.room.change(None)
        await phone.stay(5)
        phone.hang_up()


@pytest.fixture
def calls(lab: Lab) -> list[Call]:
    return []


@pytest.fixture
def dialled(lab: Lab, calls: list[Call]) -> Serve:
    """What the action of one Dial was told."""
    lab.pages |= {"/after": "<Hangup/>", "/whisper": "", "/told": ""}

    def serve(inner: str, *acts: tuple[float, str], settings: Any = None, **attributes: str) -> dict[str, str]:
        lab.pages["/voice"] = noun("Dial", inner, **({"action": "/after"} | attributes))
        handset = Watch(acts) if acts else SilentCaller()
        calls.append(lab.network(**(settings or {})).call(f"{BASE}/voice", handset=handset))
        return dict(lab.to("/after").form) if "/after" in lab.paths() else {}

    return serve


# Client.


def test_a_client_is_rung_by_name(lab: Lab, dialled: Serve) -> None:
    """Twilio, Client; "TwiML voice": To is client:name."""
    lab.phones["client:rosa"] = Phone(answers_after=2, talks_for=9)
    told = dialled(noun("Client", "rosa", url="/whisper", statusCallback="/told"))
    assert (told["DialCallStatus"], told["DialCallDuration"]) == ("completed", "9")
    assert (lab.to("/whisper").form["To"], lab.to("/whisper").form["CallSid"]) == ("client:rosa", told["DialCallSid"])
    assert lab.to("/told").form["CallStatus"] == "completed"


def test_a_client_is_handed_its_parameters(lab: Lab, dialled: Serve) -> None:
    """Twilio, Client: Identity and Parameter."""
    ear = Ear()
    lab.phones["client:rosa"] = Phone(answers_after=2, handset=ear)
    dialled("<Client><Identity>rosa</Identity><Parameter name='account' value='7'/></Client>")
    assert ear.leg is not None
    assert ear.leg.display.details == (("account", "7"),)


def test_numbers_clients_and_sip_addresses_ring_together(lab: Lab, dialled: Serve, calls: list[Call]) -> None:
    """Twilio, Dial: up to ten Number, Client and Sip at once."""
    lab.phones[ROSA] = Phone(answers_after=3, talks_for=4)
    told = dialled(ANN.join(("<Number>", "</Number>")) + noun("Client", "ben") + noun("Sip", ROSA))
    assert [leg.number for leg in calls[0].legs[1:]] == [ANN, "client:ben", ROSA]
    assert (told["DialCallStatus"], told["DialSipResponseCode"]) == ("completed", "200")


# Sip.


def test_the_action_is_told_of_the_sip_call(lab: Lab, dialled: Serve) -> None:
    """Twilio, Sip: DialSipCallId, DialSipResponseCode, and X- headers of the response."""
    lab.phones[ROSA] = Phone(answers_after=2, talks_for=3, sip=SipAnswer(headers=(("X-Desk", "12"),)))
    told = dialled(noun("Sip", f"{ROSA};transport=tls?x-account=7&amp;x-name=Ann%20Lee"))
    assert (told["DialSipResponseCode"], told["DialSipHeader_X-Desk"]) == ("200", "12")
    assert told["DialSipCallId"]


def test_the_headers_of_a_sip_address_reach_the_other_side(lab: Lab, dialled: Serve) -> None:
    """Twilio, Sip: headers after the question mark."""
    ear = Ear()
    lab.phones[ROSA] = Phone(answers_after=2, handset=ear)
    dialled(noun("Sip", f"{ROSA};transport=tls?x-account=7&amp;x-name=Ann%20Lee"))
    assert ear.leg is not None
    assert ear.leg.display.details == (("x-account", "7"), ("x-name", "Ann Lee"))


@pytest.mark.parametrize(
    ("phone", "status", "response"),
    [
        (Phone(busy=True), "busy", "486"),
        (Phone(fails=True), "failed", "503"),
        (Phone(fails=True, sip=SipAnswer(response=404)), "failed", "404"),
        (Phone(), "no-answer", "487"),
    ],
)
def test_the_response_of_a_sip_call_that_failed_is_told(
    lab: Lab, dialled: Serve, phone: Phone, status: str, response: str
) -> None:
    """Twilio, Sip, DialSipResponseCode."""
    lab.phones[ROSA] = phone
    told = dialled(noun("Sip", ROSA))
    assert (told["DialCallStatus"], told["DialSipResponseCode"]) == (status, response)


@pytest.mark.parametrize(
    ("attributes", "status"),
    [
        ({}, "failed"),
        ({"username": "ivr", "password": "wrong"}, "failed"),
        ({"username": "ivr", "password": "secret"}, "completed"),
    ],
)
def test_the_other_side_may_ask_for_credentials(
    lab: Lab, dialled: Serve, attributes: dict[str, str], status: str
) -> None:
    """Twilio, Sip, username and password."""
    lab.phones[ROSA] = Phone(answers_after=1, talks_for=1, sip=SipAnswer(username="ivr", password="secret"))
    told = dialled(noun("Sip", ROSA, **attributes))
    assert (told["DialCallStatus"], told["DialSipResponseCode"]) == (status, "200" if status == "completed" else "403")


def test_a_sip_address_may_whisper_too(lab: Lab, dialled: Serve, calls: list[Call]) -> None:
    """Twilio, Sip, url."""
    lab.phones[ROSA] = Phone(answers_after=1, name="Rosa")
    lab.pages["/whisper"] = "<Say>A call.</Say><Hangup/>"
    told = dialled(noun("Sip", ROSA, url="/whisper"))
    assert (calls[0].transcript.raw("Rosa"), told["DialBridged"]) == ("A call.", "false")


# callerId, callReason.


def shown(lab: Lab, dialled: Serve, settings: Any = None, **attributes: str) -> TextLeg:
    ear = Ear()
    lab.phones[ANN] = Phone(answers_after=1, handset=ear)
    dialled(ANN, settings=settings, **attributes)
    assert ear.leg is not None
    return ear.leg


@pytest.mark.parametrize("number", [CALLED, "+15550100001", "+15550107777"])
def test_the_caller_id_is_a_number_of_the_call_or_of_the_account(
    lab: Lab, dialled: Serve, calls: list[Call], number: str
) -> None:
    """Twilio, Dial, callerId."""
    leg = shown(lab, dialled, {"owned": ["+1 (555) 010-7777"]}, callerId=number)
    assert (leg.display.caller_id, calls[0].debugger) == (number, ())


def test_a_foreign_caller_id_is_a_warning(lab: Lab, dialled: Serve, calls: list[Call]) -> None:
    """Twilio, warning 13214; that the caller's own number is shown is our reading."""
    leg = shown(lab, dialled, {"owned": ["+15550107777"]}, callerId="+15550108888")
    assert (leg.display.caller_id, [entry.code for entry in calls[0].debugger]) == ("+15550100001", [13214])


def test_a_network_that_knows_no_numbers_asks_nobody(lab: Lab, dialled: Serve, calls: list[Call]) -> None:
    """Ours: ownership is the network's to know."""
    leg = shown(lab, dialled, callerId="+15550108888")
    assert (leg.display.caller_id, calls[0].debugger) == ("+15550108888", ())


def test_the_caller_id_of_a_sip_call_is_free(lab: Lab, dialled: Serve, calls: list[Call]) -> None:
    """Twilio, Dial, callerId: any string for Sip."""
    ear = Ear()
    lab.phones[ROSA] = Phone(answers_after=1, handset=ear)
    dialled(noun("Sip", ROSA), settings={"owned": ["+15550107777"]}, callerId="front-desk")
    assert ear.leg is not None
    assert (ear.leg.display.caller_id, calls[0].debugger) == ("front-desk", ())


def test_who_is_rung_sees_why(lab: Lab, dialled: Serve) -> None:
    """Twilio, Dial, callReason."""
    assert shown(lab, dialled, callReason="Your order").display.reason == "Your order"


# Recording.


@pytest.mark.parametrize(
    ("mode", "channels", "seconds"),
    [
        ("true", "1", "10"),
        ("record-from-answer", "1", "10"),
        ("record-from-answer-dual", "2", "10"),
        ("record-from-ringing", "1", "14"),
        ("record-from-ringing-dual", "2", "14"),
    ],
)
def test_a_recorded_dial_tells_where_the_recording_is(
    lab: Lab, dialled: Serve, mode: str, channels: str, seconds: str
) -> None:
    """Twilio, Dial, record: RecordingUrl in the action; recordingStatusCallback; source DialVerb."""
    lab.phones[ANN] = Phone(answers_after=4, talks_for=10)
    told = dialled(ANN, record=mode, recordingStatusCallback="/told")
    form = lab.to("/told").form
    assert told["RecordingUrl"] == form["RecordingUrl"]
    assert (form["RecordingSource"], form["RecordingStatus"]) == ("DialVerb", "completed")
    assert (form["RecordingChannels"], form["RecordingDuration"]) == (channels, seconds)
    assert form["CallSid"] == told["CallSid"]


@pytest.mark.parametrize("mode", ["do-not-record", "false"])
def test_a_dial_is_not_recorded_unless_asked(lab: Lab, dialled: Serve, mode: str) -> None:
    """Twilio, Dial, record: default do-not-record."""
    lab.phones[ANN] = Phone(answers_after=4, talks_for=10)
    assert "RecordingUrl" not in dialled(ANN, record=mode, recordingStatusCallback="/told")
    assert "/told" not in lab.paths()


def test_a_dial_nobody_answered_has_no_recording(lab: Lab, dialled: Serve) -> None:
    """Twilio, recordingStatusCallback, absent."""
    told = dialled(
        ANN,
        record="record-from-ringing",
        recordingStatusCallback="/told",
        recordingStatusCallbackEvent="in-progress completed absent",
    )
    assert "RecordingUrl" not in told
    states = [asked.form["RecordingStatus"] for asked in lab.asked if asked.path == "/told"]
    assert states == ["in-progress", "absent"]


def test_a_caller_who_hangs_up_leaves_a_recording(lab: Lab, dialled: Serve) -> None:
    """Twilio, Dial, record; the action is told as it is on any end."""
    lab.phones[ANN] = Phone(answers_after=4)
    told = dialled(ANN, (10, "h"), record="true", recordingStatusCallback="/told")
    assert (told["RecordingUrl"], lab.to("/told").form["RecordingDuration"]) == (
        lab.to("/told").form["RecordingUrl"],
        "6",
    )


# Answering machines.


@pytest.mark.parametrize(
    ("phone", "attributes", "answered_by", "seconds"),
    [
        (Phone(answers_after=1), {}, None, 0.0),
        (Phone(answers_after=1), {"machineDetection": "Enable"}, "human", 2),
        (Phone(1, answered_by=AnsweredBy.MACHINE_START), {"machineDetection": "Enable"}, "machine_start", 2),
        (
            Phone(1, answered_by=AnsweredBy.MACHINE_START),
            {"machineDetection": "DetectMessageEnd"},
            "machine_end_beep",
            8,
        ),
        (Phone(1, answered_by=AnsweredBy.FAX), {"machineDetection": "DetectMessageEnd"}, "fax", 2),
        (
            Phone(1, detected_after=9),
            {"machineDetection": "Enable", "machineDetectionTimeout": "5"},
            "unknown",
            5,
        ),
    ],
)
def test_a_detector_says_who_answered(
    lab: Lab, dialled: Serve, phone: Phone, attributes: dict[str, str], answered_by: str | None, seconds: float
) -> None:
    """Twilio, Number, machineDetection: AnsweredBy, unknown on timeout; amdStatusCallback."""
    lab.phones[ANN] = phone
    dialled(noun("Number", ANN, url="/whisper", amdStatusCallback="/told", **attributes))
    assert lab.to("/whisper").form.get("AnsweredBy") == answered_by
    told = [asked.form for asked in lab.asked if asked.path == "/told"]
    assert [(form["AnsweredBy"], form["MachineDetectionDuration"]) for form in told] == (
        [] if answered_by is None else [(answered_by, str(int(seconds * 1000)))]
    )


# By hand, and with the switches.


def test_a_telephone_may_be_picked_up_by_hand(lab: Lab, dialled: Serve, calls: list[Call]) -> None:
    """Ours: `answers_after` None, and a handset that picks up."""
    lab.phones[ANN] = Phone(handset=Ear(picks_up_after=7))
    told = dialled(ANN)
    assert (told["DialCallStatus"], calls[0].seconds) == ("completed", pytest.approx(12))


def test_a_telephone_picked_up_by_hand_too_late_rings_no_more(lab: Lab, dialled: Serve) -> None:
    """Twilio, Dial, timeout."""
    lab.phones[ANN] = Phone(handset=Ear(picks_up_after=11))
    assert dialled(ANN, timeout="5")["DialCallStatus"] == "no-answer"


def test_a_hand_may_be_quicker_than_the_telephone(lab: Lab, dialled: Serve, calls: list[Call]) -> None:
    """Ours."""
    lab.phones[ANN] = Phone(answers_after=20, handset=Ear(picks_up_after=3))
    dialled(ANN)
    assert calls[0].seconds == pytest.approx(8)


@pytest.mark.parametrize("inner", [ANN, noun("Number", ANN) + noun("Number", BEN)])
@pytest.mark.parametrize("reading", UnansweredSid)
def test_the_sid_of_a_leg_nobody_answered_is_sent_or_not(
    lab: Lab, dialled: Serve, calls: list[Call], inner: str, reading: UnansweredSid
) -> None:
    """Twilio, Dial, DialCallSid: other carriers differ."""
    told = dialled(inner, settings={"readings": Readings(unanswered_sid=reading)})
    assert (told["DialCallStatus"], told["DialBridged"]) == ("no-answer", "false")
    sent = reading is UnansweredSid.SENT
    assert ("DialCallSid" in told, told.get("DialCallDuration")) == (sent, "0" if sent else None)


@pytest.mark.parametrize("reading", CallerHangsUpInDial)
@pytest.mark.parametrize("moment", [2, 9])
def test_the_action_of_a_caller_who_hung_up_is_requested_or_not(
    lab: Lab, dialled: Serve, reading: CallerHangsUpInDial, moment: float
) -> None:
    """Twilio, Dial: next verbs do not run; other carriers request the action."""
    lab.phones[ANN] = Phone(answers_after=4)
    told = dialled(ANN, (moment, "h"), settings={"readings": Readings(caller_hangs_up_in_dial=reading)})
    assert bool(told) is (reading is CallerHangsUpInDial.REQUESTED)
    if told:
        assert (told["CallStatus"], told["DialBridged"]) == ("completed", "true" if moment > 4 else "false")


@pytest.mark.parametrize("reading", DialStatus)
def test_the_status_of_a_refused_whisper_can_be_any_word(lab: Lab, dialled: Serve, reading: DialStatus) -> None:
    """Not documented, so a line can be tried against each word."""
    lab.phones[ANN] = Phone(answers_after=1)
    lab.pages["/whisper"] = "<Hangup/>"
    told = dialled(noun("Number", ANN, url="/whisper"), settings={"readings": Readings(refused=reading)})
    assert (told["DialCallStatus"], told["DialBridged"]) == (reading.value, "false")


# What cannot stand in Dial.


@pytest.mark.parametrize(
    ("inner", "code", "rung"),
    [
        (noun("Person", "x") + noun("Number", ANN), 13215, [ANN]),
        (noun("Number", ANN) + noun("Queue", "q"), 13215, [ANN]),
        (noun("Number", ANN) + noun("Conference", "c"), 13000, [ANN]),
        (noun("Number", ANN) + noun("Sip", "nobody"), 13243, [ANN]),
        (noun("Number", ANN) + noun("Sip", f"sip:{'a' * 250}@b.c"), 13243, [ANN]),
        (noun("Sip", f"{ROSA}?subject=x"), 13252, [ROSA]),
        (noun("Sip", f"{ROSA}?x-a={'1' * 1025}"), 13253, [ROSA]),
        (noun("Sip", ROSA, username="x"), 13249, [ROSA]),
        (noun("Number", ANN) + noun("Client", ""), 12200, [ANN]),
    ],
)
def test_what_cannot_stand_there_is_left_out_with_a_warning(
    dialled: Serve, calls: list[Call], inner: str, code: int, rung: list[str]
) -> None:
    """Twilio, Dial and Sip, warnings 13000, 13215, 13243, 13249, 13252, 13253."""
    dialled(inner)
    assert [entry.code for entry in calls[0].debugger] == [code]
    assert [leg.number for leg in calls[0].legs[1:]] == rung


@pytest.mark.parametrize(
    ("attribute", "code"),
    [
        ({"record": "always"}, 13217),
        ({"callReason": "x" * 51}, 12200),
        ({"ringTone": "us, xx"}, 12200),
        ({"recordingTrack": "left"}, 12200),
    ],
)
def test_a_wrong_attribute_is_dropped_with_a_warning(
    dialled: Serve, calls: list[Call], attribute: dict[str, str], code: int
) -> None:
    """Twilio, Dial, warning 13217; schema warning 12200."""
    dialled(ANN, **attribute)
    assert [entry.code for entry in calls[0].debugger] == [code]


def test_no_password_is_in_a_repr_or_a_request(lab: Lab, dialled: Serve) -> None:
    """Ours."""
    from ivr.twiml.parse import parse

    lab.phones[ROSA] = Phone(answers_after=1, talks_for=1)
    dialled(noun("Sip", ROSA, username="ivr", password="hush-hush"))
    assert all("hush-hush" not in repr(asked) for asked in lab.asked)
    document = parse(f"<Response><Dial>{noun('Sip', ROSA, username='ivr', password='hush-hush')}</Dial></Response>")
    assert "hush-hush" not in repr(document)
    assert "hush-hush" not in repr(Phone(sip=SipAnswer(username="ivr", password="hush-hush")))


def test_a_representative_may_hang_up_while_it_rings(lab: Lab, dialled: Serve) -> None:
    """Ours: a telephone that is declined rings no more."""
    lab.phones[ANN] = Phone(answers_after=9, handset=Decliner())
    assert dialled(ANN)["DialCallStatus"] == "no-answer"


class Decliner:
    async def hold(self, phone: TextLeg) -> None:
        await phone.stay(2)
        phone.hang_up()


def test_a_call_that_ends_connected_says_so(lab: Lab, dialled: Serve, calls: list[Call]) -> None:
    """Ours."""
    lab.phones["client:rosa"] = Phone(answers_after=2, talks_for=9)
    dialled(noun("Client", "rosa"))
    assert calls[0].ended is Ended.BRIDGED
