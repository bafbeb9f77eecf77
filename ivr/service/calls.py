"""One request on one leg: is it known, what does it mean, what changes, what is said.

The key of a request is its leg and the turn number in its URL. A turn that was answered gets the reply it got, byte
for byte; a turn not issued yet gets the present one; only the turn that is due moves the call. State, journal and
reply are saved together before anybody hears them.
"""

from collections.abc import Callable
from dataclasses import replace

import structlog

from ivr.dialog.fetching import request_of
from ivr.dialog.program import Connecting, Fetching, Holding, Paying, Program, Recording, Taking
from ivr.dialog.state import CallState
from ivr.dialog.step import Step, begin, step
from ivr.dialog.turn import Disconnect, Fetch, Ring, Turn
from ivr.dialog.world import Answered, Event, World
from ivr.routing.roster import Roster
from ivr.service.apology import apology
from ivr.service.back_office import BackOffice
from ivr.service.charging import charged
from ivr.service.closing import Closing
from ivr.service.lines import Lines
from ivr.service.ports import Clock, Exchange, Store, UnreadableStateError, Whisper
from ivr.service.present import present
from ivr.service.sides import CALLER, Routes, Side, number_of
from ivr.service.transfers import Transfers, keyed_or, verdict_of
from ivr.telephony.events import HungUp, Leg, Webhook
from ivr.twiml.render import render
from ivr.twiml.verbs import Document, Hangup

MOST_RACES = 5
"""How often a turn is decided again because somebody it would ring was just lost to another call; then nobody is rung."""

_log = structlog.get_logger()


class Calls:
    """Every call on this server. Safe to use from several threads; two requests of one call wait for each other."""

    def __init__(
        self,
        store: Store,
        office: BackOffice,
        lines: Lines,
        transfers: Transfers,
        clock: Clock,
        *,
        fallback_number: str | None = None,
        routes: Routes | None = None,
    ) -> None:
        self._store = store
        self._office = office
        self._lines = lines
        self._transfers = transfers
        self._acd = transfers.acd
        self._clock = clock
        self._routes = routes or Routes()
        self._closing = Closing(store, office, lines, transfers, clock)
        voice = lines.current.voice
        self.sorry = render(apology(fallback_number, voice.language, voice.name))
        self.goodbye = _GOODBYE

    # -- what the web edge calls --------------------------------------------------------------------------------------

    def voice(self, webhook: Webhook, turn: int) -> bytes:
        """A request on the caller's leg. Raises StoreError."""
        return self._request(webhook, turn, CALLER)

    def callback(self, webhook: Webhook, turn: int, token: str) -> bytes:
        """A request on the leg of somebody who is called back. Raises StoreError."""
        return self._request(webhook, turn, Side(callback=token))

    def whisper(self, webhook: Webhook, turn: int, token: str) -> bytes:
        """A request on a representative's leg. Raises StoreError."""
        whisper = self._store.whisper(token)
        if whisper is None:
            _log.warning("whisper of no call", leg=webhook.leg.call)
            return self.goodbye
        return self._request(webhook, turn, Side(whisper))

    def callback_status(self, webhook: Webhook, token: str) -> None:
        """How a call back ended, answered or not. Raises StoreError."""
        self._closing.callback_status(webhook, token)

    def status(self, webhook: Webhook) -> bool:
        """The call's last word. False when the call was never ours, or is closed already. Raises StoreError."""
        return self._closing.status(webhook)

    def sweep(self) -> int:
        """Close calls that never got a final status. Answers how many."""
        return self._closing.sweep()

    def tick(self) -> None:
        """What happens by itself; to be called about once a second. Raises StoreError."""
        self._acd.tick()

    # -- one request --------------------------------------------------------------------------------------------------

    def _request(self, webhook: Webhook, turn: int, side: Side) -> bytes:
        self._closing.now_and_then(first=turn == 0)
        call = webhook.leg.call
        with self._store.claim(call):
            given = self._store.reply(call, turn)
            if given is not None:
                _log.info("turn repeated", call=call, turn=turn)
                return given
            if self._store.closed(call):
                return self.goodbye
            return self._fresh(webhook, turn, side)

    def _fresh(self, webhook: Webhook, turn: int, side: Side) -> bytes:
        call = webhook.leg.call
        try:
            state = self._store.state(call)
        except UnreadableStateError as error:
            _log.error("state cannot be read", call=call, reason=str(error))
            return self._at_fault(side)
        if state is None:
            return self._first(webhook, turn, side)
        held = state.held is not None and turn == state.held.key
        if turn != state.turn and not held:
            _log.info("turn out of order", call=call, turn=turn, due=state.turn)
            return self._store.latest_reply(call) or self._at_fault(side)
        return self._next(webhook, turn, state, side)

    def _first(self, webhook: Webhook, turn: int, side: Side) -> bytes:
        leg = webhook.leg
        if turn != 0:
            _log.error("turn of a call that never began", call=leg.call, turn=turn)
            return self._at_fault(side)
        begins = self._begins(leg, side)
        if begins is None:
            return self.goodbye
        program, answered = begins
        moved = self._won(leg.call, self._world(leg, program, None), lambda world: begin(program, answered, world))
        return self._settle(leg, 0, program, moved, side)

    def _begins(self, leg: Leg, side: Side) -> tuple[Program, Answered] | None:
        """Where a leg begins; None for a call back that nobody waits for any more."""
        if side.whisper is not None:
            program = self._lines.program(side.whisper.digest)
            language = self._transfers.language_of(side.whisper, program)
            return program, Answered(side.whisper.dialog, dict(side.whisper.hand_off), language=language)
        if side.callback:
            found = self._transfers.callbacks.answered(side.callback, leg.call)
            return None if found is None else (self._lines.program(found[1]), found[0])
        return self._lines.current, Answered(caller=number_of(leg))

    def _next(self, webhook: Webhook, turn: int, state: CallState, side: Side) -> bytes:
        program = self._lines.program(state.digest)
        event = self._event(webhook, turn, state, program)
        world = self._world(webhook.leg, program, state, waits=turn == state.turn)
        moved = self._won(webhook.leg.call, world, lambda fresh: step(program, state, event, fresh))
        if moved.turn is None:
            _log.info("nothing to answer", call=webhook.leg.call, turn=turn, dialog=state.at)
            return self._store.latest_reply(webhook.leg.call) or self._at_fault(side)
        return self._settle(webhook.leg, turn, program, moved, side)

    def _event(self, webhook: Webhook, turn: int, state: CallState, program: Program) -> Event:
        """What the carrier reported, in the conversation's words."""
        leg, event = webhook.leg, webhook.event
        match program.dialog(state.at, state.language):
            case Connecting() if not isinstance(event, HungUp):
                return self._transfers.ring_ended(leg, event, state)
            case Holding() if state.held is not None and turn == state.held.key:
                return self._transfers.out_of_queue(leg, event)
            case Recording() as dialog:
                return self._transfers.message(leg, event, dialog, state)
            case Taking():
                return self._transfers.joined(event, state)
            case Fetching() as dialog if not isinstance(event, HungUp):
                return self._office.perform(leg, state.turn, state, request_of(program, state, dialog))
            case Paying():
                return charged(event)
            case _:
                return keyed_or(event)

    def _at_fault(self, side: Side) -> bytes:
        """A caller gets an apology and a person; a representative's leg is let go, and the caller goes on waiting."""
        return self.sorry if side.whisper is None else self.goodbye

    def _won(self, call: str, world: World, decide: Callable[[World], Step]) -> Step:
        """A step whose representatives are held for this call. One of them may just have been lost to another: then it is
        decided again, with the floor as it is by then."""
        for _ in range(MOST_RACES):
            moved = decide(world)
            wait = None if moved.turn is None else moved.turn.wait
            if not isinstance(wait, Ring) or self._acd.reserve(call, wait):
                return moved
            world = self._acd.world(call, moved.state.language or self._lines.current.voice.language)
        return decide(replace(world, roster=Roster()))

    def _settle(self, leg: Leg, answered: int, program: Program, moved: Step, side: Side) -> bytes:
        """Ask the back office if the turn wants that now, then save everything and only then answer."""
        moved = self._done_at_once(leg, program, moved)
        turn = moved.turn
        if turn is None:
            return self._at_fault(side)
        turn = self._transfers.settled(leg, moved.state, turn, side.whisper)
        queue = self._transfers.lined_up(leg.call, turn, moved.state.language or program.voice.language)
        rung = self._transfers.whispers(leg.call, program, turn)
        whispers = [(one, self._routes.whisper(one.token)) for one in rung]
        document = present(turn, self._routes.of(side), whispers, f"{leg.call}:{turn.number}", queue)
        reply = render(document)
        self._store.save(
            Exchange(
                call=leg.call,
                answered=answered,
                state=moved.state,
                reply=reply,
                journal=moved.journal,
                whispers=rung,
                verdict=_verdict(turn, side.whisper),
            )
        )
        _log.info("turn", call=leg.call, turn=answered, dialog=moved.state.at, waits=type(turn.wait).__name__)
        return reply

    # -- effects ------------------------------------------------------------------------------------------------------

    def _done_at_once(self, leg: Leg, program: Program, moved: Step) -> Step:
        """What need not wait for the next request is asked within this one, be it several things in a row."""
        while moved.turn is not None and isinstance(moved.turn.wait, Fetch):
            wait = moved.turn.wait
            if not self._office.at_once(wait.request):
                break
            moved = self._answered(leg, program, moved, wait)
        return moved

    def _answered(self, leg: Leg, program: Program, moved: Step, wait: Fetch) -> Step:
        state, said = moved.state, () if moved.turn is None else moved.turn.said
        answer = self._office.perform(leg, state.turn - 1, state, wait.request)
        event = replace(answer, said=said, guard=wait.guard)
        world = self._world(leg, program, state)
        after = self._won(leg.call, world, lambda fresh: step(program, state, event, fresh))
        return replace(after, journal=(*moved.journal, *after.journal))

    def _world(self, leg: Leg, program: Program, state: CallState | None, *, waits: bool = False) -> World:
        language = (state.language if state is not None else "") or program.voice.language
        held = waits and state is not None and state.held is not None and not state.held.leads
        return self._acd.world(leg.call, language, waits=held)


_GOODBYE = render(Document((Hangup(),)))


def _verdict(turn: Turn, whisper: Whisper | None) -> tuple[str, bool] | None:
    """What a whispered leg decided, once it has."""
    if whisper is None or not isinstance(turn.wait, Disconnect):
        return None
    return whisper.token, verdict_of(turn)
