"""Calls: placed, looked at, redirected and ended from outside. Source: Twilio, "Call resource"; errors 21201 to 21220,
32018. The hour and the price of a call are not this box's to know."""

from ivr.carrier.interruption import Inline
from ivr.carrier.outcome import Fetch, Finished
from ivr.carrier.rest.desk import Desk
from ivr.carrier.rest.holdings import CallRecord, Holdings, new_sid
from ivr.carrier.rest.orders import EVENTS, Interrupt, Outgoing, Place
from ivr.carrier.rest.parameters import Parameters
from ivr.carrier.rest.problems import RestProblemError, invalid, not_found
from ivr.carrier.rest.shapes import Account, call_shape
from ivr.telephony.outcomes import CallStatus

LONGEST_TWIML = 4000  # characters; Twilio, error 32018
LONGEST_RING = 600
LONGEST_CALL = 4 * 3600
_DETECTIONS = ("", "Enable", "DetectMessageEnd")


class Calls:
    def __init__(self, account: Account, holdings: Holdings, desk: Desk) -> None:
        self._account = account
        self._holdings = holdings
        self._desk = desk

    def create(self, sent: Parameters) -> dict[str, object]:
        to = sent.number("To", 21201, 21211)
        from_ = sent.number("From", 21213, 21212)
        if not self._holdings.owns(from_):
            raise RestProblemError(400, 21210, "The source phone number is not one of this account's")
        record = CallRecord(new_sid("CA"), to, from_, "outbound-api", self._account.now())
        self._desk.take(_place(record, sent))
        self._holdings.calls[record.sid] = record
        return call_shape(self._account, record)

    def update(self, sid: str, sent: Parameters) -> dict[str, object]:
        """A document in place of the present one, or the end. It takes effect when the carrier next runs."""
        record = self._record(sid)
        if record.status.over:
            raise RestProblemError(400, 21220, "Unable to update record: the call is over")
        if sent.has("Status"):
            self._end(record, sent.text("Status"))
        else:
            self._redirect(record, sent)
        return call_shape(self._account, record)

    def fetch(self, sid: str) -> dict[str, object]:
        return call_shape(self._account, self._record(sid))

    def list(self, query: Parameters) -> list[dict[str, object]]:
        """The newest first."""
        chosen = [
            record
            for record in reversed(self._holdings.calls.values())
            if query.text("To", record.to) == record.to
            and query.text("From", record.from_) == record.from_
            and query.text("Status", record.status.value) == record.status.value
        ]
        return [call_shape(self._account, record) for record in chosen]

    def _record(self, sid: str) -> CallRecord:
        record = self._holdings.calls.get(sid)
        if record is None:
            raise not_found()
        return record

    def _end(self, record: CallRecord, status: str) -> None:
        """`canceled` ends a call nobody has answered, `completed` any call."""
        if status not in ("completed", "canceled"):
            raise invalid("Status")
        answered = record.status is CallStatus.IN_PROGRESS
        if status == "canceled" and answered:
            return
        final = CallStatus.COMPLETED if answered else CallStatus.CANCELED
        if record.leg is None:
            record.finish(final, self._account.now())
        else:
            self._desk.take(Interrupt(record.interruption, Finished(final)))

    def _redirect(self, record: CallRecord, sent: Parameters) -> None:
        instead = _document(sent, live=True)
        if record.status is not CallStatus.IN_PROGRESS:
            raise RestProblemError(400, 21220, "Unable to update record: the call is not in-progress")
        self._desk.take(Interrupt(record.interruption, instead))


def _place(record: CallRecord, sent: Parameters) -> Place:
    detection = sent.text("MachineDetection")
    if detection not in _DETECTIONS:
        raise invalid("MachineDetection")
    outgoing = Outgoing(
        record,
        _document(sent, live=False),
        tuple(event for event in sent.texts("StatusCallbackEvent") if event in EVENTS) or ("completed",),
        sent.whole("Timeout", 60, least=1, most=LONGEST_RING),
        sent.whole("TimeLimit", LONGEST_CALL, least=1, most=LONGEST_CALL),
        detection,
        sent.text("SendDigits"),
    )
    return Place(
        outgoing,
        sent.url("FallbackUrl"),
        sent.method("FallbackMethod"),
        sent.callback("StatusCallback"),
        sent.method("StatusCallbackMethod"),
    )


def _document(sent: Parameters, *, live: bool) -> Fetch | Inline:
    twiml, url = sent.text("Twiml"), sent.url("Url")
    if twiml and url is not None and live:
        raise invalid("Twiml")
    if url is not None:  # of a new call the URL outranks the TwiML (Twilio, "Call resource")
        return Fetch(url, sent.method("Method"))
    if not twiml:
        raise RestProblemError(400, 21205, "Url parameter is required")
    if len(twiml) > LONGEST_TWIML:
        raise RestProblemError(400, 32018, f"The Twiml parameter has more than {LONGEST_TWIML} characters")
    return Inline(twiml, live)
