"""What the API says about a thing: the JSON of Twilio's REST API, as far as this box knows it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime

from ivr.carrier.rest.holdings import CallRecord, Message, OwnNumber

API_VERSION = "2010-04-01"


@dataclass(frozen=True, slots=True)
class Account:
    """Whose API it is, and its clock."""

    sid: str
    token: str = field(repr=False)
    now: Callable[[], datetime] = field(repr=False)

    @property
    def path(self) -> str:
        return f"/{API_VERSION}/Accounts/{self.sid}"


def stamp(moment: datetime | None) -> str | None:
    """RFC 2822, in GMT."""
    return None if moment is None else format_datetime(moment, usegmt=True)


def account_shape(account: Account) -> dict[str, object]:
    return {
        "sid": account.sid,
        "friendly_name": "A phone network in a box",
        "status": "active",
        "type": "Full",
        "uri": f"{account.path}.json",
    }


def message_shape(account: Account, message: Message) -> dict[str, object]:
    return {
        "sid": message.sid,
        "account_sid": account.sid,
        "api_version": API_VERSION,
        "to": message.to,
        "from": message.from_ or None,
        "body": message.body,
        "messaging_service_sid": message.service or None,
        "num_media": str(len(message.media)),
        "num_segments": "1",
        "direction": "outbound-api",
        "status": message.status,
        "error_code": message.error_code,
        "error_message": None,
        "date_created": stamp(message.sent),
        "date_sent": stamp(message.sent) if message.status == "delivered" else None,
        "date_updated": stamp(message.sent),
        "uri": f"{account.path}/Messages/{message.sid}.json",
    }


def call_shape(account: Account, record: CallRecord) -> dict[str, object]:
    seconds = record.seconds
    return {
        "sid": record.sid,
        "account_sid": account.sid,
        "api_version": API_VERSION,
        "to": record.to,
        "from": record.from_,
        "status": record.status.value,
        "direction": record.direction,
        "answered_by": record.answered_by,
        "date_created": stamp(record.created),
        "date_updated": stamp(record.ended or record.started or record.created),
        "start_time": stamp(record.started),
        "end_time": stamp(record.ended),
        "duration": None if seconds is None else str(seconds),
        "uri": f"{account.path}/Calls/{record.sid}.json",
    }


def number_shape(account: Account, number: OwnNumber) -> dict[str, object]:
    return {
        "sid": number.sid,
        "account_sid": account.sid,
        "api_version": API_VERSION,
        "phone_number": number.phone_number,
        "friendly_name": number.friendly_name or number.phone_number,
        "voice_url": number.voice_url,
        "voice_method": number.voice_method,
        "voice_fallback_url": number.voice_fallback_url,
        "voice_fallback_method": number.voice_fallback_method,
        "status_callback": number.status_callback,
        "status_callback_method": number.status_callback_method,
        "voice_application_sid": number.voice_application_sid,
        "trunk_sid": number.trunk_sid or None,
        "capabilities": {"voice": True, "sms": True, "mms": True, "fax": False},
        "status": "in-use",
        "uri": f"{account.path}/IncomingPhoneNumbers/{number.sid}.json",
    }
