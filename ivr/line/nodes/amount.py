"""`amount`: how much a caller wants to pay."""

from collections.abc import Iterable, Iterator
from typing import ClassVar, Self

from pydantic import Field, model_validator

from ivr.dialog import grammar
from ivr.dialog.grammar import DialogId, OneKey
from ivr.dialog.program import Asking, Branching, Case, Comparison, Dialog, Passing
from ivr.dialog.prompts import Known, Prompt, Sentence, Tier
from ivr.line.amountphrases import amount_phrases
from ivr.line.company_facts import CURRENCY
from ivr.line.defaults import OwnAttempts
from ivr.line.lowering import Lowering, said
from ivr.line.model import Written
from ivr.line.node import Node
from ivr.line.scalars import Amount, Target, Timeout
from ivr.line.wording import Fact, parse_wording
from ivr.reading.scalars import UnfitError
from ivr.speech.digits import digit_words
from ivr.speech.money import format_money, money_words
from ivr.telephony.keys import PERSON, REPEAT, Key

MOST_OF_ALL = 100_000_000
"""Cents. Twilio, Pay, chargeAmount: up to 1,000,000."""
EXAMPLE = 4510
SMALL = 100
"""Cents; whoever pays less probably forgot the cents."""


class HowMuch(Written):
    """What may be paid, and what holds when nothing is chosen."""

    least: Amount | None = Field(
        default=None, description="The smallest payment, such as 1.00; else that of company.yaml."
    )
    most: Amount | None = Field(
        default=None, description="The largest payment without a person; else that of company.yaml."
    )
    exhausted: Target | None = Field(default=None, description="Where the caller goes after the last attempt.")
    timeout: Timeout | None = Field(
        default=None, description="Silence between two digits, and after the last; else as in the whole line."
    )
    first_digit: Timeout | None = Field(
        default=None, description="Silence after the words before the first digit; else as in the whole line."
    )
    attempts: OwnAttempts | None = Field(
        default=None, description="How often the amount is asked for again; else as in the whole line."
    )

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        if (self.least is None) != (self.most is None):
            raise UnfitError(
                "Only one of least and most is written here.", "Write both; with neither, those of company.yaml hold."
            )
        if self.least is not None and self.most is not None and not 0 < self.least <= self.most <= MOST_OF_ALL:
            raise UnfitError(
                "No amount lies between least and most, or too large ones do.",
                "Write least below most, from 0.01 to 1000000.00.",
            )
        return self


class PayAmount(Node):
    """How much to pay: all that is owed, what is past due, or any amount. Whoever may not hear what is owed is asked for
    an amount at once. Every amount is read back; one above what is owed, or below a dollar, is asked for twice.

    pay_amount:
      amount:
        least: 1.00
        most: 2000.00
        exhausted: representative
      next: authorise
    """

    kind: ClassVar[str] = "amount"
    amount: HowMuch = Field(description="What may be paid, and what holds when nothing is chosen.")
    next: Target = Field(description="Where the caller goes with the amount, in payment.amount.")
    back: Target | None = Field(default=None, description="Where * leads; by default the menu that leads here.")

    def lower(self, low: Lowering) -> Iterable[Dialog]:
        yield _if_known(low, low.id, "owed", low.part("other"), outcome=self.named)
        yield from _owed(low)
        yield from self._menus(low)
        yield from self._totals(low)
        yield self._other(low)
        yield from self._confirmed(low)

    def _bounds(self, low: Lowering) -> tuple[int, int]:
        """Cents, smallest and largest."""
        own = self.amount
        if own.least is not None and own.most is not None:
            return own.least, own.most
        return low.company.pay.least, low.company.pay.most

    def _menus(self, low: Lowering) -> Iterator[Asking]:
        words = amount_phrases(low.language)
        everything, past_due = (words.to_pay_all, "total"), (words.to_pay_past_due, "past_due_part")
        other = (words.to_pay_other, "other")
        yield self._menu(low, "parts", (everything, past_due, other))
        yield self._menu(low, "whole", (everything, other))

    def _menu(self, low: Lowering, name: str, choices: tuple[tuple[str, str], ...]) -> Asking:
        keys: tuple[Key, ...] = ("1", "2", "3")
        offered = tuple(_option(low, lead, key) for (lead, _), key in zip(choices, keys, strict=False))
        person, again = (
            low.option(low.words.for_a_person, PERSON),
            low.option(low.words.to_hear_again, REPEAT, last=True),
        )
        return Asking(
            id=low.part(name),
            grammar=OneKey({key: low.part(to) for (_, to), key in zip(choices, keys, strict=False)}),
            prompt=(*offered, low.option(low.words.for_a_person, PERSON, last=True)),
            noinput=((*said(low.words.take_your_time), person, *offered, again),),
            nomatch=((*said(low.words.not_a_choice), person, *offered, again),),
            exhausted=self.amount.exhausted or low.person,
            attempts=low.defaults.menu.attempts.lower(self.amount.attempts),
            timing=low.defaults.menu_timing(None),
            back=self.back or low.back,
        )

    def _totals(self, low: Lowering) -> Iterator[Dialog]:
        """What is owed is paid as it stands, unless the line may not take so much or so little: then by a person."""
        least, most = (format_money(cents, CURRENCY) for cents in self._bounds(low))
        wanted = {"total": Known.ACCOUNT_BALANCE, "past_due_part": Known.ACCOUNT_PAST_DUE}
        for name, what in wanted.items():
            to_person = low.part("person")
            cases = (Case(Comparison.ABOVE, most, to_person), Case(Comparison.BELOW, least, to_person))
            yield Branching(low.part(name), what, cases, low.part(f"{name}_kept"))
            kept = ((Known.PAYMENT_AMOUNT, what),)
            yield Passing(low.part(f"{name}_kept"), (), low.part("confirm"), keeps=kept)
        yield Passing(low.part("person"), _sentences(amount_phrases(low.language).person), low.person)

    def _other(self, low: Lowering) -> Asking:
        least, most = self._bounds(low)
        words, question = amount_phrases(low.language), _question(low)
        limits = words.limits.format(least=_money(low, least), most=_money(low, most))
        return Asking(
            id=low.part("other"),
            grammar=grammar.Amount(Known.PAYMENT_AMOUNT.value, least, most, low.part("confirm"), CURRENCY),
            prompt=question,
            noinput=((*said(low.words.take_your_time), *question, *said(low.words.for_a_person_in_digits)),),
            nomatch=((*said(low.words.not_understood, limits), *question),),
            exhausted=self.amount.exhausted or low.person,
            attempts=low.defaults.collect.attempts.lower(self.amount.attempts),
            timing=low.defaults.collect_timing(self.amount.timeout, self.amount.first_digit),
            back=self.back or low.back,
            card=(*said(low.words.looks_like_a_card), *question),
        )

    def _confirmed(self, low: Lowering) -> Iterator[Dialog]:
        """Read back; then a second yes for what is small, and for what is more than is owed."""
        words = amount_phrases(low.language)
        yield self._yes_or_change(low, "confirm", words.read_back, low.words.if_right, low.part("check"))
        small = Case(Comparison.BELOW, format_money(SMALL, CURRENCY), low.part("small"))
        yield Branching(low.part("check"), Known.PAYMENT_AMOUNT, (small,), low.part("against"))
        yield self._yes_or_change(low, "small", words.small, words.all_the_same, low.part("against"))
        yield _if_known(low, low.part("against"), "owed_less", self.next)
        more = Case(Comparison.ABOVE, Known.ACCOUNT_BALANCE, low.part("more"))
        yield Branching(low.part("owed_less"), Known.PAYMENT_AMOUNT, (more,), self.next)
        yield self._yes_or_change(low, "more", words.more, words.all_the_same, self.next)

    def _yes_or_change(self, low: Lowering, name: str, first: str, yes: str, then: DialogId) -> Asking:
        """1 goes on, 2 begins anew. Deaf for a second, because a key pressed twice must not agree to an amount."""
        change = _option(low, amount_phrases(low.language).to_change, "2", last=True)
        prompt = (*_sentences(first), _option(low, yes, "1"), change)
        return Asking(
            id=low.part(name),
            grammar=OneKey({"1": then, "2": low.id}),
            prompt=prompt,
            noinput=((*said(low.words.take_your_time), *prompt),),
            nomatch=((*said(low.words.not_a_choice), *prompt),),
            exhausted=self.amount.exhausted or low.person,
            attempts=low.defaults.menu.attempts.lower(),
            timing=low.defaults.menu_timing(None),
            back=low.id,
            guard=True,
        )


def _if_known(
    low: Lowering, name: DialogId, part: str, otherwise: DialogId, *, outcome: str | None = None
) -> Branching:
    """What is owed is only ever looked at for callers who may hear it."""
    case = Case(Comparison.AT_LEAST, Tier.T2, low.part(part))
    return Branching(name, Known.ACCOUNT_TIER, (case,), otherwise, outcome)


def _owed(low: Lowering) -> Iterator[Dialog]:
    """Which choices there are. What is past due is one of its own where it is only a part of what is owed."""
    nothing, zero = low.part("nothing"), format_money(0, CURRENCY)
    balance = (Case(Comparison.ABOVE, zero, low.part("how_late")), Case(Comparison.KNOWN, "yes", nothing))
    yield Branching(low.part("owed"), Known.ACCOUNT_BALANCE, balance, low.part("other"))
    late = (
        Case(Comparison.AT_LEAST, Known.ACCOUNT_BALANCE, low.part("whole")),
        Case(Comparison.ABOVE, zero, low.part("parts")),
    )
    yield Branching(low.part("how_late"), Known.ACCOUNT_PAST_DUE, late, low.part("whole"))
    yield Passing(nothing, _sentences(amount_phrases(low.language).nothing_due), low.part("other"))


def _question(low: Lowering) -> Prompt:
    keys = digit_words(str(EXAMPLE), low.language).replace(" ", ", ")
    return said(amount_phrases(low.language).enter.format(example=_money(low, EXAMPLE), keys=keys))


def _money(low: Lowering, cents: int) -> str:
    return money_words(cents, CURRENCY, low.language)


def _sentences(text: str) -> Prompt:
    """A fixed text, which unlike an author's is in no catalogue and names no fact of the company."""
    parsed = parse_wording(text).sentences
    return tuple(Sentence(tuple(one for one in sentence if not isinstance(one, Fact))) for sentence in parsed)


def _option(low: Lowering, lead: str, key: Key, *, last: bool = False) -> Sentence:
    """As Lowering.option, for a fixed text with a value in it."""
    pieces = tuple(one for one in parse_wording(lead).pieces if not isinstance(one, Fact))
    return Sentence((*pieces, *low.option("", key, last=last).pieces[1:]))
