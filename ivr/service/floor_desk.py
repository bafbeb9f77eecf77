"""The desk over the floor: what pages show, gathered, and what people choose, made to happen."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import structlog

from ivr.dialog.prompts import Known
from ivr.dialog.state import CallState
from ivr.line.reach import node_of
from ivr.routing.availability import presence, standing_of
from ivr.routing.floor import Activity, Floor, Standing, Waiter
from ivr.routing.lining_up import foremost, line_of
from ivr.routing.moves import chose, closed, opened
from ivr.routing.roster import Chosen, Representative
from ivr.service.acd import Acd
from ivr.service.calling_back import CallBacks
from ivr.service.desk_views import Card, InLine, OnTheLine, Person, RepresentativeView, SupervisorView
from ivr.service.floor_ports import Disposition, Recordings, Talked, Talks, Voicemails
from ivr.service.handing_over import card_after, card_of, in_words
from ivr.service.lines import Lines, UnknownVersionError
from ivr.service.ports import Store, UnreadableStateError

REFRESH = 5
"""Seconds after which a page may look different although nothing on the floor has changed."""

_log = structlog.get_logger()
MOST_TALKS = 10


class FloorDesk:
    """The desk of one line. `recordings` is None where the carrier's account is not known."""

    def __init__(
        self,
        acd: Acd,
        store: Store,
        lines: Lines,
        *,
        talks: Talks,
        voicemails: Voicemails,
        callbacks: CallBacks,
        recordings: Recordings | None = None,
    ) -> None:
        self._acd = acd
        self._store = store
        self._lines = lines
        self._talks = talks
        self._voicemails = voicemails
        self._callbacks = callbacks
        self._recordings = recordings

    def version(self) -> int:
        """With every change of the floor, and every few seconds for what is not on it."""
        return self._acd.board.version() + int(self._acd.clock.now().timestamp()) // REFRESH

    def representative(self, me: str) -> RepresentativeView:
        now, floor, staff = self._now(), self._acd.board.look(), self._acd.staff
        person = staff.get(me)
        if person is None:
            return RepresentativeView(self.version(), now, None)
        standing = standing_of(floor, staff, me, now)
        talks = self._talks.of(me)[:MOST_TALKS]
        undone = next((talk.call for talk in talks[:1] if talk.ended is not None and talk.disposition is None), "")
        return RepresentativeView(
            version=self.version(),
            now=now,
            me=_person(person, standing),
            card=self._card(floor, standing, talks),
            line=tuple(one for one in _line(floor) if one.group in person.groups),
            voicemails=tuple(one for one in self._voicemails.all() if one.group in person.groups),
            talks=talks,
            to_dispose=undone,
            can_take=foremost(floor, staff, person, now, calls_back=self._acd.calls_back(floor)) is not None
            and standing.activity not in (Activity.RINGING, Activity.TALKING),
            wrap_up_until=standing.until if standing.activity is Activity.WRAP_UP else None,
            emergency=floor.emergency,
        )

    def supervisor(self) -> SupervisorView:
        now, floor, staff = self._now(), self._acd.board.look(), self._acd.staff
        spoken = self._lines.current.voice.language
        people = (_person(one, standing_of(floor, staff, one.id, now)) for one in staff.representatives)
        return SupervisorView(
            version=self.version(),
            now=now,
            people=tuple(people),
            line=_line(floor),
            on_the_line=tuple(_on_the_line(*one, spoken) for one in self._store.in_progress()),
            voicemails=self._voicemails.all(),
            emergency=floor.emergency,
        )

    def choose(self, me: str, chosen: Chosen) -> None:
        now = self._acd.clock.now()
        self._acd.change(lambda floor: chose(floor, self._acd.staff, me, chosen, now))

    def take(self, me: str) -> bool:
        return self._acd.take(me) is not None

    def dispose(self, me: str, call: str, disposition: Disposition) -> bool:
        return self._talks.dispose(call, me, disposition)

    def heard(self, recording: str, by: str) -> bool:
        return self._voicemails.heard(recording, by, self._acd.clock.now())

    def sound(self, recording: str) -> bytes | None:
        known = any(one.recording == recording for one in self._voicemails.all())
        return self._recordings.fetch(recording) if known and self._recordings is not None else None

    def close(self, by: str) -> None:
        _log.info("office closed in an emergency", by=by)
        now = self._acd.clock.now()
        self._acd.change(lambda floor: closed(floor, by, now))

    def open(self, by: str) -> None:
        _log.info("office opened again", by=by)
        self._acd.change(opened)

    def set_aside(self, call: str) -> bool:
        return self._callbacks.set_aside(call)

    def _now(self) -> datetime:
        """In the time zone of the office."""
        calendars = self._lines.current.calendars.values()
        zone = next((one.zone for one in calendars), UTC)
        return self._acd.clock.now().astimezone(zone)

    def _card(self, floor: Floor, standing: Standing, talks: Sequence[Talked]) -> Card | None:
        """Of the call that rings, goes on, or has just ended."""
        if not standing.call or standing.activity is Activity.IDLE:
            return None
        state = self._state(standing.call)
        if state is None:
            talk = next((one for one in talks if one.call == standing.call), None)
            return card_after(standing.call, talk.hand_off if talk else (), talk.began if talk else standing.since)
        try:
            program = self._lines.program(state.digest)
        except UnknownVersionError:
            return None
        journal, waiter = self._store.journal(standing.call), floor.waiting.get(standing.call)
        card = card_of(program, state, journal, waiter, standing.since)
        has_it = standing.activity is Activity.TALKING
        return replace(card, call=standing.call, account=card.account if has_it else None)

    def _state(self, call: str) -> CallState | None:
        try:
            return self._store.state(call)
        except UnreadableStateError:
            return None


def _person(person: Representative, standing: Standing) -> Person:
    return Person(
        id=person.id,
        name=person.name,
        presence=presence(standing).value,
        since=standing.since,
        taken=standing.taken,
        missed=standing.missed,
        groups=person.groups,
        languages=person.languages,
        call=standing.call,
        chosen=standing.chosen.value,
    )


def _line(floor: Floor) -> tuple[InLine, ...]:
    """By group, then by place."""
    groups = sorted({one.group for one in floor.waiting.values()})
    return tuple(
        _in_line(waiter, position) for group in groups for position, waiter in enumerate(line_of(floor, group), start=1)
    )


def _in_line(waiter: Waiter, position: int) -> InLine:
    told = dict(waiter.hand_off)
    return InLine(
        call=waiter.token or waiter.call,
        group=waiter.group,
        position=position,
        since=waiter.entered,
        state=waiter.status.value,
        callback=bool(waiter.token),
        language=waiter.language,
        reason=in_words(told.get(Known.CALLER_REASON, "")),
        account_last4=told.get(Known.ACCOUNT_LAST4, ""),
        phone_last4=told.get(Known.CALLER_PHONE_LAST4, ""),
        tries=waiter.tries,
    )


def _on_the_line(call: str, began: datetime, state: CallState, spoken: str) -> OnTheLine:
    """`spoken` is the line's language, which callers hear until they choose another."""
    return OnTheLine(
        call=call,
        began=began,
        at=in_words(node_of(state.at)),
        language=state.language or spoken,
        account_last4=state.values.get(Known.ACCOUNT_LAST4, ""),
        reason=in_words(state.values.get(Known.CALLER_REASON, "")),
        waits=state.held is not None,
    )
