"""The process behind `ivr phone`: everything on one event loop, from the first word at the terminal to Ctrl-C."""

import gc
import webbrowser
from collections.abc import Coroutine, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Never

from ivr.carrier.network import CALLED
from ivr.cli.keeping import Wish
from ivr.cli.phone_ending import Ending
from ivr.cli.phone_keeping import Keeper
from ivr.cli.phone_meanwhile import every_second, until
from ivr.cli.phone_softphones import refuse_strangers, softphones
from ivr.cli.phone_target import Target, elsewhere, of_folder, unreachable
from ivr.cli.phone_telling import announce, tell
from ivr.cli.phone_voice import Speaker, speaker_of
from ivr.cli.phone_wanted import HOST, Wanted
from ivr.cli.trouble import CannotRunError
from ivr.phone.clock import PhoneClock
from ivr.phone.exchange import Exchange
from ivr.phone.house import House
from ivr.phone.listening import CannotListenError
from ivr.phone.site import Site
from ivr.phone.ticker import Ticker
from ivr.phone.wiretap import Wiretap
from ivr.rehearsal.logs import overheard
from ivr.sound.workers import in_passing

KEEPING_SECONDS = 10.0  # for the last call to be saved and played again


class _EndedError(Exception):
    """Somebody asked for the end: what still goes on, such as a call back that is being rung, is broken off."""


def serve(wanted: Wanted) -> None:
    """Until a signal ends it. Raises CannotRunError, and what `of_folder` raises."""
    if wanted.sip is not None:
        refuse_strangers(wanted)
    speaker, wiretap, ending = speaker_of(wanted.voice), Wiretap(), Ending()
    with (
        ending.in_order(),
        PhoneClock(wanted.at) as clock,
        overheard() as errors,
        _target(wanted, clock, wiretap) as target,
        suppress(_EndedError),
    ):
        target.stage.network.together(_Process(wanted, target, speaker, wiretap, errors, ending).run())
    tell("Ended.")


def _target(wanted: Wanted, clock: PhoneClock, wiretap: Wiretap) -> AbstractContextManager[Target]:
    if wanted.elsewhere:
        token, fallback, status = wanted.first_token, wanted.fallback_url, wanted.status_url
        return elsewhere(wanted.target, clock, token, wiretap.over, fallback, status)
    return of_folder(wanted.target, clock, wiretap.over)


@dataclass(frozen=True, slots=True)
class _Process:
    wanted: Wanted
    target: Target
    speaker: Speaker
    wiretap: Wiretap
    errors: list[str]
    ending: Ending

    async def run(self) -> Never:
        """Raises CannotRunError where nothing can be listened at, _EndedError when it is to end."""
        wanted, target, ticker = self.wanted, self.target, Ticker()
        keeper = self._keeper()
        exchange = self._exchange(keeper)
        house = self._house(exchange, ticker, keeper)
        try:
            with self.ending.asked() as end:
                async with (
                    Site(house, host=HOST, port=wanted.port) as site,
                    softphones(wanted, target, exchange, self.speaker.studio, ticker) as sip,
                ):
                    _settle()
                    drawn = target.drawing is not None
                    announce(wanted, site.address, sip, self.speaker.missing, target.customers, drawn=drawn)
                    await until(end, [ticker.run(), *self._beside(site.address)])
                await exchange.settled(KEEPING_SECONDS)
        except CannotListenError as error:
            raise CannotRunError(f"--port: {error}") from None
        raise _EndedError

    def _keeper(self) -> Keeper:
        wanted = self.wanted
        digits = wanted.with_digits or self.target.harmless
        wish = None if wanted.save is None else Wish(wanted.save, digits=digits)
        return Keeper(wanted.target, wanted.elsewhere, wish, wanted.recordings, wanted.first_token)

    def _exchange(self, keeper: Keeper) -> Exchange:
        line, called = self.target.stage, self.wanted.called or CALLED
        return Exchange(line.network, line.voice_url, line.fallback_url, line.status_url, called, keep=keeper.keep)

    def _house(self, exchange: Exchange, ticker: Ticker, keeper: Keeper) -> House:
        target = self.target
        return House(
            exchange,
            target.switchboard,
            self.speaker.studio,
            ticker,
            self.wiretap,
            target=self.wanted.target,
            caller=self.wanted.caller,
            people=list(target.people.items()),
            voice=self.speaker.missing,
            drawing=target.drawing,
            where=target.where,
            kept=keeper.saved,
        )

    def _beside(self, address: str) -> Iterator[Coroutine[object, object, object]]:
        yield every_second(self.target.stage.tick, self.errors)
        if self.wanted.elsewhere:
            yield _warn(self.wanted.target)
        if self.wanted.opened:
            yield in_passing(partial(webbrowser.open, f"{address}/"))


def _settle() -> None:
    """What is there by now stays there: the collector would look through all of it in the midst of calls, for longer than a
    page has sound in hand (50 to 100 ms, bench/phone.py)."""
    gc.collect()
    gc.freeze()


async def _warn(url: str) -> None:
    """Beside everything else, since the application may be started after this."""
    sentence = await in_passing(partial(unreachable, url))
    if sentence is not None:
        tell(sentence, err=True)
