import json

from ivr.carrier import VirtualClock
from ivr.phone.outbox import MOST_FRAMES, MOST_MESSAGES, Outbox


def _all(outbox: Outbox) -> list[dict]:
    async def empty() -> list[dict]:
        outbox.send("last")
        sent = []
        while outbox._messages or outbox._frames:
            sent.append(json.loads(await outbox.next()))
        return sent

    with VirtualClock() as clock:
        return clock.run(empty())


def test_who_is_slow_loses_the_oldest_sound_and_no_message() -> None:
    outbox = Outbox()
    for number in range(100):
        outbox.send("note", number=number)
        outbox.frame("MZ", bytes([number]) * 160)
    sent = _all(outbox)
    assert [one["number"] for one in sent if one["event"] == "note"] == list(range(100))
    frames = [one for one in sent if one["event"] == "media"]
    assert len(frames) == MOST_FRAMES
    assert frames[-1]["media"]["payload"].startswith("Y2Nj")
    assert not outbox.full.is_set()


def test_sound_that_was_cut_short_is_not_sent_after_the_message_that_says_so() -> None:
    outbox = Outbox()
    outbox.frame("MZ", bytes(160))
    outbox.drop_frames()
    outbox.send("clear")
    assert [one["event"] for one in _all(outbox)] == ["clear", "last"]


def test_an_outbox_that_nobody_empties_is_full_and_grows_no_more() -> None:
    outbox = Outbox()
    for _ in range(MOST_MESSAGES):
        outbox.send("note")
    assert not outbox.full.is_set()
    outbox.send("note")
    assert outbox.full.is_set()
    assert len(outbox._messages) == MOST_MESSAGES
