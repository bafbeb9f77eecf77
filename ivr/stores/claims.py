"""One holder at a time for each name, among all threads and processes of one machine.

On Linux every name has a byte of its own in one file that stays empty, and a claim is a lock on that byte (fcntl(2),
"open file description locks"): a call that waits ten seconds for the back office holds up nobody else, and a leg
claimed inside a call's claim cannot be made to wait for itself. Elsewhere names share 256 files locked whole, and two
names that meet in one wait for each other. Either way each claim opens a descriptor of its own, so threads exclude one
another as processes do, and the kernel lets go when a process dies, however it dies. Neither is a lock across
machines: the folder has to be on a local disk.
"""

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from struct import Struct

from ivr.service.ports import StoreError

SHARED_FILES = 256

_FLOCK = Struct("@hhqqi4x")
"""struct flock of 64-bit Linux: type, whence, start, length, and a process id that has to be 0 here."""


class Claims:
    def __init__(self, folder: Path) -> None:
        """Makes `folder` when it is missing. Raises StoreError when it cannot."""
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise StoreError(f"there is no place for the locks of calls: {error}") from error
        self._folder = folder

    @contextmanager
    def hold(self, name: str) -> Iterator[None]:
        """Wait for `name` without limit, then hold it. Not reentrant. Raises StoreError when it cannot be locked."""
        try:
            descriptor = _locked(self._folder, _place(name))
        except OSError as error:
            raise StoreError(f"a call cannot be claimed: {error}") from error
        try:
            yield
        finally:
            os.close(descriptor)


def _place(name: str) -> int:
    """A number below 2**62, which any file offset can be and no two names in practice share."""
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 2


def _lock_byte(descriptor: int, place: int) -> None:
    fcntl.fcntl(descriptor, fcntl.F_OFD_SETLKW, _FLOCK.pack(fcntl.F_WRLCK, os.SEEK_SET, place, 1, 0))


def _lock_file(descriptor: int, place: int) -> None:  # noqa: ARG001 - the place has chosen the file
    fcntl.flock(descriptor, fcntl.LOCK_EX)


_HAS_BYTES = sys.platform == "linux" and sys.maxsize > 2**32


def _locked(folder: Path, place: int) -> int:
    """A descriptor that holds the lock until it is closed."""
    name, lock = ("bytes", _lock_byte) if _HAS_BYTES else (f"{place % SHARED_FILES:02x}", _lock_file)
    descriptor = os.open(f"{folder}/{name}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        lock(descriptor, place)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor
