"""One holder at a time for each name, among all threads and processes of one machine.

A claim is an exclusive flock on a file of its own, made for the claim and removed with it. Each claim opens its own
descriptor, so threads exclude one another as processes do; the kernel lets go of it when a process dies, however it
dies, and the empty file such a process leaves behind stands in nobody's way. One file per name, and not a fixed set
of files shared by hash: a call that waits ten seconds for the back office must not hold up a stranger, and a leg
claimed inside a call's claim must not be able to wait for itself. flock is no lock across machines: this folder has
to be on a local disk.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

from ivr.service.ports import StoreError


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
        """Wait for `name` without limit, then hold it. Not reentrant. Raises StoreError when files cannot be made."""
        path = self._folder / _file_name(name)
        try:
            descriptor = _lock(path)
        except OSError as error:
            raise StoreError(f"a call cannot be claimed: {error}") from error
        try:
            yield
        finally:
            with suppress(OSError):
                path.unlink()
            os.close(descriptor)


def _file_name(name: str) -> str:
    """A name comes from outside; its digest is always a plain file name."""
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _lock(path: Path) -> int:
    """A descriptor that holds the lock of the file that stands at `path` now.

    The holder before us removes the file, and then the one we waited for is not the one others find: so look, and
    begin again.
    """
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if os.fstat(descriptor).st_nlink:
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
