"""What a form may hold, and what makes it no form of a carrier."""

import traceback
from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.secret import Secret
from ivr.telephony.events import (
    Dequeued,
    DialEnded,
    HungUp,
    Keyed,
    Leg,
    QueueResult,
    Recorded,
    Silent,
    Webhook,
    WireEvent,
)
from ivr.telephony.outcomes import CallStatus, DialStatus
from ivr.webhook.form import LONGEST_VALUE, MOST_FIELDS, BadFormError, decode, decode_pairs, encode, form_bytes

LEG = Leg("CA1", "AC1", "+15550100", "+15550199", CallStatus.IN_PROGRESS)
OVER = Leg("CA1", "AC1", "+15550100", "+15550199", CallStatus.COMPLETED)
PLAIN = {"CallSid": "CA1", "AccountSid": "AC1", "From": "+15550100", "To": "+15550199", "CallStatus": "in-progress"}


def event(query: dict[str, str] | None = None, /, **fields: str) -> WireEvent:
    return decode(form_bytes((PLAIN | fields).items()), query or {}).event


def reason(body: bytes) -> str:
    with pytest.raises(BadFormError) as caught:
        decode(body, {})
    assert str(caught.value) == caught.value.reason
    return caught.value.reason


def refused(**fields: str) -> str:
    return reason(form_bytes((PLAIN | fields).items()))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, Silent()),
        ({"Digits": ""}, Silent()),
        ({"Digits": "1"}, Keyed(Secret("1"))),
        ({"Digits": "0123456789*#ABCDwW"}, Keyed(Secret("0123456789*#ABCDwW"))),
        ({"Digits": "7" * 65}, Keyed(Secret("7" * 65))),
        ({"Digits": "1", "Unheard": "of", "FromCity": ""}, Keyed(Secret("1"))),
        ({"DialCallStatus": "busy"}, DialEnded(DialStatus.BUSY)),
        ({"DialCallStatus": "busy", "Digits": "1"}, DialEnded(DialStatus.BUSY)),
        ({"DialCallStatus": "completed", "DialBridged": "false"}, DialEnded(DialStatus.COMPLETED, bridged=False)),
        ({"DialCallStatus": "canceled", "DialBridged": "", "DialCallSid": ""}, DialEnded(DialStatus.CANCELED)),
        ({"DialCallStatus": "no-answer", "DialCallDuration": "0"}, DialEnded(DialStatus.NO_ANSWER, seconds=0)),
        ({"DialCallStatus": "completed", "CallStatus": "completed"}, DialEnded(DialStatus.COMPLETED)),
        ({"CallStatus": "completed", "CallDuration": "61"}, HungUp(61)),
        ({"CallStatus": "completed", "Digits": "hangup"}, HungUp()),
        ({"CallStatus": "busy"}, HungUp()),
        ({"CallStatus": "failed"}, HungUp()),
        ({"CallStatus": "no-answer"}, HungUp()),
        ({"CallStatus": "canceled", "CallDuration": ""}, HungUp()),
    ],
)
def test_a_form_reports_one_event(fields: dict[str, str], expected: WireEvent) -> None:
    assert event(**fields) == expected


@pytest.mark.parametrize(
    "fields",
    [{"Digits": "1"}, {"Digits": "<Say>"}, {"DialCallStatus": "busy"}, {"CallStatus": "completed"}],
)
def test_a_url_that_says_silent_is_silence_whatever_the_body_says(fields: dict[str, str]) -> None:
    assert event({"silent": "1"}, **fields) == Silent()


@pytest.mark.parametrize("query", [{"silent": "0"}, {"silent": ""}, {"Silent": "1"}, {"other": "1"}])
def test_any_other_query_leaves_the_body_its_say(query: dict[str, str]) -> None:
    assert event(query, Digits="1") == Keyed(Secret("1"))


def test_of_a_name_sent_twice_the_first_counts() -> None:
    pairs = [("Digits", "1"), *PLAIN.items(), ("Digits", "2"), ("CallSid", "CA2"), ("CallStatus", "completed")]
    assert decode(form_bytes(pairs), {}) == Webhook(LEG, Keyed(Secret("1")))
    assert decode_pairs(pairs, {}) == Webhook(LEG, Keyed(Secret("1")))


def test_what_a_carrier_may_leave_out_is_not_missed() -> None:
    leg = decode(b"CallSid=7d3c1a52-0001-4e1a-9f70-000000000001&CallStatus=ringing", {}).leg
    assert leg == Leg("7d3c1a52-0001-4e1a-9f70-000000000001", "", "", "", CallStatus.RINGING, "inbound", None)


@pytest.mark.parametrize("odd", ["anonymous", "client:rosa", "sip:a@b;x=y", "", "<Say>", "\x00", "☎", "+266696687"])
def test_from_may_be_anything(odd: str) -> None:
    assert decode(form_bytes((PLAIN | {"From": odd}).items()), {}).leg.caller == odd


@pytest.mark.parametrize("sid", ["", "CA 1", "CA/1", "CA1\n", "../x", "CÁ1", "C" * 65, "٣"])
def test_a_call_without_an_id_that_can_be_a_key_is_refused(sid: str) -> None:
    assert refused(CallSid=sid).startswith("CallSid is not")


def test_the_longest_id_is_accepted() -> None:
    assert decode(form_bytes((PLAIN | {"CallSid": "v3:" + "x" * 61}).items()), {}).leg.call == "v3:" + "x" * 61


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"Digits": "<Say>"}, "digits that no telephone has"),
        ({"Digits": "12 34"}, "digits that no telephone has"),
        ({"Digits": " "}, "digits that no telephone has"),
        ({"Digits": "1\n"}, "digits that no telephone has"),
        ({"Digits": "٣"}, "digits that no telephone has"),
        ({"Digits": "hangup"}, "digits that no telephone has"),
        ({"CallStatus": ""}, "CallStatus is missing or a word of no carrier"),
        ({"CallStatus": "Completed"}, "CallStatus is missing or a word of no carrier"),
        ({"CallStatus": "completed", "CallDuration": "-1"}, "CallDuration is not a number of seconds"),
        ({"CallStatus": "completed", "CallDuration": "9" * 10}, "CallDuration is not a number of seconds"),
        ({"DialCallStatus": ""}, "DialCallStatus is a word of no carrier"),
        ({"DialCallStatus": "won"}, "DialCallStatus is a word of no carrier"),
        ({"DialCallStatus": "busy", "DialBridged": "yes"}, "DialBridged is neither true nor false"),
        ({"DialCallStatus": "busy", "DialCallDuration": "1.5"}, "DialCallDuration is not a number of seconds"),
        (
            {"DialCallStatus": "busy", "DialCallSid": "<x>"},
            "DialCallSid is not 1 to 64 letters, digits, colons, dashes and underscores",
        ),
        ({"ParentCallSid": "a b"}, "ParentCallSid is not 1 to 64 letters, digits, colons, dashes and underscores"),
    ],
)
def test_a_field_that_no_carrier_sends_is_refused_by_its_name(fields: dict[str, str], why: str) -> None:
    assert refused(**fields) == why


@pytest.mark.parametrize(
    "body",
    [
        b"CallSid=CA1&CallStatus=ringing&From=%ff%fe",
        b"CallSid=CA1&CallStatus=ringing&From=\xff",
        b"CallSid=CA1&CallStatus=ringing&From=%ed%a0%80",
        b"CallSid=CA1&CallStatus=ringing&From=\xc3%a9",
        b"CallSid=CA1&CallStatus=ringing&",
        b"CallSid=CA1&CallStatus=ringing&Digits",
        b"CallSid=CA1&&CallStatus=ringing",
        b"CallSid=CA1&CallStatus=ringing\n",
        b'{"CallSid": "CA1"}',
        b"<Response/>",
        b"--boundary\r\nContent-Disposition: form-data; name=CallSid\r\n\r\nCA1",
        bytes(range(256)),
        b"\x1f\x8b\x08=",
    ],
)
def test_bytes_that_are_no_form_are_refused(body: bytes) -> None:
    assert reason(body) == "not a form in UTF-8"


def test_letters_that_were_not_escaped_are_read_all_the_same() -> None:
    assert decode("CallSid=CA1&CallStatus=ringing&From=Peñã".encode(), {}).leg.caller == "Peñã"


def test_an_empty_form_names_no_call() -> None:
    assert reason(b"").startswith("CallSid is not")


def test_two_hundred_fields_are_read_and_one_more_is_refused() -> None:
    fields = list(PLAIN.items()) + [(f"x{number}", "") for number in range(MOST_FIELDS - len(PLAIN))]
    assert decode(form_bytes(fields), {}).leg == LEG
    assert reason(form_bytes([*fields, ("one", "more")])) == "more than 200 fields"


@pytest.mark.parametrize("one", ["x", "é", "☎", "\U0001f4de"])
def test_a_value_of_four_kilobytes_is_read_and_more_is_refused(one: str) -> None:
    longest = one * (LONGEST_VALUE // len(one.encode()))
    assert event(Other=longest) == Silent()
    assert refused(Other=longest + one) == "a field of more than 4096 bytes"
    assert refused(**{longest + one: ""}) == "a field of more than 4096 bytes"


@pytest.mark.parametrize(
    "body",
    [
        b"CallSid=CA1&CallStatus=in-progress&Digits=4111111111111111x",
        b"CallSid=CA1&CallStatus=in-progress&Digits=4111111111111111%ff",
        b"CallSid=4111111111111111+&CallStatus=in-progress",
        b"4111111111111111",
        b"CallSid=CA1&CallStatus=4111111111111111",
        b"CallSid=CA1&CallStatus=in-progress&DialCallStatus=4111111111111111",
    ],
)
def test_what_was_sent_stands_nowhere_in_the_error_nor_in_what_it_came_from(body: bytes) -> None:
    with pytest.raises(BadFormError) as caught:
        decode(body, {})
    assert caught.value.__context__ is None
    raised = traceback.TracebackException.from_exception(caught.value)
    assert "4111111111111111" not in repr(caught.value) + "".join(raised.format_exception_only())


def test_keys_stay_secret_when_they_are_decoded() -> None:
    webhook = decode(form_bytes((PLAIN | {"Digits": "4111111111111111"}).items()), {})
    assert "4111" not in repr(webhook)


# What the other half makes.


def fields_of(event: WireEvent, leg: Leg = LEG, finished_on: str = "") -> dict[str, str]:
    pairs = encode(Webhook(leg, event), finished_on=finished_on)
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def test_every_request_names_both_parties_twice_and_their_places_empty() -> None:
    fields = fields_of(Silent())
    assert fields | PLAIN == fields
    assert (fields["Caller"], fields["Called"]) == (fields["From"], fields["To"])
    assert (fields["ApiVersion"], fields["Direction"]) == ("2010-04-01", "inbound")
    places = [name for name in fields if name.endswith(("City", "State", "Zip", "Country"))]
    assert len(places) == 16
    assert {fields[name] for name in places} == {""}
    assert not {"ParentCallSid", "Digits", "msg", "CallDuration", "DialCallStatus"} & set(fields)


def test_a_gather_that_ended_sends_its_keys_and_the_key_that_ended_it() -> None:
    fields = fields_of(Keyed(Secret("123")), finished_on="#")
    assert (fields["Digits"], fields["msg"], fields["FinishedOnKey"]) == ("123", "Gather End", "#")
    assert fields_of(Keyed(Secret("123")))["FinishedOnKey"] == ""


def test_a_dial_that_ended_sends_only_what_is_known() -> None:
    fields = fields_of(DialEnded(DialStatus.COMPLETED, bridged=True, seconds=9, child="CA2"))
    dial = {name: value for name, value in fields.items() if name.startswith("Dial")}
    assert dial == {
        "DialCallStatus": "completed",
        "DialBridged": "true",
        "DialCallDuration": "9",
        "DialCallSid": "CA2",
    }
    bare = fields_of(DialEnded(DialStatus.BUSY))
    assert [name for name in bare if name.startswith("Dial")] == ["DialCallStatus"]


def test_the_last_report_of_a_call_says_how_long_it_was() -> None:
    assert fields_of(HungUp(61), OVER)["CallDuration"] == "61"
    assert "CallDuration" not in fields_of(HungUp(), OVER)


def test_a_child_leg_names_its_parent() -> None:
    leg = Leg("CA2", "AC1", "+15550100", "+15550111", CallStatus.IN_PROGRESS, "outbound-dial", parent="CA1")
    fields = fields_of(Silent(), leg)
    assert (fields["ParentCallSid"], fields["Direction"]) == ("CA1", "outbound-dial")


def test_further_fields_are_added_or_take_the_place_of_empty_ones() -> None:
    pairs = encode(Webhook(LEG, Silent()), extra=[("FromCity", "OAKLAND"), ("StirVerstat", "TN-Validation-Passed-A")])
    assert dict(pairs)["FromCity"] == "OAKLAND"
    assert dict(pairs)["StirVerstat"] == "TN-Validation-Passed-A"
    assert [name for name, _ in pairs].count("FromCity") == 1


@pytest.mark.parametrize(
    ("leg", "event"),
    [
        (OVER, Silent()),
        (OVER, Keyed(Secret("1"))),
        (OVER, Dequeued(QueueResult.BRIDGED)),
        (OVER, Recorded("", 3)),
        (LEG, HungUp()),
        (LEG, Dequeued(QueueResult.HANGUP)),
        (LEG, Keyed(Secret(""))),
    ],
)
def test_what_no_carrier_sends_is_not_encoded(leg: Leg, event: WireEvent) -> None:
    with pytest.raises(ValueError, match=r"cannot be reported|no keys were keyed"):
        encode(Webhook(leg, event))


def test_a_form_is_written_as_browsers_write_it() -> None:
    assert (
        form_bytes([("msg", "Gather End"), ("From", "+1é"), ("Empty", "")]) == b"msg=Gather+End&From=%2B1%C3%A9&Empty="
    )


# The mirror.

sids = st.text("ABCXYZabcxyz0189:_-", min_size=1, max_size=64)
anything = st.text(max_size=20)
seconds = st.one_of(st.none(), st.integers(0, 999_999_999))
statuses = st.sampled_from(CallStatus)


def legs(status: st.SearchStrategy[CallStatus]) -> st.SearchStrategy[Leg]:
    return st.builds(
        Leg,
        call=sids,
        account=anything,
        caller=anything,
        called=anything,
        status=status,
        direction=anything,
        parent=st.one_of(st.none(), sids),
    )


heard = st.one_of(
    st.just(Silent()), st.builds(Keyed, st.builds(Secret, st.text("0123456789*#ABCDwW", min_size=1, max_size=80)))
)
dials = st.builds(
    DialEnded,
    st.sampled_from(DialStatus),
    bridged=st.sampled_from((None, True, False)),
    seconds=seconds,
    child=st.one_of(st.none(), sids),
)
stays = st.builds(Dequeued, st.sampled_from([one for one in QueueResult if one is not QueueResult.HANGUP]), seconds)
recordings = st.just("") | st.text("0123456789abcdefABCDEF", min_size=32, max_size=32).map("RE{}".format)
messages = st.builds(Recorded, recordings, st.integers(0, 999_999_999), st.just(False))
ended_messages = st.builds(Recorded, recordings, st.integers(0, 999_999_999), st.just(True))
going_on = statuses.filter(lambda status: not status.over)
webhooks = st.one_of(
    st.builds(Webhook, legs(going_on), st.one_of(heard, stays, messages)),
    st.builds(Webhook, legs(statuses.filter(lambda status: status.over)), st.builds(HungUp, seconds)),
    st.builds(Webhook, legs(statuses), dials | ended_messages),
)
extras = st.lists(st.tuples(anything.map("X-{}".format), anything), max_size=4)


@settings(max_examples=200, deadline=None)
@given(webhooks, extras, st.sampled_from(("", "#", "*")))
def test_what_is_encoded_is_decoded_as_it_was(webhook: Webhook, extra: list[tuple[str, str]], finished_on: str) -> None:
    if isinstance(webhook.event, Recorded) and webhook.event.hung_up:
        finished_on = ""
    body = form_bytes(encode(webhook, finished_on=finished_on, extra=extra))
    assert decode(body, {}) == webhook
    assert parse_qs(body.decode(), keep_blank_values=True)["CallSid"] == [webhook.leg.call]


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=60), st.text("CalSid=&%+ringt1\xe9", max_size=60).map(str.encode)))
def test_any_bytes_at_all_are_a_webhook_or_a_bad_form(tail: bytes) -> None:
    assert outcome(tail) in ("webhook", "bad form")
    assert outcome(b"CallSid=CA1&CallStatus=ringing&" + tail) in ("webhook", "bad form")


def outcome(body: bytes) -> str:
    """Any other exception fails the test by itself."""
    try:
        decode(body, {})
    except BadFormError:
        return "bad form"
    return "webhook"
