"""What a page shows of a call besides its words: its phase, the timer that runs, whether the line wants to hear the
microphone, and what cannot be heard here and why.

Each is sent when it has changed, and looked for whenever anything may have.
"""

from ivr.carrier.audioleg import AudioLeg
from ivr.carrier.happenings import Closed, Happening, Listened, Over, Pressed
from ivr.carrier.phase import Phase
from ivr.carrier.textleg import TextLeg
from ivr.phone.telling import Send


class Signs:
    def __init__(self, phone: TextLeg, send: Send) -> None:
        self._phone = phone
        self._send = send
        self._seen = len(phone.room.log)
        self._phase: Phase | None = None
        self._timer: float | None = None
        self._wanted: str | None = None
        self._troubles = 0
        self.trouble = ""

    def look(self) -> None:
        self._look_at_phase()
        self._look_at_log()
        self._look_at_microphone()
        self._look_at_troubles()

    def _look_at_phase(self) -> None:
        if self._phone.phase is not self._phase:
            self._phase = self._phone.phase
            self._send("phase", phase=self._phase.name.lower())

    def _look_at_log(self) -> None:
        log = self._phone.room.log
        while self._seen < len(log):
            happening = log[self._seen]
            self._seen += 1
            if happening.leg == self._phone.name:
                self._run_timer(happening)

    def _run_timer(self, happening: Happening) -> None:
        """A key begins it anew: the one time-out serves before the first key and between two (Twilio, Gather)."""
        match happening.what:
            case Listened(seconds=seconds):
                self._timer = seconds
                self._send("timer", seconds=seconds)
            case Pressed() if self._timer is not None:
                self._send("timer", seconds=self._timer)
            case Closed() | Over() if self._timer is not None:
                self._timer = None
                self._send("timer", seconds=None)
            case _:
                pass

    def _look_at_microphone(self) -> None:
        wanted = _why_to_speak(self._phone)
        if wanted != self._wanted:
            why = wanted or self._wanted
            self._wanted = wanted
            self._send("microphone", wanted=wanted is not None, why=why)

    def _look_at_troubles(self) -> None:
        troubles = self._phone.troubles if isinstance(self._phone, AudioLeg) else []
        for trouble in troubles[self._troubles :]:
            self.trouble = trouble
            self._send("trouble", text=trouble)
        self._troubles = len(troubles)


def _why_to_speak(phone: TextLeg) -> str | None:
    if phone.over or not phone.answered:
        return None
    if phone.phase is Phase.RECORDING:
        return "record"
    if phone.wire is not None and phone.wire.listeners:
        return "bridged"
    return "speech" if phone.hears_speech else None
