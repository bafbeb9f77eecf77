"""The floor of an installation: who takes calls, who waits, and the desk over both."""

import hashlib
import hmac
from dataclasses import dataclass
from urllib.parse import urlsplit

from twilio.rest import Client

from ivr.bootstrap.settings import Settings
from ivr.control.twilio import TwilioCallControl, TwilioRecordings, control_client
from ivr.line.callbacks import CallbackTerms
from ivr.line.line import Line
from ivr.routing.roster import Staff
from ivr.service.acd import Acd
from ivr.service.calling_back import CallBacks
from ivr.service.floor_desk import FloorDesk
from ivr.service.floor_office import FloorOffice
from ivr.service.floor_ports import CallControl
from ivr.service.lines import Lines
from ivr.service.ports import Clock, Store, Texts
from ivr.service.sides import Routes
from ivr.service.signing_in import SignIn
from ivr.service.transfers import Transfers
from ivr.stores.desk_store import DeskStore


@dataclass(frozen=True, slots=True)
class FloorParts:
    """What lines and pages share."""

    office: FloorOffice
    transfers: Transfers
    desk: FloorDesk
    sign_in: SignIn
    store: DeskStore


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the floor stands on."""

    store: Store
    desk_store: DeskStore
    lines: Lines
    clock: Clock
    texts: Texts
    routes: Routes
    key: str


def floor_of(settings: Settings, line: Line, staff: Staff, around: Surroundings, client: Client | None) -> FloorParts:
    """`client` takes the place of one for the account that the environment names; without either nobody is called back, and
    callers leave the queue at the end of what they hear there."""
    kept, clock = around.desk_store, around.clock
    control = _control(settings, client)
    acd = Acd(kept.board, kept.talks, staff, clock, control=control, voice=around.routes.voice)
    callbacks = CallBacks(
        acd,
        kept.tickets,
        _terms(line),
        key=_derived(around.key, b"call backs"),
        texts=around.texts,
        path=around.routes.callbacks,
        ours=_ours(settings, line, staff),
        asked_for=kept.failures,
    )
    transfers = Transfers(acd, callbacks, kept.voicemails, around.store, _derived(around.key, b"whisper tokens"))
    recordings = TwilioRecordings(settings.account, settings.tokens[0]) if settings.account else None
    desk = FloorDesk(
        acd,
        around.store,
        around.lines,
        talks=kept.talks,
        voicemails=kept.voicemails,
        callbacks=callbacks,
        recordings=recordings,
    )
    sign_in = SignIn(kept.users, kept.failures, clock)
    return FloorParts(FloorOffice(acd, callbacks, sign_in), transfers, desk, sign_in, kept)


def desk_key(key: str) -> bytes:
    """What the desk's cookies are signed with."""
    return _derived(key, b"desk cookies")


def _control(settings: Settings, client: Client | None) -> CallControl | None:
    """Calls are placed from a number of ours; where there is none, calls that wait are brought out of the queue all the same."""
    if client is None and not settings.account:
        return None
    address = urlsplit(settings.public_url)
    client = client or control_client(settings.account, settings.tokens[0])
    return TwilioCallControl(client, f"{address.scheme}://{address.netloc}", settings.calls_from)


def _terms(line: Line) -> CallbackTerms | None:
    written = line.company.callbacks
    return None if written is None else written.terms(line.company.hours)


def _ours(settings: Settings, line: Line, staff: Staff) -> frozenset[str]:
    """What would ring the line itself, or a representative who is to talk to whoever is called. SIP addresses among them match
    no number."""
    people = (one.address for one in staff.representatives)
    ours = (settings.calls_from, settings.fallback_number, line.company.phone, *people)
    return frozenset(str(one) for one in ours if one)


def _derived(key: str, purpose: bytes) -> bytes:
    return hmac.digest(key.encode(), purpose, hashlib.sha256)
