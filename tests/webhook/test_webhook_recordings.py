"""The report of a recording: its sid and its length, never its address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.secret import Secret
from ivr.telephony.events import DialEnded, HungUp, Keyed, Leg, PaymentEnded, PayResult, Recorded, Silent, WireEvent
from ivr.telephony.events import Webhook as Report
from ivr.telephony.outcomes import CallStatus, DialStatus
from ivr.webhook.form import BadFormError, decode, encode, form_bytes

LEG = Leg("CA1", "AC1", "+15550100", "+15550199", CallStatus.IN_PROGRESS)
PLAIN = {"CallSid": "CA1", "AccountSid": "AC1", "From": "+15550100", "To": "+15550199", "CallStatus": "in-progress"}
SID = "RE9d4b1c7e2f5a4830b6c1e7d2a9f05b38"
OTHER = "RE00000000000000000000000000000000"
URL = f"https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/{SID}"
OVER = [status.value for status in CallStatus if status.over]


def event(query: dict[str, str] | None = None, /, **fields: str) -> WireEvent:
    return decode(form_bytes((PLAIN | fields).items()), query or {}).event


@pytest.mark.parametrize("digits", [{}, {"Digits": ""}, {"Digits": "#"}, {"Digits": "1"}])
def test_a_recording_is_its_sid_and_its_length_whatever_key_ended_it(digits: dict[str, str]) -> None:
    assert event(RecordingUrl=URL, RecordingDuration="14", **digits) == Recorded(SID, 14)


@pytest.mark.parametrize(
    "url",
    [
        URL,
        f"{URL}?Download=true",
        f"{URL}#t=3",
        f"{URL}?to=/{OTHER}",
        f"http://169.254.169.254/latest/{SID}",
        f"file:///etc/{SID}",
        f"//{SID}",
        SID,
    ],
)
def test_the_sid_is_the_last_part_of_the_path_whoever_s_address_it_is(url: str) -> None:
    assert event(RecordingUrl=url, RecordingDuration="14") == Recorded(SID, 14)


@pytest.mark.parametrize(
    "url",
    [
        f"{URL}/",
        f"{URL}.mp3",
        f"{URL}0",
        URL[:-1],
        URL.replace("RE", "XX"),
        f"https://example.com/?x=/{SID}",
        f"https://example.com/#/{SID}",
        f"..%2F{SID}",
        "https://example.com/" + SID.replace("9", "٣"),
        "javascript:alert(1)",
        "<Say>",
        "/",
        "?",
        "4111111111111111",
    ],
)
def test_an_address_that_ends_in_no_sid_leaves_a_recording_without_one(url: str) -> None:
    recorded = event(RecordingUrl=url, RecordingDuration="14")
    assert recorded == Recorded("", 14)
    assert len(url) < 3 or url not in repr(recorded)


def test_a_sid_that_is_sent_is_the_sid() -> None:
    assert event(RecordingSid=OTHER, RecordingUrl=URL, RecordingDuration="1") == Recorded(OTHER, 1)
    assert event(RecordingSid=OTHER, RecordingDuration="1") == Recorded(OTHER, 1)
    assert event(RecordingSid="<Say>", RecordingUrl=URL, RecordingDuration="1") == Recorded(SID, 1)
    assert event(RecordingSid="../x", RecordingDuration="1") == Recorded("", 1)


def test_a_sid_alone_is_no_report_of_a_recording() -> None:
    assert event(RecordingSid=SID) == Silent()
    assert event(RecordingSid=SID, RecordingUrl="", RecordingDuration="", Digits="1") == Keyed(Secret("1"))


def test_nothing_said_is_a_recording_of_no_length() -> None:
    assert event(RecordingUrl=URL, RecordingDuration="0") == Recorded(SID, 0)


def test_a_length_that_was_not_told_is_none() -> None:
    assert event(RecordingUrl=URL) == Recorded(SID, 0)
    assert event(RecordingUrl=URL, RecordingDuration="") == Recorded(SID, 0)


@pytest.mark.parametrize("length", ["-1", "1.5", "long", "9" * 10])
def test_a_length_that_is_no_number_of_seconds_is_refused(length: str) -> None:
    with pytest.raises(BadFormError, match="RecordingDuration is not a number of seconds"):
        event(RecordingUrl=URL, RecordingDuration=length)


@pytest.mark.parametrize("digits", [{}, {"Digits": ""}, {"Digits": "hangup"}])
@pytest.mark.parametrize("status", OVER)
def test_who_hung_up_has_left_a_message_all_the_same(status: str, digits: dict[str, str]) -> None:
    recorded = event(RecordingUrl=URL, RecordingDuration="21", CallStatus=status, **digits)
    assert recorded == Recorded(SID, 21, hung_up=True)


def test_hangup_for_a_key_says_so_where_the_status_does_not_yet() -> None:
    assert event(RecordingUrl=URL, RecordingDuration="21", Digits="hangup") == Recorded(SID, 21, hung_up=True)


def test_the_last_word_on_a_call_that_was_recorded_whole_is_a_hang_up() -> None:
    """Twilio, Call resource, StatusCallback: RecordingUrl, RecordingSid and RecordingDuration of a call placed with
    Record=true."""
    last = {"CallStatus": "completed", "CallDuration": "90", "RecordingSid": SID, "RecordingDuration": "88"}
    assert event(**last, RecordingUrl=URL) == HungUp(90)
    assert event(**last, RecordingUrl=URL, Digits="hangup") == Recorded(SID, 88, hung_up=True)


@pytest.mark.parametrize("status", ["in-progress", "completed"])
def test_a_recorded_dial_is_the_end_of_a_dial(status: str) -> None:
    dialled = event(DialCallStatus="completed", RecordingUrl=URL, RecordingDuration="9", CallStatus=status)
    assert dialled == DialEnded(DialStatus.COMPLETED)


def test_a_payment_beside_a_recording_is_a_payment() -> None:
    assert event(Result="success", RecordingUrl=URL) == PaymentEnded(PayResult.SUCCESS)


def test_the_redirect_behind_a_record_says_that_nothing_was_recorded() -> None:
    assert event({"silent": "1"}, RecordingUrl=URL) == Silent()


def fields_of(recorded: Recorded, leg: Leg = LEG, finished_on: str = "") -> dict[str, str]:
    fields = dict(encode(Report(leg, recorded), finished_on=finished_on))
    return {name: value for name, value in fields.items() if name.startswith(("Recording", "Digits", "msg"))}


def test_a_recording_is_reported_by_its_address_and_its_length() -> None:
    assert fields_of(Recorded(SID, 9)) == {"RecordingUrl": URL, "RecordingDuration": "9"}
    assert fields_of(Recorded("", 0)) == {"RecordingDuration": "0"}


def test_an_account_of_odd_characters_stays_one_part_of_the_address() -> None:
    leg = Leg("CA1", "a/?#&", "", "", CallStatus.IN_PROGRESS)
    pairs = encode(Report(leg, Recorded(SID, 9)))
    assert dict(pairs)["RecordingUrl"].endswith(f"/Accounts/a%2F%3F%23%26/Recordings/{SID}")
    assert decode(form_bytes(pairs), {}).event == Recorded(SID, 9)


def test_the_key_that_ended_a_recording_is_told_or_that_the_caller_hung_up() -> None:
    assert fields_of(Recorded(SID, 9), finished_on="#")["Digits"] == "#"
    assert fields_of(Recorded(SID, 9, hung_up=True))["Digits"] == "hangup"


@pytest.mark.parametrize(
    ("impossible", "key"), [(Recorded("RE1", 1), ""), (Recorded(URL, 1), ""), (Recorded(SID, 1, hung_up=True), "#")]
)
def test_what_no_carrier_tells_of_a_recording_is_not_encoded(impossible: Recorded, key: str) -> None:
    with pytest.raises(ValueError, match=r"sid of a recording|a key or by hanging up"):
        encode(Report(LEG, impossible), finished_on=key)


@given(st.text(max_size=80), st.text(max_size=40), st.sampled_from(CallStatus))
def test_of_whatever_address_a_form_names_nothing_is_kept_but_a_sid(url: str, digits: str, status: CallStatus) -> None:
    clean = ["".join(c for c in text if c >= " " and c != "\x7f") for text in (url, digits)]
    read = event(RecordingUrl=clean[0], RecordingDuration="3", Digits=clean[1], CallStatus=status.value)
    assert read == Recorded("", 3, hung_up=status.over or clean[1] == "hangup")
