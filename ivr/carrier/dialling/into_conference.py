"""A caller is put into a conference, and out of it when somebody's leaving ends it.

Source: Twilio, Conference and Dial. Not documented, and chosen here: the wait document is heard once, then there is
silence; a full room is `failed`; DialBridged says whether the conference had started while the caller was in it.
"""

import asyncio

from ivr.carrier.conferences import Pairs, Participant, Room
from ivr.carrier.debugger import DocumentError
from ivr.carrier.dialling.way import star
from ivr.carrier.music import keep_silent, listen_to_music
from ivr.carrier.office import Extra, Stage, opening
from ivr.carrier.racing import first_of, unless_gone
from ivr.telephony.events import DialEnded
from ivr.telephony.outcomes import DialStatus
from ivr.twiml.nouns import Conference
from ivr.twiml.passing import Unknown, Unperformed
from ivr.twiml.verbs import Dial, Pause, Play, Redirect, Say

_HEARD_WAITING = frozenset((Say, Play, Pause, Redirect, Unknown, Unperformed))


class IntoConference:
    def __init__(self, verb: Dial, noun: Conference, stage: Stage) -> None:
        self._verb = verb
        self._noun = noun
        self._stage = stage
        self._room: Room = stage.office.premises.conferences.named(noun)
        self._participant = Participant(stage.who, noun, self._send, stage.office.timestamp, stage.leg.wire)
        self._status = DialStatus.ANSWERED
        self._bridged = False

    def event(self) -> DialEnded:
        """A conference has no other leg to name, and no duration (Twilio, Dial)."""
        return DialEnded(self._status, self._bridged)

    def extra(self) -> Extra:
        return ()

    async def let_go(self) -> None:
        self._room.leave(self._participant)

    async def connect(self) -> None:
        stage = self._stage
        if not stage.leg.answered:
            await stage.leg.answer()
        if not self._room.enter(self._participant, self._callback()):
            self._status = DialStatus.FAILED
            return
        ends = [self._inside(), asyncio.sleep(self._verb.time_limit)]
        await unless_gone(stage.leg, first_of(*ends, *([star(stage.leg)] if self._verb.hangup_on_star else [])))
        stage.leg.interrupted()
        if self._bridged:
            stage.leg.unbridged()

    async def _inside(self) -> None:
        room, leg = self._room, self._stage.leg
        if not room.started:
            await first_of(self._until_started(), self._wait())
            leg.interrupted()
        if not room.ended:
            self._bridged = True
            leg.bridged(f"the conference {room.name}")
            room.talk(self._participant)
        while not room.ended:
            await room.change(None)

    async def _until_started(self) -> None:
        while not self._room.started and not self._room.ended:
            await self._room.change(None)

    async def _wait(self) -> None:
        stage, noun = self._stage, self._noun
        if noun.wait_url is None:
            await listen_to_music(stage)
        elif noun.wait_url:
            address = stage.address(noun.wait_url)
            inner = Stage(stage.office, stage.leg, stage.who, address, allowed=_HEARD_WAITING)
            try:
                await stage.office.aside(inner, opening(address, noun.wait_method))
            except DocumentError as error:
                stage.office.fail(error.code, error.message, error.url)
        await keep_silent(stage.leg)

    def _callback(self) -> str | None:
        """The address of the statusCallback; one that is none is as good as none."""
        try:
            return None if self._noun.status_callback is None else self._stage.address(self._noun.status_callback)
        except DocumentError as error:
            self._stage.office.warn(15003, error.message, self._stage.base)
            return None

    def _send(self, url: str, method: str, pairs: Pairs) -> None:
        self._stage.office.spawn(self._stage.report_pairs(url, method, pairs))
