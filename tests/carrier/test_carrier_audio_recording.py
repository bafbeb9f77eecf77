"""Recordings with sound: what is in them, what is cut off, and how they are played."""

import asyncio
from dataclasses import dataclass, field

import pytest
from carrier_laboratory import Lab
from carrier_telephones import SPEECH, Telephone, hums, speaks
from carrier_voices import Voice, Words
from hypothesis import given
from hypothesis import strategies as st

from ivr.carrier.earshot import LATE
from ivr.carrier.handsets.narrator import Narrator
from ivr.carrier.network import Call
from ivr.carrier.phones import Phone
from ivr.carrier.recordings import Recording
from ivr.carrier.reel import Reel, two_channels
from ivr.carrier.textleg import TextLeg
from ivr.carrier.transcript import Transcript
from ivr.carrier.wire import Wire
from ivr.sound.g711 import FRAME, FRAME_SECONDS, QUIET, RATE, SILENCE, loudness, mixed
from ivr.sound.tones import beep
from ivr.sound.wav import wav_of

ROSA = "+15550100011"


def recorded(lab: Lab, phone: Telephone | Voice, **attributes: str) -> tuple[Call, Recording]:
    written = " ".join(f"{name}='{value}'" for name, value in attributes.items())
    lab.pages |= {"/voice": f"<Record action='/kept' {written}/>", "/kept": "<Hangup/>"}
    call = lab.call(handset=phone)
    (recording,) = call.recordings
    return call, recording


def test_what_was_said_is_kept_and_trimmed_at_both_ends(lab: Lab) -> None:
    call, kept = recorded(lab, Telephone(says=speaks(1.5, 3.5)), timeout="2")
    assert len(kept.sound) / RATE == pytest.approx(2.0, abs=0.4)
    assert kept.seconds in (2, 3)
    assert kept.sound.count(SPEECH) >= 90
    assert lab.to("/kept").form["RecordingDuration"] == str(kept.seconds)
    assert call.seconds == pytest.approx(5.5, abs=0.4)  # two seconds after the last word


def test_without_trimming_the_silence_at_both_ends_is_kept_and_never_the_beep(lab: Lab) -> None:
    _, kept = recorded(lab, Telephone(says=speaks(1.5, 3.5)), timeout="2", trim="do-not-trim")
    assert len(kept.sound) / RATE == pytest.approx(5.0, abs=0.4)
    assert kept.sound.startswith(SILENCE * 45)
    assert kept.sound.endswith(SILENCE * 90)
    assert beep()[:FRAME] not in kept.sound


def test_a_recording_in_which_nobody_spoke_has_no_sound(lab: Lab) -> None:
    _, kept = recorded(lab, Telephone(says=lambda leg: SILENCE), timeout="2")
    assert (kept.seconds, kept.sound) == (0, b"")


def test_a_leg_of_words_leaves_no_sound(lab: Lab) -> None:
    _, kept = recorded(lab, Voice([(1.0, Words("please call me back"))]))
    assert kept.words == "please call me back"
    assert kept.sound == b""


def test_a_key_ends_it_and_what_was_said_before_a_hang_up_is_kept(lab: Lab) -> None:
    _, kept = recorded(lab, Telephone([(3.0, "#")], says=speaks(1.0, 9.0)))
    assert len(kept.sound) / RATE == pytest.approx(1.9, abs=0.25)
    call, kept = recorded(lab, Telephone([(3.0, "h")], says=speaks(1.0, 9.0)))
    assert len(kept.sound) / RATE == pytest.approx(1.9, abs=0.25)
    leg = call.legs[0]
    assert leg.wire is not None
    assert not leg.wire.ears


def test_a_transcript_says_for_how_long_somebody_spoke(lab: Lab) -> None:
    call, _ = recorded(lab, Telephone(says=speaks(1.0, 3.0)))
    assert "caller     speaks for 2.2 s" in str(Transcript(call.legs[0].room))


def test_a_microphone_that_is_allowed_late_moves_nothing_in_time(lab: Lab) -> None:
    def late(leg: object) -> bytes | None:
        frame = speaks(1.5, 2.5)(leg)  # type: ignore[arg-type]
        return frame if frame is SPEECH else None

    _, kept = recorded(lab, Telephone(says=late), timeout="2", trim="do-not-trim")
    began = kept.sound.index(SPEECH) / RATE
    assert began == pytest.approx(1.0, abs=0.05)  # the beep takes half a second


def dialled(lab: Lab, mode: str, **attributes: str) -> Recording:
    written = " ".join(f"{name}='{value}'" for name, value in attributes.items())
    lab.phones[ROSA] = Phone(handset=Telephone([(3.0, "h")], says=hums(0x42), rings=1.0), name="Rosa")
    lab.pages["/voice"] = f"<Dial record='{mode}' {written}>{ROSA}</Dial>"
    (kept,) = lab.call(handset=Telephone(says=hums(0x21))).recordings
    return kept


def test_a_dial_is_recorded_with_both_sides_on_one_line(lab: Lab) -> None:
    kept = dialled(lab, "record-from-answer")
    assert kept.channels == 1
    assert mixed([bytes([0x21]) * FRAME, bytes([0x42]) * FRAME]) * 100 in kept.sound
    assert len(kept.sound) // RATE == kept.seconds == 3


def test_a_dual_recording_has_whoever_dials_in_its_first_channel(lab: Lab) -> None:
    kept = dialled(lab, "record-from-answer-dual")
    assert kept.channels == 2
    assert set(kept.sound[0::2]) == {0x21}
    assert set(kept.sound[1::2]) == {0x42}
    assert len(kept.sound) // 2 // RATE == kept.seconds


def test_a_recording_from_the_first_ring_begins_with_the_ringing_in_silence(lab: Lab) -> None:
    kept = dialled(lab, "record-from-ringing")
    assert kept.sound.startswith(SILENCE * 49)
    assert not kept.sound.startswith(SILENCE * 55)
    assert kept.seconds == 4


@pytest.mark.parametrize(("track", "wanted"), [("inbound", 0x21), ("outbound", 0x42)])
def test_one_track_alone_can_be_recorded(lab: Lab, track: str, wanted: int) -> None:
    assert set(dialled(lab, "record-from-answer", recordingTrack=track).sound) == {wanted}


@pytest.mark.parametrize("ending", ["", ".wav", ".mp3", "?RequestedChannels=2"])
def test_a_recording_of_this_network_can_be_played(lab: Lab, ending: str) -> None:
    lab.pages |= {
        "/voice": "<Record action='/kept' timeout='1'/>",
        "/kept": lambda asked: f"<Play>{asked.form['RecordingUrl']}{ending}</Play>",
    }
    phone = Telephone(says=speaks(1.0, 2.0))
    call = lab.call(handset=phone)
    assert lab.paths() == ["/voice", "/kept"]
    (kept,) = call.recordings
    played = call.legs[0].heard[-1]
    assert played.seconds == pytest.approx(len(kept.sound) / RATE, abs=1e-3)


def test_a_recording_of_another_network_is_asked_for_like_any_file(lab: Lab) -> None:
    elsewhere = f"https://api.twilio.com/2010-04-01/Accounts/AC{'5' * 32}/Recordings/RE{'0' * 32}"
    lab.pages["/voice"] = f"<Play>{elsewhere}</Play>"
    call = lab.call(handset=Telephone())
    assert [made.url for made in call.made][1:] == [elsewhere]


def test_the_file_of_a_recording_is_a_wav_of_one_channel_whatever_it_was_made_of() -> None:
    def recording(sound: bytes, channels: int = 1, seconds: int = 0) -> Recording:
        return Recording("RE", "CA", "AC", "now", "DialVerb", seconds, channels, sound=sound)

    one, other = b"\x21" * 400, b"\x42" * 400
    assert recording(one).file() == wav_of(one)
    assert recording(two_channels(one, other), 2).file() == wav_of(mixed([one, other]))
    assert recording(b"", seconds=2).file() == wav_of(QUIET * 2 * RATE)


# The reel itself, on a clock of the test's.


class Watch:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_reel_keeps_what_comes_in_time_frame_after_frame() -> None:
    watch, wire = Watch(), Wire()
    reel = Reel(wire, watch, 0.0)
    for count in range(1, 51):
        watch.now = count * FRAME_SECONDS + 0.015 * (count % 3)
        wire.hear(bytes([count]) * FRAME)
    assert reel.sound(0.0, 1.0) == b"".join(bytes([count]) * FRAME for count in range(1, 51))


def test_a_reel_puts_silence_where_nothing_was_sent() -> None:
    watch, wire = Watch(), Wire()
    reel = Reel(wire, watch, 0.0)
    watch.now = 2.0
    wire.hear(SPEECH)
    assert reel.sound(0.0, 2.5) == QUIET * (2 * RATE - FRAME) + SPEECH + QUIET * (RATE // 2)


def test_after_a_halt_the_sound_that_comes_at_once_is_whole() -> None:
    watch, wire = Watch(), Wire()
    reel = Reel(wire, watch, 0.0)
    watch.now = 1.0
    for count in range(50):
        wire.hear(bytes([count]) * FRAME)
    sound = reel.sound(0.0, 1.2).rstrip(QUIET)
    assert sound.lstrip(QUIET) == b"".join(bytes([count]) * FRAME for count in range(50))


@given(st.lists(st.tuples(st.floats(0, 0.3), st.integers(1, 2000)), max_size=40))
def test_no_sender_makes_a_reel_longer_than_time_and_a_little(sent: list[tuple[float, int]]) -> None:
    watch, wire = Watch(), Wire()
    reel = Reel(wire, watch, 0.0)
    for rest, length in sent:
        watch.now += rest
        wire.hear(b"\x01" * length)
        assert len(reel._sound) <= round(watch.now * RATE) + LATE + 2000
    reel.stop()
    wire.hear(SPEECH)
    assert not wire.ears
    assert SPEECH not in reel.sound(0.0, watch.now + 1)
    assert len(reel.sound(0.5, 1.0)) == RATE // 2


def test_speech_is_louder_than_what_counts_as_speech() -> None:
    assert loudness(SPEECH) > 1000


# What is told of speech without words.


class Told:
    """A page that keeps what is written on it."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def word(self, at: float, who: str, word: str) -> None:
        pass

    def note(self, at: float, text: str) -> None:
        self.notes.append(text)

    def entry(self, at: float, who: str, text: str) -> None:
        pass

    def close(self) -> None:
        pass


@dataclass
class Narrated(Telephone):
    page: Told = field(default_factory=Told)

    async def hold(self, phone: TextLeg) -> None:
        await asyncio.gather(Narrator(phone, self.page).follow(), super().hold(phone))


def test_whoever_follows_a_call_is_told_once_that_somebody_speaks(lab: Lab) -> None:
    phone = Narrated(says=speaks(1.0, 3.0))
    recorded(lab, phone)
    assert phone.page.notes == ["(a beep: what you say is recorded)", "(you speak)", "(the line hangs up)"]
