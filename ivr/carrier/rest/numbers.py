"""IncomingPhoneNumbers: the account's numbers, and what they call. Source: Twilio, "IncomingPhoneNumber resource"."""

from collections.abc import Mapping

from ivr.carrier.rest.holdings import Holdings, OwnNumber
from ivr.carrier.rest.parameters import Parameters
from ivr.carrier.rest.problems import not_found
from ivr.carrier.rest.shapes import Account, number_shape

_URLS: Mapping[str, str] = {"VoiceUrl": "voice_url", "VoiceFallbackUrl": "voice_fallback_url"}
_METHODS: Mapping[str, str] = {
    "VoiceMethod": "voice_method",
    "VoiceFallbackMethod": "voice_fallback_method",
    "StatusCallbackMethod": "status_callback_method",
}
_TEXTS: Mapping[str, str] = {
    "FriendlyName": "friendly_name",
    "VoiceApplicationSid": "voice_application_sid",
    "TrunkSid": "trunk_sid",
}


class Numbers:
    def __init__(self, account: Account, holdings: Holdings) -> None:
        self._account = account
        self._holdings = holdings

    def list(self, query: Parameters) -> list[dict[str, object]]:
        """PhoneNumber finds numbers that hold those digits anywhere, as Twilio's filter does."""
        part, name = query.text("PhoneNumber").replace("*", ""), query.text("FriendlyName")
        chosen = [
            one
            for one in self._holdings.numbers.values()
            if part in one.phone_number and (not name or name == one.friendly_name)
        ]
        return [number_shape(self._account, one) for one in chosen]

    def fetch(self, sid: str) -> dict[str, object]:
        return number_shape(self._account, self._number(sid))

    def update(self, sid: str, sent: Parameters) -> dict[str, object]:
        """All or nothing: a bad parameter changes nothing."""
        number = self._number(sid)
        changes = {field: sent.url(name, 21502) or "" for name, field in _URLS.items() if sent.has(name)}
        changes |= {field: sent.method(name) for name, field in _METHODS.items() if sent.has(name)}
        changes |= {field: sent.text(name) for name, field in _TEXTS.items() if sent.has(name)}
        if sent.has("StatusCallback"):
            changes["status_callback"] = sent.callback("StatusCallback") or ""
        for field, value in changes.items():
            setattr(number, field, value)
        return number_shape(self._account, number)

    def _number(self, sid: str) -> OwnNumber:
        for number in self._holdings.numbers.values():
            if number.sid == sid:
                return number
        raise not_found()
