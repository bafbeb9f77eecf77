"""`sign_in`: a representative says who is calling, with a code and a PIN."""

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field

from ivr.dialog.grammar import DialogId, DigitString, OneKey
from ivr.dialog.program import Asking, Dialog, Fetching, Passing, SignIn
from ivr.dialog.prompts import Known, Prompt
from ivr.line.lowering import Lowering, said
from ivr.line.model import Written
from ivr.line.node import Node
from ivr.line.scalars import Positive, Target
from ivr.line.sentences import Sentences
from ivr.line.signinphrases import sign_in_phrases
from ivr.reading.scalars import Flag
from ivr.telephony.outcomes import FetchOutcome

LONGEST = 12
"""Digits of a code or a PIN. Whatever is shorter is looked at, so that nobody learns how long they are here."""


class Badge(Written):
    """What is asked, and where each answer leads."""

    prompt: Sentences = Field(default=(), description="The question for the code, instead of our own words.")
    pin: Sentences = Field(default=(), description="The question for the PIN, instead of our own words.")
    choose_language: Flag = Field(
        default=False,
        description="true where the line speaks several languages: one key is asked for first, because 9 chooses a language "
        "there and is a digit in a code.",
    )
    tries: Positive = Field(default=Positive(3), description="At the last refusal the call goes where exhausted says.")
    verified: Target = Field(description="Where the representative goes who signed in.")
    exhausted: Target | None = Field(default=None, description="Where the call goes after the last attempt or refusal.")
    down: Target = Field(description="Where the call goes when nobody can be signed in just now.")


class SigningIn(Node):
    """A representative signs in with a code and a PIN, each ended with `#`. Neither is ever read back, and whether the code
    or the PIN was wrong is not said.

    who:
      sign_in:
        verified: what_now
        exhausted: goodbye
        down: try_later
    """

    kind: ClassVar[str] = "sign_in"
    sign_in: Badge = Field(description="What is asked, and where each answer leads.")

    def lower(self, low: Lowering) -> Iterable[Dialog]:
        badge, words = self.sign_in, sign_in_phrases(low.language)
        low.check_sentences(badge.prompt, ("prompt",))
        low.check_sentences(badge.pin, ("pin",))
        code, pin, check = low.part("code") if badge.choose_language else low.id, low.part("pin"), low.part("check")
        if badge.choose_language:
            yield self._key_first(low, code)
        yield self._question(low, code, Known.REPRESENTATIVE_CODE, low.prompt(badge.prompt) or said(words.code), pin)
        yield self._question(low, pin, Known.REPRESENTATIVE_PIN, low.prompt(badge.pin) or said(words.pin), check)
        outcomes = {
            FetchOutcome.VERIFIED: badge.verified,
            FetchOutcome.REFUSED: low.part("refused"),
            FetchOutcome.DOWN: badge.down,
        }
        exhausted = badge.exhausted or low.person
        yield Fetching(check, SignIn(), (), outcomes, exhausted=exhausted, tries=badge.tries)
        yield Passing(low.part("refused"), said(words.refused), code)

    def _key_first(self, low: Lowering, then: DialogId) -> Asking:
        choice = (low.option(sign_in_phrases(low.language).to_sign_in, "1", last=True),)
        return Asking(
            id=low.id,
            grammar=OneKey({"1": then}),
            prompt=choice,
            noinput=((*said(low.words.take_your_time), *choice),),
            nomatch=((*said(low.words.not_a_choice), *choice),),
            exhausted=self.sign_in.exhausted or low.person,
            attempts=low.defaults.menu.attempts.lower(),
            timing=low.defaults.menu_timing(None),
            outcome=self.named,
        )

    def _question(self, low: Lowering, at: DialogId, into: Known, question: Prompt, then: DialogId) -> Asking:
        return Asking(
            id=at,
            grammar=DigitString(into.value, 1, LONGEST, then),
            prompt=question,
            noinput=((*said(low.words.take_your_time), *question),),
            nomatch=((*said(low.words.not_understood), *question),),
            exhausted=self.sign_in.exhausted or low.person,
            attempts=low.defaults.collect.attempts.lower(),
            timing=low.defaults.collect_timing(None, None),
            outcome=self.named if at == low.id else None,
        )
