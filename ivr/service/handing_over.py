"""The hand-off card: what a representative is told of a call, folded from its state and its journal. Kept nowhere."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from ivr.dialog.journal import Entry, Happening
from ivr.dialog.program import Asking, Program, Recording
from ivr.dialog.prompts import VERIFIERS, Known
from ivr.dialog.state import CallState
from ivr.line.reach import node_of
from ivr.routing.floor import Waiter
from ivr.service.desk_views import Card
from ivr.service.floor_ports import HandOff
from ivr.speech.languages import language_name
from ivr.speech.money import parse_money
from ivr.telephony.outcomes import FetchOutcome, PayOutcome, RingOutcome

MOST_STATIONS = 12
"""Of the way a caller came; the last ones say the most."""

_PROOFS = {
    Known.ACCOUNT_PIN: "PIN",
    Known.ACCOUNT_BILL_CODE: "code on the bill",
    Known.ACCOUNT_ZIP: "ZIP code",
    Known.ACCOUNT_PHONE_LAST4: "telephone number on file",
}
_SIGNS = {"USD": "$"}
_FAILED = {
    (Happening.LOOKED_UP, FetchOutcome.REFUSED): "account and proof did not match",
    (Happening.LOOKED_UP, FetchOutcome.DOWN): "the account directory did not answer",
    (Happening.LOOKED_UP, FetchOutcome.UNKNOWN): "the account directory did not answer",
    (Happening.PAID, PayOutcome.DECLINED): "the card was declined",
    (Happening.PAID, PayOutcome.FAILED): "the payment company did not answer",
    (Happening.PAID, PayOutcome.CANCELLED): "the payment was broken off",
    (Happening.PAID, PayOutcome.UNKNOWN): "nobody knows whether the payment was taken",
    (Happening.TEXTED, FetchOutcome.REFUSED): "a text could not be sent",
    (Happening.TEXTED, FetchOutcome.DOWN): "a text could not be sent",
    (Happening.RECORDED_PAYMENT, FetchOutcome.DOWN): "the payment could not be noted on the account",
    (Happening.RING_ENDED, RingOutcome.NOANSWER): "a representative did not answer",
}


def card_of(
    program: Program, state: CallState, journal: Sequence[Entry], waiter: Waiter | None, since: datetime
) -> Card:
    """Of a call in progress."""
    values = state.values
    return Card(
        call="",
        since=since,
        account=state.secrets.get(Known.ACCOUNT_NUMBER),
        account_last4=values.get(Known.ACCOUNT_LAST4, ""),
        reason=in_words(values.get(Known.CALLER_REASON, "")),
        verified=_verified(values, journal),
        language=language_name(state.language or program.voice.language, "en-US"),
        phone_last4=values.get(Known.CALLER_PHONE_LAST4, ""),
        reference_last4=values.get(Known.CALLER_REFERENCE_LAST4, ""),
        amount=written_amount(values.get(Known.PAYMENT_AMOUNT, "")),
        path=_path(program, journal),
        failed=tuple(dict.fromkeys(_failed(program, journal))),
        waited=0 if waiter is None else max(0, round((since - waiter.entered).total_seconds())),
        callback=waiter is not None and bool(waiter.token),
    )


def card_after(call: str, hand_off: HandOff, since: datetime) -> Card:
    """Of a call that is over: what may be seen for longer than it lasts."""
    told = dict(hand_off)
    language = told.get(Known.CALLER_LANGUAGE, "")
    return Card(
        call=call,
        since=since,
        account_last4=told.get(Known.ACCOUNT_LAST4, ""),
        reason=in_words(told.get(Known.CALLER_REASON, "")),
        language=language_name(language, "en-US") if language else "",
        phone_last4=told.get(Known.CALLER_PHONE_LAST4, ""),
        reference_last4=told.get(Known.CALLER_REFERENCE_LAST4, ""),
    )


def in_words(name: str) -> str:
    """A name an author gave, as it is read."""
    return name.partition(".")[0].replace("_", " ")


def written_amount(text: str) -> str:
    """`4510 USD` as $45.10; empty for nothing."""
    if not text:
        return ""
    minor, currency = parse_money(text)
    sign, amount = ("-" if minor < 0 else ""), f"{abs(minor) // 100:,}.{abs(minor) % 100:02}"
    return f"{sign}{_SIGNS[currency]}{amount}" if currency in _SIGNS else f"{sign}{amount} {currency}"


def _verified(values: Mapping[str, str], journal: Sequence[Entry]) -> str:
    """By what was keyed last before the answer that counts."""
    proof, by = "", ""
    for entry in journal:
        if entry.kind is Happening.KEYED and entry.detail in VERIFIERS:
            proof = _PROOFS[Known(entry.detail)]
        if entry.kind is Happening.LOOKED_UP and entry.detail in (FetchOutcome.VERIFIED, FetchOutcome.RECOGNISED):
            by = proof
    tier = values.get(Known.ACCOUNT_TIER, "")
    if not by or not tier or tier == "T0":
        return ""
    return f"by {by}" if values.get(Known.ACCOUNT_VERIFIED) == "yes" else f"by {by}: may pay, may not hear amounts"


def _path(program: Program, journal: Sequence[Entry]) -> tuple[str, ...]:
    """The questions a caller came by, in the author's own names."""
    stations: list[str] = []
    for entry in journal:
        if entry.kind is not Happening.ENTERED or not isinstance(program.dialogs.get(entry.dialog), Asking | Recording):
            continue
        words = in_words(node_of(entry.dialog))
        if words not in stations[-1:]:
            stations.append(words)
    return tuple(stations[-MOST_STATIONS:])


def _failed(program: Program, journal: Sequence[Entry]) -> Iterator[str]:
    """Only questions are exhausted by their answers; of a look-up or a payment each failure stands here already."""
    for entry in journal:
        words = next((text for (kind, end), text in _FAILED.items() if entry.kind is kind and entry.detail == end), "")
        if words:
            yield words
        elif entry.kind is Happening.EXHAUSTED and isinstance(program.dialogs.get(entry.dialog), Asking):
            yield f"{in_words(node_of(entry.dialog))}: no usable answer"
        elif entry.kind is Happening.LIMITED:
            yield "silent, or no usable answer, too often"
        elif entry.kind is Happening.KEYED_A_CARD:
            yield "a card number was keyed where it does not belong"
