"""A text on its way: sent, then delivered, or undelivered to a telephone that fails. Source: Twilio, "Message resource"
and "Track message status". Nobody reads the answer to a callback, and one that fails changes nothing."""

from ivr.carrier.debugger import DocumentError, Entry, Level, without_query
from ivr.carrier.http import Courier
from ivr.carrier.phones import Phone
from ivr.carrier.rest.holdings import Holdings, Message
from ivr.carrier.rest.orders import Deliver
from ivr.carrier.rest.shapes import API_VERSION

UNREACHABLE = 30003


async def deliver(order: Deliver, phone: Phone, courier: Courier, account: str, holdings: Holdings) -> None:
    await _pass(order, "sent", courier, account, holdings)
    if phone.fails:
        order.message.error_code = UNREACHABLE
    await _pass(order, "undelivered" if phone.fails else "delivered", courier, account, holdings)


async def _pass(order: Deliver, status: str, courier: Courier, account: str, holdings: Holdings) -> None:
    order.message.status = status
    if order.status_url is None:
        return
    try:
        await courier.ask("POST", order.status_url, _pairs(order.message, account), order.message.sid)
    except DocumentError as error:
        holdings.debugger.append(Entry(0.0, Level.WARNING, error.code, error.message, without_query(error.url)))


def _pairs(message: Message, account: str) -> tuple[tuple[str, str], ...]:
    pairs = (
        ("MessageSid", message.sid),
        ("SmsSid", message.sid),
        ("AccountSid", account),
        ("From", message.from_),
        ("To", message.to),
        ("MessageStatus", message.status),
        ("SmsStatus", message.status),
        ("ApiVersion", API_VERSION),
    )
    code = () if message.error_code is None else (("ErrorCode", str(message.error_code)),)
    return (*pairs, *code)
