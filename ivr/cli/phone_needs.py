"""What `ivr phone` needs of this machine beyond what `ivr` itself needs, looked for before anything is begun."""

from collections.abc import Iterable
from importlib.util import find_spec

from ivr.cli.trouble import CannotRunError

PHONE = ("aiohttp", "numpy", "soundfile", "soxr")
SIP = ("aiosipua", "aiortp")


def require(*, sip: bool) -> None:
    """Raises CannotRunError."""
    if missing := _missing(PHONE):
        raise CannotRunError(f"a telephone needs {missing}, not installed here: pip install 'ivr-yaml[phone]'")
    if sip and (missing := _missing(SIP)):
        raise CannotRunError(f"--sip needs {missing}, not installed here: pip install 'ivr-yaml[sip]'")


def _missing(names: Iterable[str]) -> str:
    return ", ".join(name for name in names if find_spec(name) is None)
