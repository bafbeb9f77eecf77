"""Messages: what a line writes to its callers. Source: Twilio, "Message resource"; errors 21211, 21610, 21617."""

from collections.abc import Mapping

from ivr.carrier.phones import Phone
from ivr.carrier.rest.desk import Desk
from ivr.carrier.rest.holdings import Holdings, Message
from ivr.carrier.rest.orders import Deliver
from ivr.carrier.rest.parameters import Parameters
from ivr.carrier.rest.problems import RestProblemError, not_found
from ivr.carrier.rest.shapes import Account, message_shape

LONGEST_BODY = 1600  # characters; Twilio, error 21617


class Messages:
    def __init__(self, account: Account, holdings: Holdings, phones: Mapping[str, Phone], desk: Desk) -> None:
        self._account = account
        self._holdings = holdings
        self._phones = phones
        self._desk = desk

    def create(self, sent: Parameters) -> dict[str, object]:
        to = sent.number("To", 21604, 21211)
        service = sent.text("MessagingServiceSid")
        from_ = "" if service and not sent.has("From") else self._sender(sent)
        body, media = sent.text("Body"), tuple(sent.texts("MediaUrl"))
        if not body and not media:
            raise RestProblemError(400, 21602, "Message body is required")
        if len(body) > LONGEST_BODY:
            raise RestProblemError(400, 21617, f"The message body has more than {LONGEST_BODY} characters")
        status_url = sent.callback("StatusCallback")
        phone = self._phones.get(to)
        if phone is not None and phone.unsubscribed:
            raise RestProblemError(400, 21610, "Attempt to send to unsubscribed recipient")
        message = Message(to, from_, body, self._account.now(), media, service)
        self._desk.take(Deliver(message, status_url))
        self._holdings.messages.append(message)
        return message_shape(self._account, message)

    def fetch(self, sid: str) -> dict[str, object]:
        for message in self._holdings.messages:
            if message.sid == sid:
                return message_shape(self._account, message)
        raise not_found()

    def list(self, query: Parameters) -> list[dict[str, object]]:
        """The newest first."""
        chosen = [
            message
            for message in reversed(self._holdings.messages)
            if query.text("To", message.to) == message.to and query.text("From", message.from_) == message.from_
        ]
        return [message_shape(self._account, message) for message in chosen]

    def _sender(self, sent: Parameters) -> str:
        sender = sent.number("From", 21603, 21212)
        if not self._holdings.owns(sender):
            raise RestProblemError(400, 21606, "The 'From' number is not one of this account's")
        return sender
