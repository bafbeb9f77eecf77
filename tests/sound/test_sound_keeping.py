import asyncio
from dataclasses import dataclass, field

import pytest

from ivr.sound.keeping import Keeping, digest_of
from ivr.sound.remembered import Remembered
from ivr.sound.voice import NoVoiceError


@dataclass(slots=True)
class Slow:
    """A voice that waits until it is let speak. `said` is what it began with, `stopped` what it could not end."""

    ready: asyncio.Event = field(default_factory=asyncio.Event)
    said: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)
    fails: bool = False

    async def spoken(self, text: str, language: str, voice: str | None, ssml: str | None = None) -> bytes:
        self.said.append(text)
        try:
            await self.ready.wait()
        except asyncio.CancelledError:
            self.stopped.append(text)
            raise
        if self.fails:
            raise NoVoiceError("it is hoarse")
        return f"{text} {language} {voice} {ssml}".encode()


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def test_words_said_before_are_not_said_again() -> None:
    async def call() -> None:
        slow = Slow()
        slow.ready.set()
        voice = Remembered(slow)
        first = await voice.spoken("Hello", "en-US", None)
        assert await voice.spoken("Hello", "en-US", None) == first == b"Hello en-US None None"
        assert slow.said == ["Hello"]

    asyncio.run(call())


def test_another_language_voice_or_mark_is_another_sound() -> None:
    async def call() -> None:
        slow = Slow()
        slow.ready.set()
        voice = Remembered(slow)
        asked = [("en-US", None, None), ("es-US", None, None), ("en-US", "man", None), ("en-US", None, "man")]
        assert len({await voice.spoken("Hello", *one) for one in asked}) == 4

    asyncio.run(call())


def test_fifty_who_ask_at_once_are_answered_by_one_saying() -> None:
    async def call() -> None:
        slow = Slow()
        voice = Remembered(slow)
        asking = [asyncio.create_task(voice.spoken("Hello", "en-US", None)) for _ in range(50)]
        await settled()
        slow.ready.set()
        assert len(set(await asyncio.gather(*asking))) == 1
        assert slow.said == ["Hello"]

    asyncio.run(call())


def test_the_first_who_asked_may_hang_up_and_the_others_hear_it_all_the_same() -> None:
    async def call() -> None:
        slow = Slow()
        voice = Remembered(slow)
        first, second = (asyncio.create_task(voice.spoken("Hello", "en-US", None)) for _ in range(2))
        await settled()
        first.cancel()
        await settled()
        slow.ready.set()
        assert await second == b"Hello en-US None None"
        assert (slow.said, slow.stopped, first.cancelled()) == (["Hello"], [], True)

    asyncio.run(call())


def test_words_nobody_waits_for_any_more_are_not_said_to_their_end() -> None:
    async def call() -> None:
        slow = Slow()
        voice = Remembered(slow)
        asking = [asyncio.create_task(voice.spoken("Hello", "en-US", None)) for _ in range(2)]
        await settled()
        for one in asking:
            one.cancel()
        await settled()
        assert slow.stopped == ["Hello"]

    asyncio.run(call())


def test_who_asks_right_after_everybody_left_gets_a_saying_of_their_own() -> None:
    async def call() -> None:
        slow = Slow()
        voice = Remembered(slow)
        first = asyncio.create_task(voice.spoken("Hello", "en-US", None))
        await settled()
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        second = asyncio.create_task(voice.spoken("Hello", "en-US", None))
        await settled()
        slow.ready.set()
        assert await second == b"Hello en-US None None"
        assert slow.said == ["Hello", "Hello"]

    asyncio.run(call())


def test_a_failure_is_told_to_everybody_who_waits_and_not_kept() -> None:
    async def call() -> None:
        slow = Slow(fails=True)
        slow.ready.set()
        voice = Remembered(slow)
        asking = [voice.spoken("Hello", "en-US", None) for _ in range(2)]
        told = await asyncio.gather(*asking, return_exceptions=True)
        assert [str(one) for one in told] == ["it is hoarse"] * 2
        slow.fails = False
        assert await voice.spoken("Hello", "en-US", None) == b"Hello en-US None None"

    asyncio.run(call())


async def made(content: bytes, count: list[bytes]) -> bytes:
    count.append(content)
    return content


def test_the_longest_unused_go_first_when_there_is_no_room() -> None:
    async def keep() -> None:
        keeping, makings = Keeping(3600), list[bytes]()
        one, two, three = (bytes([at]) * 1000 for at in range(3))
        for content in (one, two, three, one):
            await keeping.get(digest_of(content), lambda content=content: made(content, makings))
        four = b"4" * 1000
        await keeping.get(digest_of(four), lambda: made(four, makings))  # there is room for three: `two` goes
        makings.clear()
        for content in (one, three, four, two):
            await keeping.get(digest_of(content), lambda content=content: made(content, makings))
        assert makings == [two]

    asyncio.run(keep())


def test_a_sound_that_alone_is_too_long_pushes_nothing_out() -> None:
    async def keep() -> None:
        keeping, makings = Keeping(2000), list[bytes]()
        for content in (b"short", b"long" * 1000, b"short"):
            await keeping.get(digest_of(content), lambda content=content: made(content, makings))
        assert makings == [b"short", b"long" * 1000]

    asyncio.run(keep())


@pytest.mark.parametrize("pair", [(("ab", "c"), ("a", "bc")), ((None,), ("None",)), ((b"a",), ("a",))])
def test_different_parts_have_different_digests(pair: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    assert digest_of(*pair[0]) != digest_of(*pair[1])


def test_what_is_kept_does_not_show() -> None:
    async def keep() -> str:
        keeping = Keeping(5000)
        await keeping.get(digest_of("four two"), lambda: made(b"four two", []))
        return repr(keeping)

    assert asyncio.run(keep()) == "<1 sounds, 208 bytes>"
