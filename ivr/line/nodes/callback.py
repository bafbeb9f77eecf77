"""`callback`: call the caller back when a representative is free."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, ClassVar

from pydantic import Field

from ivr.dialog.grammar import DialogId, DigitString, OneKey
from ivr.dialog.program import (
    Asking,
    Attempts,
    Branching,
    Case,
    CheckNumber,
    Comparison,
    Dialog,
    Ending,
    Fetching,
    Passing,
    RequestCallback,
)
from ivr.dialog.prompts import Known, Prompt, Sentence
from ivr.line.callbackphrases import callback_phrases
from ivr.line.callbacks import DECLINED
from ivr.line.lowering import Lowering, meant, said
from ivr.line.mistakes import UNKNOWN_NAME
from ivr.line.model import Unread, Written
from ivr.line.node import Node
from ivr.line.scalars import Positive, Target, Words
from ivr.line.sentences import Sentences
from ivr.line.wording import Fact, Wording, parse_wording
from ivr.reading.scalars import Name, UnfitError, scalar
from ivr.reading.spelling import shown
from ivr.telephony.dialable import NATIONAL
from ivr.telephony.keys import BACK, Key
from ivr.telephony.outcomes import FetchOutcome


def _body(text: str) -> Wording:
    wording = parse_wording(text)
    for piece in wording.pieces:
        if isinstance(piece, Known):
            raise UnfitError(
                f"{{{piece.value}}} is the caller's own business, and anybody may read a text.",
                "A text after a call back may hold facts of company.yaml, such as {company.phone}.",
            )
    return wording


Body = Annotated[
    Wording,
    scalar(_body, {"type": "string", "minLength": 1}, "{company.name} tried to call you back. Please call again."),
]


class CallingBack(Written):
    """Who calls back, what is said then, and where each outcome leads."""

    to: Name = Field(
        description="A group of representatives.yaml: as soon as one of them is free, the caller is called."
    )
    skills: tuple[Name, ...] = Field(default=(), description="Skills the representative must have, all of them.")
    prompt: Sentences = Field(default=(), description="What the caller hears first.")
    greeting: Words = Field(description="What is said when the call back is answered: who calls, and why.")
    answered: Target = Field(description="Where the call back goes on after 1, usually to a transfer.")
    text: Body | None = Field(
        default=None,
        description="A text that is sent when the last call back reached nobody. It is announced before the number is confirmed.",
    )
    tries: Positive = Field(
        default=Positive(3), description="How many numbers a caller may enter that cannot be called."
    )
    done: Target = Field(description="Where the caller goes when the call back is arranged.")
    refused: Target = Field(description="Where the caller goes when no call back can be arranged for this number.")
    down: Target = Field(description="Where the caller goes when nothing can be arranged just now.")
    exhausted: Target | None = Field(default=None, description="Where the caller goes after the last attempt.")


class Callback(Node):
    """Call the caller back when a representative is free; meanwhile others keep the caller's place in line.

    The number the call comes from is offered by its last four digits, and another one can be keyed. Which numbers are
    called at all is said in company.yaml, below `callbacks`. The call back begins with the greeting and two keys.

    call_me_back:
      callback:
        to: billing
        greeting: This is {company.name}. You asked us to call you back.
        answered: ring_billing
        text: "{company.name} tried to call you back. Please call us again."
        done: we_will_call
        refused: queue
        down: queue
        exhausted: queue
      back: queue
    """

    kind: ClassVar[str] = "callback"
    callback: CallingBack = Field(description="Who calls back, what is said then, and where each outcome leads.")
    back: Target | None = Field(default=None, description="Where * leads; by default the menu that leads here.")

    def lower(self, low: Lowering) -> Iterable[Dialog]:
        self._check(low)
        yield from self._beginning(low)
        yield self._own_number(low)
        yield from self._other_number(low)
        yield self._confirmation(low)
        yield self._request(low)
        yield from self._called_back(low)

    def _check(self, low: Lowering) -> None:
        over = self.callback
        low.check_sentences(over.prompt, ("prompt",))
        if low.company.callbacks is None and Unread.COMPANY not in low.unread:
            low.report(
                UNKNOWN_NAME,
                (),
                "company.yaml does not say which numbers may be called back, so none may.",
                "Add callbacks to company.yaml, and below it countries: [US]",
            )
        if over.to not in low.groups and Unread.REPRESENTATIVES not in low.unread:
            low.report(
                UNKNOWN_NAME,
                ("to",),
                f"No representative is in a group named {shown(over.to)}.",
                meant(over.to, sorted(low.groups), "Write the group behind a representative's name."),
            )

    def _beginning(self, low: Lowering) -> Iterator[Dialog]:
        """A number keyed on an earlier visit is forgotten, or it would be called when the own one is chosen this time. An own
        number that cannot be called (foreign, premium rate) is not offered."""
        known = Case(Comparison.KNOWN, "yes", low.part("check_own"))
        number, own = low.part("number"), low.part("own")
        yield Passing(low.id, low.prompt(self.callback.prompt), low.part("caller"), outcome=self.named, forgets=_KEYED)
        yield Branching(low.part("caller"), Known.CALLER_PHONE, (known,), number)
        yield self._check_number(low.part("check_own"), own, number)

    def _check_number(self, at: DialogId, verified: DialogId, refused: DialogId) -> Fetching:
        outcomes = {
            FetchOutcome.VERIFIED: verified,
            FetchOutcome.REFUSED: refused,
            FetchOutcome.DOWN: self.callback.down,
        }
        return Fetching(at, CheckNumber(), (), outcomes, exhausted=refused)

    def _own_number(self, low: Lowering) -> Asking:
        words = callback_phrases(low.language)
        choices = (low.option(low.words.if_right, "1"), low.option(words.to_other_number, "2", last=True))
        keys: dict[Key, DialogId] = {"1": low.part("request"), "2": low.part("number")}
        return self._choosing(low, "own", _sentences(words.own), choices, keys, self.back or low.back)

    def _confirmation(self, low: Lowering) -> Asking:
        choices = (low.option(low.words.if_right, "1"), low.option(low.words.to_enter_again, "2", last=True))
        keys: dict[Key, DialogId] = {"1": low.part("request"), "2": low.part("number")}
        entered = Sentence((f"{low.words.you_entered} ", Known.CALLER_CALLBACK, "."))
        return self._choosing(low, "confirm", (entered,), choices, keys, low.part("number"))

    def _choosing(
        self,
        low: Lowering,
        name: str,
        first: Prompt,
        choices: Prompt,
        keys: Mapping[Key, DialogId],
        back: DialogId | None,
    ) -> Asking:
        """Deaf for a second, because a key pressed twice must not agree to be called, or to a text. Where a text may follow,
        no key cuts the words short that a caller agrees to."""
        text = self._text_follows(low)
        terms, cut_short = ((*first, *text), ()) if text else ((), first)
        choices = ((low.option(low.words.to_go_back, BACK),) if back else ()) + choices
        again = (*terms, *cut_short, *choices)
        return Asking(
            id=low.part(name),
            grammar=OneKey(keys),
            prompt=(*cut_short, *choices),
            noinput=((*said(low.words.take_your_time), *again),),
            nomatch=((*said(low.words.not_a_choice), *again),),
            exhausted=self.callback.exhausted or low.person,
            attempts=low.defaults.menu.attempts.lower(),
            timing=low.defaults.menu_timing(None),
            back=back,
            guard=True,
            terms=terms,
        )

    def _other_number(self, low: Lowering) -> Iterator[Dialog]:
        """As often as a number may be one that is not called: a question for each, since a dialog counts no refusals."""
        names = ["number", *(f"number{count}" for count in range(2, self.callback.tries + 1))]
        exhausted = self.callback.exhausted or low.person
        for name, following in zip(names, [*map(low.part, names[1:]), exhausted], strict=True):
            yield self._question(low, name, again=name != "number")
            yield self._check_number(low.part(f"check_{name}"), low.part("confirm"), following)

    def _question(self, low: Lowering, name: str, *, again: bool) -> Asking:
        words = callback_phrases(low.language)
        question = said(words.enter)
        return Asking(
            id=low.part(name),
            grammar=DigitString(Known.CALLER_CALLBACK.value, NATIONAL, NATIONAL, low.part(f"check_{name}")),
            prompt=(*said(words.not_dialable), *question) if again else question,
            noinput=((*said(low.words.take_your_time), *question, *said(low.words.for_a_person_in_digits)),),
            nomatch=((*said(words.ten_digits), *question),),
            exhausted=self.callback.exhausted or low.person,
            attempts=low.defaults.collect.attempts.lower(),
            timing=low.defaults.collect_timing(None, None),
            back=self.back or low.back,
        )

    def _text(self, low: Lowering) -> Wording | None:
        """None where the company sends no texts at all."""
        return None if low.company.texts is None else self.callback.text

    def _text_follows(self, low: Lowering) -> Prompt:
        """What a caller agrees to by confirming the number; nothing where no text is ever sent."""
        return () if self._text(low) is None else _sentences(callback_phrases(low.language).text_follows)

    def _request(self, low: Lowering) -> Fetching:
        over, text = self.callback, self._text(low)
        inquiry = RequestCallback(
            group=over.to,
            begins=low.part("begins"),
            body=() if text is None else low.written_out(text),
            consent=(*self._text_follows(low), low.option(low.words.if_right, "1")) if text else (),
            skills=frozenset(str(one) for one in over.skills),
        )
        outcomes = {FetchOutcome.DONE: over.done, FetchOutcome.REFUSED: over.refused, FetchOutcome.DOWN: over.down}
        return Fetching(low.part("request"), inquiry, (), outcomes, exhausted=over.refused)

    def _called_back(self, low: Lowering) -> Iterator[Dialog]:
        """Whoever is silent twice is a voicemail box, or nobody. Every key is somebody's: 0 means a person here as well."""
        words, answered, declined = callback_phrases(low.language), self.callback.answered, low.part(DECLINED)
        choices = (low.option(words.to_talk, "1"), low.option(words.not_needed, "2", last=True))
        prompt = (*low.prompt(self.callback.greeting), *choices)
        yield Asking(
            id=low.part("begins"),
            grammar=OneKey({"1": answered, "2": declined, "0": answered, BACK: declined}, universal=False),
            prompt=prompt,
            noinput=(prompt,),
            nomatch=((*said(low.words.not_a_choice), *prompt),),
            exhausted=low.part("unanswered"),
            attempts=Attempts(noinput=1, nomatch=3),
            timing=low.defaults.menu_timing(None),
        )
        yield Ending(declined, said(words.goodbye))
        yield Ending(low.part("unanswered"), said(words.goodbye))


_KEYED = frozenset({Known.CALLER_CALLBACK})


def _sentences(text: str) -> Prompt:
    """A fixed text, which unlike an author's is in no catalogue and names no fact of the company."""
    parsed = parse_wording(text).sentences
    return tuple(Sentence(tuple(one for one in sentence if not isinstance(one, Fact))) for sentence in parsed)
