"""Sounds that were made once and may be wanted again: as many bytes of them as were agreed on, the longest unused go first.

In memory alone, since a prompt may read out what somebody keyed; and under digests, so that no words wait here. Whoever
asks for what is being made already waits for that: fifty calls that begin at once make one greeting.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from hashlib import sha256


def digest_of(*parts: str | bytes | None) -> bytes:
    """Of the parts one by one, so that what stands in the first is never taken for the beginning of the second."""
    whole = sha256()
    for part in parts:
        content = part if isinstance(part, bytes) else repr(part).encode()
        whole.update(b"%d:" % len(content))
        whole.update(content)
    return whole.digest()


@dataclass(slots=True)
class _Making:
    work: asyncio.Task[bytes]
    askers: int = 0


class Keeping:
    """For one event loop at a time."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._kept: OrderedDict[bytes, bytes] = OrderedDict()
        self._size = 0
        self._makings: dict[bytes, _Making] = {}

    def __repr__(self) -> str:
        return f"<{len(self._kept)} sounds, {self._size} bytes>"

    async def get(self, digest: bytes, make: Callable[[], Coroutine[None, None, bytes]]) -> bytes:
        """What is kept under the digest, or what `make` makes. What it raises is raised to everybody who waits, and not
        kept."""
        kept = self._kept.get(digest)
        if kept is not None:
            self._kept.move_to_end(digest)
            return kept
        making = self._makings.get(digest)
        if making is None:
            making = self._makings[digest] = _Making(asyncio.ensure_future(self._make(digest, make)))
        return await self._wait(digest, making)

    async def _wait(self, digest: bytes, making: _Making) -> bytes:
        """A call that ends meanwhile leaves the work to the others; with the last of them it ends too."""
        making.askers += 1
        try:
            return await asyncio.shield(making.work)
        finally:
            making.askers -= 1
            if not making.askers and not making.work.done():
                self._forget(digest, making)
                making.work.cancel()

    async def _make(self, digest: bytes, make: Callable[[], Coroutine[None, None, bytes]]) -> bytes:
        making = self._makings[digest]
        try:
            made = await make()
        finally:
            self._forget(digest, making)
        self._keep(digest, made)
        return made

    def _forget(self, digest: bytes, making: _Making) -> None:
        if self._makings.get(digest) is making:
            del self._makings[digest]

    def _keep(self, digest: bytes, made: bytes) -> None:
        if _cost(made) > self._most:
            return
        self._kept[digest] = made
        self._size += _cost(made)
        while self._size > self._most:
            _, oldest = self._kept.popitem(last=False)
            self._size -= _cost(oldest)


def _cost(made: bytes) -> int:
    """In bytes: of the sound, and of keeping even an empty one."""
    return len(made) + 200
