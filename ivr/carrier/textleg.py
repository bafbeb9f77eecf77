"""A leg without sound: words take the time it takes to say them, and a handset reads them instead of hearing them.

It has two sides. The carrier's is the `Leg` protocol; a handset uses `phase`, `heard`, `press`, `speak`, `hang_up` and
waits on `room.change`.
"""

from collections.abc import Sequence

from ivr.carrier import happenings
from ivr.carrier.dialled import NOTHING_SHOWN, Display
from ivr.carrier.happenings import DEFAULT_LANGUAGE, Closing, Heard, HungUpBy, What
from ivr.carrier.inbox import Inbox
from ivr.carrier.leg import LegGoneError, Words
from ivr.carrier.onhook import OnHook
from ivr.carrier.pace import seconds_to_say
from ivr.carrier.phase import Phase
from ivr.carrier.room import Room
from ivr.carrier.wire import Wire

PLAY_SECONDS = 3.0  # a sound file's length is not known here; long enough to be barged into
KEY_SECONDS = 0.3  # between two keys of one hand; three a second is a quick typist
BEEP_SECONDS = 0.5


class TextLeg(OnHook):
    """One telephone of a call. `name` is what transcripts call it; `speech_factor` 0 makes words take no time. A telephone
    that is rung may look at `display`; one with sound has a `wire`. It `hears_keys` and `hears_speech` while a Gather is
    open that wants them."""

    wire: Wire | None = None

    def __init__(
        self, room: Room, name: str, number: str, speech_factor: float = 1.0, display: Display = NOTHING_SHOWN
    ) -> None:
        super().__init__(room)
        self.display = display
        self.name = name
        self.number = number
        self.heard: list[Heard] = []
        self.said: list[Heard] = []
        self.phase = Phase.RINGING
        self.answered_at: float | None = None
        self.ended_at: float | None = None
        self.hung_up_by: HungUpBy | None = None
        self.pausing_for = 0.0
        self.hears_keys = self.hears_speech = False
        self._factor = speech_factor
        self._gathering = False
        self._unheard: Inbox[Heard] = Inbox(room, self._require, self._is_over)
        self._playing: Heard | None = None
        self._keys: Inbox[str] = Inbox(room, self._require, self._is_over)
        self._last_key_at: float | None = None
        room.legs.append(self)
        self.note(happenings.Rang(number))

    # The carrier's side.

    @property
    def answered(self) -> bool:
        return self.answered_at is not None

    @property
    def gone(self) -> bool:
        return self.hung_up_by is HungUpBy.HANDSET

    @property
    def over(self) -> bool:
        return self.hung_up_by is not None

    @property
    def seconds(self) -> float:
        if self.answered_at is None:
            return 0.0
        return (self.room.time() if self.ended_at is None else self.ended_at) - self.answered_at

    async def answer(self) -> None:
        self._require()
        self._enter(Phase.BETWEEN, happenings.Answered())
        self.answered_at = self.room.log[-1].at  # the wall's clock has gone on, and the two are compared
        if self is self.room.legs[0]:
            self.room.answered_at = self.answered_at

    async def reject(self) -> None:
        self._end(HungUpBy.NOBODY)

    async def hangup(self) -> None:
        self._end(HungUpBy.LINE if self.answered else HungUpBy.NOBODY)

    async def say(self, text: str, voice: str | None, language: str | None, ssml: str | None = None) -> None:
        del voice  # it changes the sound, not the words
        spoken_in = language or DEFAULT_LANGUAGE
        seconds = seconds_to_say(text, spoken_in) * self._factor
        await self._sound(Heard(text, self.room.time(), seconds, spoken_in, ssml=ssml))

    def prepare(self, coming: Sequence[Words], later: Sequence[Words] = ()) -> None:
        pass

    async def play(self, url: str, content: bytes | None = None) -> None:
        del content
        await self._sound(Heard("", self.room.time(), PLAY_SECONDS * self._factor, url=url))

    async def pause(self, seconds: float) -> None:
        self._require()
        if self.answered and not self._gathering:
            self.pausing_for = seconds
            self._enter(Phase.PAUSING, happenings.Paused(seconds))
        await self._stay(seconds)
        if self.phase is Phase.PAUSING:
            self.phase = Phase.BETWEEN

    async def tones(self, digits: Sequence[tuple[str, float]]) -> None:
        self._require()
        self.note(happenings.Toned("".join(key for key, _ in digits)))
        await self.pause(sum(seconds for _, seconds in digits))

    async def beep(self) -> None:
        self._require()
        self._enter(Phase.TALKING, happenings.Beeped())
        await self._stay(BEEP_SECONDS)

    async def stop_sound(self) -> None:
        self._stop()

    async def key(self, seconds: float | None) -> str | None:
        return await self._keys.next(seconds)

    def attended(self, *, keys: bool, speech: bool) -> bool:
        return bool((keys and self._keys) or (speech and self._unheard))

    async def speech(self, seconds: float | None) -> Heard | None:
        return await self._unheard.next(seconds)

    def said_since(self, moment: float) -> Sequence[Heard]:
        return [said for said in self.said if said.end > moment]

    async def flush_keys(self) -> None:
        self._require()
        self._keys.clear()
        self._unheard.clear()

    def gather_opened(self, *, keys: bool = True, speech: bool = False) -> None:
        self._gathering = True
        self.hears_keys, self.hears_speech = keys, speech
        self.phase = Phase.TALKING

    def listens(self, seconds: float) -> None:
        self._enter(Phase.LISTENING, happenings.Listened(seconds))

    def gather_closed(self, by: Closing) -> None:
        self._gathering = self.hears_keys = self.hears_speech = False
        self._enter(Phase.BETWEEN, happenings.Closed(by))

    def recording_began(self) -> None:
        self._enter(Phase.RECORDING, happenings.RecordingBegan())

    def recording_ended(self) -> None:
        if not self.over:
            self._enter(Phase.BETWEEN, happenings.RecordingEnded())

    def recorded(self, start: float, end: float) -> bytes:
        del start, end
        return b""

    def asks_to_pay(self, step: str) -> None:
        self.note(happenings.AskedToPay(step))

    def stops_paying(self, result: str) -> None:
        self.note(happenings.StoppedPaying(result))

    def interrupted(self) -> None:
        self._stop()
        if self.over:
            return
        if self._gathering:
            self.gather_closed(Closing.INTERRUPTION)
        if self.phase is Phase.BRIDGED:
            self.unbridged()
        self.phase = Phase.BETWEEN

    def rings_out(self, numbers: Sequence[str]) -> None:
        self._enter(Phase.RINGBACK, happenings.RangOut(tuple(numbers)))

    def rings_no_more(self) -> None:
        pass

    def bridged(self, other: str, wire: Wire | None = None) -> None:
        del wire
        self._enter(Phase.BRIDGED, happenings.Bridged(other))

    def unbridged(self) -> None:
        if not self.over:
            self._enter(Phase.BETWEEN, happenings.Unbridged())

    async def until_gone(self) -> None:
        await self.room.until(lambda: self.gone)

    # The handset's side.

    async def press(self, keys: str) -> None:
        """One key after the other, KEY_SECONDS apart; stops when the leg is over."""
        for key in keys:
            if self._last_key_at is not None:
                await self.stay(self._last_key_at + KEY_SECONDS - self.room.time())
            if self.over:
                return
            self.key_down(key)

    def key_down(self, key: str) -> None:
        """One key, now: for a hand that keeps its own time."""
        self._last_key_at = self.room.time()
        self._keys.put(key)
        if self.hears_keys and self.phase is not Phase.SPEAKING:
            self.phase = Phase.KEYING
        self.note(happenings.Pressed(key))

    async def speak(self, text: str, seconds: float | None = None, language: str = DEFAULT_LANGUAGE) -> None:
        """Say something and wait until it is said, or the leg is over. Without `seconds` it takes the time its words
        take."""
        if self.over:
            return
        took = seconds_to_say(text, language) * self._factor if seconds is None else seconds
        said = Heard(text, self.room.time(), took, language)
        self._take_in(said)
        self.note(happenings.Spoke(said))
        await self.stay(took)

    def hang_up(self) -> None:
        self._end(HungUpBy.HANDSET)

    async def stay(self, seconds: float) -> bool:
        """Let time pass; whether the leg is still there then. Ends early when it is over."""
        if seconds > 0:
            await self.room.until(self._is_over, seconds)
        else:
            await self.room.sleep(0)  # words that take no time: everybody else still gets to notice them
        return not self.over

    # Both sides meet here.

    def _take_in(self, said: Heard) -> None:
        self.said.append(said)
        self._unheard.put(said)
        if self.hears_speech and self.phase is not Phase.KEYING:
            self.phase = Phase.SPEAKING

    def _is_over(self) -> bool:
        return self.over

    def _require(self) -> None:
        if self.over:
            raise LegGoneError

    async def _stay(self, seconds: float) -> None:
        await self.stay(seconds)
        self._require()

    async def _sound(self, heard: Heard, stays: float | None = None) -> None:
        """Until it has ended, or for `stays` seconds."""
        self._require()
        self._playing = heard
        self.heard.append(heard)
        self._enter(Phase.TALKING, happenings.Began(heard))
        try:
            await self._lasts(heard.seconds if stays is None else stays)
        except BaseException:
            self._stop()
            raise
        self._playing = None
        if not self._gathering:
            self.phase = Phase.BETWEEN
        self.note(happenings.Finished(heard))

    async def _lasts(self, seconds: float) -> None:
        await self._stay(seconds)

    def _stop(self) -> None:
        heard, self._playing = self._playing, None
        if heard is not None:
            heard.cut_at = self.room.time()
            self.note(happenings.Cut(heard))

    def _end(self, by: HungUpBy) -> None:
        if not self.over:
            self._stop()
            self.hung_up_by = by
            self.ended_at = self.room.time()
            for said in self.said_since(self.ended_at):
                said.cut_at = self.ended_at
            self._enter(Phase.OVER, happenings.Over(by))

    def _enter(self, phase: Phase, what: What) -> None:
        self.phase = phase
        self.note(what)

    def note(self, what: What) -> None:
        self.room.note(self.name, what)
