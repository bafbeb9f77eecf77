"""What somebody who starts `ivr phone` wants, and what this machine needs for it, looked for before anything is begun."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

from ivr.carrier.network import CALLER
from ivr.cli.keeping import Wish
from ivr.cli.parameters import is_url, url_problem
from ivr.cli.trouble import CannotRunError

HOST = "127.0.0.1"
SIP_PORT = 5060
PHONE = ("aiohttp", "numpy", "soundfile", "soxr")
SIP = ("aiosipua", "aiortp")


@dataclass(frozen=True, slots=True)
class Wanted:
    """`target` is a folder or a URL; `at` is when calls are made to take place; `sip` is a port, None for no softphones."""

    target: str
    port: int
    sip: int | None = None
    sip_bind: str = HOST
    sip_allow: tuple[str, ...] = ()
    voice: str | None = None
    at: datetime | None = None
    caller: str = CALLER
    called: str | None = None
    token: str | None = field(default=None, repr=False)
    fallback_url: str | None = None
    status_url: str | None = None
    save: Path | None = None
    with_digits: bool = False
    recordings: Path | None = None
    opened: bool = False

    @property
    def elsewhere(self) -> bool:
        return is_url(self.target)

    @property
    def first_token(self) -> str | None:
        """Of several while one replaces another."""
        return (self.token or "").split(",")[0].strip() or None

    def refuse_misfits(self) -> None:
        """Raises CannotRunError."""
        if self.elsewhere:
            self._refuse_elsewhere()
        elif self.fallback_url or self.status_url:
            raise CannotRunError("--fallback-url and --status-url are for a URL; a line's folder has its own")
        if self.sip is None and (self.sip_bind != HOST or self.sip_allow):
            raise CannotRunError("--sip-bind and --sip-allow are for softphones; --sip answers them")
        if self.save is not None:
            Wish(self.save, digits=self.with_digits).check(self.target)

    def _refuse_elsewhere(self) -> None:
        if problem := url_problem(self.target):
            raise CannotRunError(problem)
        if self.at is not None:
            raise CannotRunError("--at is for a line of this machine: what runs elsewhere has a clock of its own")


def require(*, sip: bool) -> None:
    """Packages that `ivr` itself does without. Raises CannotRunError."""
    if missing := _missing(PHONE):
        raise CannotRunError(f"a telephone needs {missing}, not installed here: pip install 'ivr-yaml[phone]'")
    if sip and (missing := _missing(SIP)):
        raise CannotRunError(f"--sip needs {missing}, not installed here: pip install 'ivr-yaml[sip]'")


def _missing(names: Iterable[str]) -> str:
    return ", ".join(name for name in names if find_spec(name) is None)
