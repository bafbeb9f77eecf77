"""Documents, one after the other: fetch, perform verb by verb, follow where they lead.

Sources: Twilio, "TwiML voice" (how calls and documents run), "Availability and reliability" (fallback URLs).
"""

from dataclasses import dataclass, replace
from typing import assert_never

from ivr.carrier.connection_login import without_login
from ivr.carrier.debugger import HARNESS, DocumentError
from ivr.carrier.documents import Page, read_inline, read_page
from ivr.carrier.interruption import Inline, Instead
from ivr.carrier.leg import LegGoneError
from ivr.carrier.office import Stage, TooManyDocumentsError
from ivr.carrier.outcome import ONWARD, Fetch, Finished, Left, Onward, Outcome
from ivr.carrier.perform.table import answers, perform
from ivr.carrier.racing import first_of
from ivr.carrier.sound import speak_ahead
from ivr.telephony.outcomes import CallStatus
from ivr.twiml.errors import SCHEMA
from ivr.twiml.verbs import Document, Hangup, Play

APOLOGY = "We are sorry. An application error has occurred. Goodbye."


@dataclass(frozen=True, slots=True)
class End:
    """How a leg's documents ended. `ran_out` is the end of a document, where a whispered leg is bridged and any other
    is hung up."""

    status: CallStatus
    failed: bool = False
    ran_out: bool = False


@dataclass(slots=True)
class Interpreter:
    """One leg and its documents. `fallback_url` is the number's; without one a failure is an announcement."""

    stage: Stage
    fallback_url: str | None = None
    fallback_method: str = "POST"

    async def run(self, first: Fetch | Inline) -> End:
        """Whatever comes from outside meanwhile is obeyed. Raises LegGoneError when the far end hangs up."""
        if self.stage.interruption is None:
            return await self._all(first)
        instead: Instead = first
        while not isinstance(instead, Finished):
            result: End | Instead = await first_of(self._all(instead), self.stage.interruption.told())
            if isinstance(result, End):
                return result
            self.stage.leg.interrupted()
            self.stage.interruption.obeyed(result)
            instead = result
        await self.stage.leg.hangup()
        return End(instead.status)

    async def _all(self, first: Fetch | Inline) -> End:
        try:
            return await self._documents(first)
        except DocumentError as error:
            return await self._apologise(error.code, error.message, error.url)
        except TooManyDocumentsError:
            return await self._apologise(HARNESS, "100 documents in one call: this simulator gives up", self.stage.base)

    async def _documents(self, first: Fetch | Inline) -> End:
        outcome = await self.follow(first)
        match outcome:
            case Finished(status=status):
                return End(status)
            case Onward() | Left():
                return await self._run_out()
            case _:
                assert_never(outcome)

    async def follow(self, first: Fetch | Inline) -> Onward | Finished | Left:
        """From document to document, until one runs out of verbs, ends the call or leaves a queue. Raises
        DocumentError."""
        outcome: Outcome | Inline = first
        while isinstance(outcome, Fetch | Inline):
            outcome = await self._or_fallback(outcome)
        return outcome

    async def _or_fallback(self, fetch: Fetch | Inline) -> Outcome:
        """One document; when it cannot be fetched or executed, the number's fallback instead."""
        try:
            return await self._document(fetch)
        except DocumentError as error:
            if self.fallback_url is None:
                raise
            self.stage.office.fail(error.code, error.message, error.url)
            extra = (("ErrorCode", str(error.code)), ("ErrorUrl", without_login(error.url)[0]))
            return await self._document(Fetch(self.fallback_url, self.fallback_method, extra=extra))

    async def _document(self, fetch: Fetch | Inline) -> Outcome:
        page = await self._page(fetch)
        if self.stage.leg.gone:
            raise LegGoneError
        await self._give_way()
        try:
            return await self._verbs(page)
        finally:
            self.stage.leg.prepare(())

    async def _verbs(self, page: Page) -> Outcome:
        verbs = page.document.verbs
        for place, verb in enumerate(verbs):
            if not self.stage.allows(verb):
                self.stage.office.warn(SCHEMA, f"{type(verb).__name__} cannot stand in this document", page.url)
                continue
            if not self.stage.leg.answered and answers(verb):
                await self.stage.leg.answer()
            speak_ahead(verbs[place:], self.stage.leg)
            outcome = await perform(verb, self.stage)
            await self._give_way()
            if not isinstance(outcome, Onward):
                return outcome
        return ONWARD

    async def _give_way(self) -> None:
        if self.stage.interruption is not None:
            await self.stage.interruption.give_way()

    async def _page(self, fetch: Fetch | Inline) -> Page:
        self.stage.office.count_document(waits=self.stage.waits)
        if isinstance(fetch, Inline):
            page = read_inline(fetch.twiml)
            self.stage.live = fetch.live
        else:
            page = read_page(
                await self.stage.ask(fetch), self.stage.office.shelf, self.stage.office.readings.empty_body
            )
        if self.stage.waits:
            page = _played(page)
        self.stage.base = page.url
        for warning in page.warnings:
            self.stage.office.warn(warning.code, warning.message, page.url)
        return page

    async def _run_out(self) -> End:
        if not self.stage.leg.answered:
            await self.stage.leg.answer()
        if not self.stage.child:
            await self.stage.leg.hangup()
        return End(CallStatus.COMPLETED, ran_out=True)

    async def _apologise(self, code: int, message: str, url: str) -> End:
        """A failed call is answered to say so (Twilio: a recorded announcement, then the end)."""
        self.stage.office.fail(code, message, url)
        leg = self.stage.leg
        if not leg.answered:
            await leg.answer()
        await leg.say(APOLOGY, None, None)
        await leg.hangup()
        return End(CallStatus.COMPLETED, failed=True)


def _played(page: Page) -> Page:
    """In a queue a sound is heard again and again, where elsewhere the call ends after it (Twilio, Enqueue, waitUrl)."""
    sound = (Play(page.url), Hangup())
    return replace(page, document=Document(sound[:1])) if page.document.verbs == sound else page


async def whisper(stage: Stage, first: Fetch) -> bool:
    """Whether the documents of a rung leg ended without hanging up, so that the parties are bridged (Twilio, Number)."""
    try:
        end = await Interpreter(stage).run(first)
    except LegGoneError:
        return False
    return end.ran_out


async def aside(stage: Stage, first: Fetch) -> Onward | Finished | Left:
    """Documents that are heard beside the call's own, in a queue for instance. Raises DocumentError, LegGoneError."""
    return await Interpreter(stage).follow(first)
