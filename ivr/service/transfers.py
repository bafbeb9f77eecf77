"""What a call's turns and events mean on the floor: who is held, who took the call, who waits, who left a message."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import replace

from ivr.dialog.connecting import handed_over
from ivr.dialog.program import How, Program, Recording
from ivr.dialog.prompts import Known
from ivr.dialog.state import CallState
from ivr.dialog.turn import Disconnect, Entertain, Hold, Leave, Ring, Turn
from ivr.dialog.world import Event, Joined
from ivr.service.acd import Acd
from ivr.service.calling_back import CallBacks
from ivr.service.floor_ports import Voicemail, Voicemails
from ivr.service.ports import Store, Whisper
from ivr.service.ringing import outcome_of
from ivr.telephony.events import Dequeued, DialEnded, HungUp, Keyed, Leg, QueueResult, Recorded, Silent, WireEvent
from ivr.telephony.outcomes import RingOutcome, TakeOutcome


class Transfers:
    """One per line. `key` makes the tokens of whispered legs. Every method raises StoreError."""

    def __init__(self, acd: Acd, callbacks: CallBacks, voicemails: Voicemails, store: Store, key: bytes) -> None:
        self.acd = acd
        self.callbacks = callbacks
        self._voicemails = voicemails
        self._store = store
        self._key = key

    # -- what the carrier reported, in the conversation's words ------------------------------------------------------

    def ring_ended(self, leg: Leg, event: WireEvent, state: CallState) -> Event:
        """Anything but a Dial's own report, arriving behind a Dial, means that the report was lost."""
        legs = self._store.whispers_of(leg.call, state.turn)
        ended = outcome_of(event if isinstance(event, DialEnded) else None, legs)
        if ended.outcome is RingOutcome.BRIDGED:
            self.acd.over(leg.call)
            return ended
        if leg.status.over:
            self.gone(leg.call, state)
            return HungUp()
        for one in legs:
            self.acd.missed(one.representative, leg.call)
        self.acd.ring_over(leg.call)  # also of whoever took it, written down or not, and let go before being connected
        return ended

    def out_of_queue(self, leg: Leg, event: WireEvent) -> Event:
        """The end of a stay in a queue. A request without a result is that of the REST API, which took the call out."""
        result = event.result if isinstance(event, Dequeued) else QueueResult.REDIRECTED
        if isinstance(event, HungUp):
            return event
        if result in (QueueResult.BRIDGED, QueueResult.REDIRECTED_FROM_BRIDGED):
            self.acd.over(leg.call)
        return Dequeued(result)

    def message(self, leg: Leg, event: WireEvent, dialog: Recording, state: CallState) -> Event:
        if not isinstance(event, Recorded):
            return event if isinstance(event, HungUp) else Silent()
        if event.seconds > 0 and event.recording:
            phone = state.values.get(Known.CALLER_PHONE_LAST4)
            hand_off = (*handed_over(state), *(((Known.CALLER_PHONE_LAST4.value, phone),) if phone else ()))
            now = self.acd.clock.now()
            self._voicemails.keep(Voicemail(event.recording, leg.call, dialog.group, now, event.seconds, hand_off))
        return event

    def joined(self, event: WireEvent, state: CallState) -> Event:
        """A representative who took a caller out of the queue has hung up on them, or never reached them. Without a report it
        counts as a talk: nobody is offered the same caller for nothing."""
        if isinstance(event, HungUp):
            return event
        self._let_go(state)
        never = isinstance(event, DialEnded) and not event.bridged
        return Joined(TakeOutcome.GONE if never else TakeOutcome.TALKED)

    # -- what a turn asks for ----------------------------------------------------------------------------------------

    def lined_up(self, call: str, turn: Turn, language: str) -> str:
        """The carrier's queue of a turn that waits in one, empty for any other."""
        return self.acd.line_up(call, turn.wait, language) if isinstance(turn.wait, Hold) else ""

    def settled(self, leg: Leg, state: CallState, turn: Turn, whisper: Whisper | None) -> Turn:
        """Once a turn is decided: who leaves the line, and what a whispered leg has come to. The turn is another for a
        representative whose key came too late."""
        match turn.wait:
            case Disconnect() if whisper is not None:
                return self._verdict(whisper, turn)
            case Disconnect():
                self.gone(leg.call, state)
            case Leave() if state.held is not None and state.held.leads:
                self.acd.leaves(leg.call)
            case Hold() | Entertain() | Leave() | Ring():
                pass
            case _:
                self.acd.steps_aside(leg.call)
        return turn

    def _verdict(self, whisper: Whisper, turn: Turn) -> Turn:
        if not verdict_of(turn):
            self.acd.missed(whisper.representative, whisper.call)
            return turn
        if not self.acd.took(whisper.representative, whisper.call, whisper.hand_off):
            return replace(turn, wait=Disconnect())
        self.callbacks.talked(whisper.call)
        return turn

    def gone(self, call: str, state: CallState | None) -> None:
        """Nobody is on that leg any more. Whoever is to be called back stays in line."""
        if state is not None and state.values.get(Known.REPRESENTATIVE_ID):
            self._let_go(state)
        elif self.callbacks.pending(call):
            self.acd.leaves(call)  # until it is certain how it ended: nobody is held for a call that is over
        else:
            self.acd.over(call)

    def _let_go(self, state: CallState) -> None:
        """Of a representative's own call to the line."""
        self.acd.let_go(state.values.get(Known.REPRESENTATIVE_ID, ""), state.values.get(Known.QUEUE_NAME, ""))

    # -- whispered legs ----------------------------------------------------------------------------------------------

    def whispers(self, call: str, program: Program, turn: Turn) -> tuple[Whisper, ...]:
        """The legs that a turn rings."""
        if not isinstance(turn.wait, Ring):
            return ()
        ring = turn.wait
        return tuple(
            Whisper(
                token=self._token(call, turn.number, one.id),
                call=call,
                turn=turn.number,
                representative=one.id,
                digest=program.digest,
                dialog=ring.whisper,
                hand_off=ring.hand_off,
            )
            for one in ring.targets
        )

    def language_of(self, whisper: Whisper, program: Program) -> str:
        """The representative's own, as far as the line speaks it; empty for the line's first."""
        person = self.acd.staff.get(whisper.representative)
        spoken = {program.voice.language, *(voice.language for voice in program.others)}
        return next((one for one in (person.languages if person else ()) if one in spoken), "")

    def _token(self, call: str, turn: int, representative: str) -> str:
        """Opaque to strangers, the same for the same ring."""
        words = f"{call}\0{turn}\0{representative}".encode()
        return urlsafe_b64encode(hmac.digest(self._key, words, hashlib.sha256)[:18]).decode()


def keyed_or(event: WireEvent) -> Event:
    """What may come while something is heard: keys, silence, or nobody."""
    return event if isinstance(event, Keyed | HungUp) else Silent()


def verdict_of(turn: Turn) -> bool:
    """Whether a whispered leg that lets go took the call."""
    return isinstance(turn.wait, Disconnect) and turn.wait.how is How.BRIDGE
