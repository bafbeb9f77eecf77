"""Softphones beside the page, where they are wanted."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ivr.cli.phone_target import Target
from ivr.cli.phone_telling import tell
from ivr.cli.phone_wanted import Wanted
from ivr.cli.trouble import CannotRunError
from ivr.phone.exchange import Exchange
from ivr.phone.listening import CannotListenError
from ivr.phone.people import number_of
from ivr.phone.sip.gate import Gate
from ivr.phone.studio import Studio
from ivr.phone.ticker import Ticker


def refuse_strangers(wanted: Wanted) -> None:
    """Raises CannotRunError where others could call, and nobody said who."""
    try:
        Gate.around(wanted.sip_bind, wanted.sip_allow)
    except CannotListenError as error:
        raise CannotRunError(f"--sip-bind, --sip-allow: {error}") from None


@asynccontextmanager
async def softphones(
    wanted: Wanted, target: Target, exchange: Exchange, studio: Studio, ticker: Ticker
) -> AsyncIterator[str | None]:
    """What a softphone calls, None where none is wanted. Raises CannotRunError."""
    if wanted.sip is None:
        yield None
        return
    # Imported here: its libraries are an extra of their own.
    from ivr.phone.sip.endpoint import SipEndpoint  # noqa: PLC0415

    endpoint = SipEndpoint(
        wanted.sip_bind,
        wanted.sip,
        exchange,
        target.switchboard,
        studio,
        ticker,
        wanted.sip_allow,
        number_of=number_of(target.people),
        trouble=_tell,
    )
    try:
        async with endpoint:
            yield endpoint.uri
    except CannotListenError as error:
        raise CannotRunError(f"--sip: {error}") from None


def _tell(sentence: str) -> None:
    tell(sentence, err=True)
