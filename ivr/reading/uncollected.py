"""Python's collector of rubbish, at rest while something large is put together that stays.

Whatever is read of a line, found in it or walked stays to the end, and nothing in it holds itself; yet the collector looks through all
of it again each time it has grown by a quarter, and through what is newest every few hundred values. That was almost half of
the time that a check of 10,000 nodes took, and a sixth of a proof's. What is no longer of use goes at once, as ever: only
rings of values that hold one another wait until afterwards.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Whoever found the collector at work sets it to work again, so of several at once, in one thread or in many, nobody leaves it at
    rest."""
    at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if at_work:
            gc.enable()
