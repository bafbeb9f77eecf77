"""Texts and payment links of a line, where company.yaml allows them and the environment says who sends them."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta

from twilio.rest import Client

from ivr.bootstrap.keeping import kept
from ivr.bootstrap.settings import Settings, SettingsError, file_of
from ivr.line.line import Line
from ivr.service.ports import Clock, Links, Texts
from ivr.stores.sealing import Sealer, new_key
from ivr.texts.ledger import Ledger
from ivr.texts.links import BadPageError, SignedLinks
from ivr.texts.memory import MemoryLedger
from ivr.texts.none import NoTexts
from ivr.texts.policy import TextRules
from ivr.texts.seals import Seals
from ivr.texts.sqlite import SqliteLedger
from ivr.texts.targets import MemoryTargets, SqliteTargets, Targets
from ivr.texts.twilio import TwilioTexts, twilio_client


@dataclass(frozen=True, slots=True)
class Writing:
    """What a line writes with. `links` is None where company.yaml names no page."""

    texts: Texts
    links: Links | None


def writing_of(settings: Settings, line: Line, clock: Clock, client: Client | None) -> Writing:
    """`client` takes the place of one for the account that the environment names. Raises SettingsError, StoreError.

    Its key is not the one that seals calls in progress: that one is replaced now and then, and who said stop must not be
    forgotten with it.
    """
    key = kept(settings, "texts.key", new_key)
    sealer = Sealer([key])
    seals = Seals(_derived(key, b"text numbers"), sealer.seal, sealer.open)
    return Writing(_texts(settings, line, clock, seals, client), _links(settings, line, clock, seals, key))


def _texts(settings: Settings, line: Line, clock: Clock, seals: Seals, client: Client | None) -> Texts:
    allowed = line.company.texts
    if allowed is None or not settings.text_sender:
        return NoTexts()
    if client is None and not settings.account:
        raise SettingsError("IVR_TEXT_SENDER is set, and TWILIO_ACCOUNT_SID is not: texts need both")
    client = client or twilio_client(settings.account, settings.tokens[0])
    path = file_of(settings)
    ledger: Ledger = MemoryLedger() if path is None else SqliteLedger(path, seals)
    try:
        rules = TextRules(frozenset(allowed.countries), allowed.per_call, allowed.per_day)
    except ValueError as error:
        raise SettingsError(f"texts in company.yaml: {error}") from None
    return TwilioTexts(client, settings.text_sender, ledger, rules, clock)


def _links(settings: Settings, line: Line, clock: Clock, seals: Seals, key: str) -> Links | None:
    page = line.company.pay.link
    if page is None:
        return None
    path = file_of(settings)
    targets: Targets = MemoryTargets() if path is None else SqliteTargets(path, seals)
    try:
        return SignedLinks(page.page, _derived(key, b"payment links"), clock, targets, timedelta(hours=page.hours))
    except BadPageError as error:
        raise SettingsError(f"pay.link in company.yaml: {error}") from None


def _derived(key: str, purpose: bytes) -> bytes:
    return hmac.digest(key.encode(), purpose, hashlib.sha256)
