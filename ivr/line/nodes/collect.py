"""`collect`: a question answered with several digits."""

from collections.abc import Iterable
from typing import Annotated, ClassVar, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from ivr.dialog.grammar import Checksum, DigitString, OneKey
from ivr.dialog.program import Asking, Dialog
from ivr.dialog.prompts import NEVER_SPOKEN, TYPES, Known, Prompt, Sentence, Spoken
from ivr.line.company_shapes import LONGEST_ENTRY, ChecksumName, NumberShape, check_length
from ivr.line.defaults import OwnAttempts
from ivr.line.lowering import Lowering, said
from ivr.line.mistakes import UNKNOWN_LENGTH
from ivr.line.model import Written
from ivr.line.node import Node, Wordings
from ivr.line.scalars import Positive, Target, Timeout, one_of
from ivr.line.sentences import Sentences
from ivr.reading.scalars import Flag, UnfitError, scalar

_ZIP, _LAST4 = (NumberShape.model_validate({"length": length}) for length in ("5", "4"))
_PHONE = NumberShape.model_validate({"length": "10", "groups": ["3", "3", "4"]})
"""Telephone numbers are keyed as the North American plan has them: ten digits, without the 1."""

MAY_BE_KEYED = tuple(name for name, spoken in TYPES.items() if spoken is Spoken.SECRET_DIGITS)


Slot = Annotated[
    Known,
    scalar(
        one_of(MAY_BE_KEYED, "something a caller keys"),
        {"type": "string", "enum": list(MAY_BE_KEYED)},
        "account.number",
    ),
]


class Question(Written):
    """What is asked for, how it is said, and what holds when it is not answered."""

    into: Slot = Field(
        description="What is asked for; account.number, account.pin and account.bill_code take their shape from company.yaml."
    )
    prompt: Sentences = Field(description="The question.")
    noinput: Wordings = Field(default=(), description="What is said after silence: where the number is found.")
    nomatch: Wordings = Field(default=(), description="What is said after a wrong entry, before the question again.")
    exact: Positive | None = Field(default=None, description="How many digits, when it is always the same.")
    min: Positive | None = Field(default=None, description="The fewest digits.")
    max: Positive | None = Field(default=None, description="The most digits.")
    checksum: ChecksumName | None = Field(default=None, description="luhn when the last digit checks the others.")
    confirm: Flag = Field(default=False, description="true to read it back: 1 keeps it, 2 asks again.")
    exhausted: Target | None = Field(default=None, description="Where the caller goes after the last attempt.")
    timeout: Timeout | None = Field(
        default=None, description="Silence between two digits, and after the last; else as in the whole line."
    )
    first_digit: Timeout | None = Field(
        default=None, description="Silence after the words before the first digit; else as in the whole line."
    )
    attempts: OwnAttempts | None = Field(
        default=None, description="How often the question is asked again; else as in the whole line."
    )

    @field_validator("confirm")
    @classmethod
    def _not_what_proves_who_calls(cls, confirm: bool, info: ValidationInfo) -> bool:
        into = info.data.get("into")
        if confirm and into in NEVER_SPOKEN:
            raise UnfitError(
                f"What {into.value} is proves who is calling and is never read out, so it cannot be confirmed.",
                "Leave confirm out.",
            )
        return confirm

    @model_validator(mode="after")
    def _one_length(self) -> Self:
        if self.exact is not None and not (self.min is None and self.max is None):
            raise UnfitError("The length is said twice here.", "Write exact, or min and max, but not all of them.")
        if (self.min is None) != (self.max is None):
            raise UnfitError(
                "Only one of min and max is written here.", "Write both; for one fixed length write exact."
            )
        check_length(self.bounds or (1, 1))
        return self

    @property
    def bounds(self) -> tuple[int, int] | None:
        if self.exact is not None:
            return self.exact, self.exact
        return None if self.min is None or self.max is None else (self.min, self.max)


class Collect(Node):
    """A question answered with several digits. `#` ends the entry, `*` begins it again, `0` alone is a person.

    account_number:
      collect:
        into: account.number
        prompt: Please enter your {company.account_number.length}-digit account number.
        noinput: It is printed at the top of your bill. Take your time.
        nomatch: I heard {heard.count} digits. An account number has {company.account_number.length}.
        confirm: true
        exhausted: representative
      next: verifier
    """

    kind: ClassVar[str] = "collect"
    collect: Question = Field(description="What is asked for, and what holds when it is not answered.")
    next: Target = Field(description="Where the caller goes with the entry.")
    back: Target | None = Field(default=None, description="Where * alone leads; by default the menu that leads here.")

    def lower(self, low: Lowering) -> Iterable[Dialog]:
        asked = self.collect
        low.check_sentences(asked.prompt, ("prompt",))
        question = low.prompt(asked.prompt)
        yield Asking(
            id=low.id,
            grammar=self._grammar(low),
            prompt=question,
            noinput=self._after_silence(low, question),
            nomatch=tuple((*one, *question) for one in _wordings(low, asked.nomatch, low.words.not_understood)),
            exhausted=asked.exhausted or low.person,
            attempts=low.defaults.collect.attempts.lower(asked.attempts),
            timing=low.defaults.collect_timing(asked.timeout, asked.first_digit),
            back=self.back or low.back,
            outcome=self.named,
            card=(*said(low.words.looks_like_a_card), *question),
        )
        if asked.confirm:
            yield self._confirmation(low)

    def _grammar(self, low: Lowering) -> DigitString:
        shape = _company_shape(low, self.collect.into)
        bounds = self.collect.bounds or (shape.bounds if shape else None)
        if bounds is None:
            low.report(
                UNKNOWN_LENGTH,
                ("into",),
                f"How many digits {self.collect.into.value} has is said nowhere.",
                "Add exact, or min and max.",
            )
            bounds = (1, LONGEST_ENTRY)
        checksum = self.collect.checksum or (shape.checksum if shape else Checksum.NONE)
        then = low.part("confirm") if self.collect.confirm else self.next
        return DigitString(self.collect.into.value, *bounds, then, shape.prefix if shape else "", checksum)

    def _after_silence(self, low: Lowering, question: Prompt) -> tuple[Prompt, ...]:
        """The author's words on where the number is found, and the ways out; the question itself was just heard."""
        out = (Sentence((low.words.for_a_person_in_digits,)),)
        if not self.collect.noinput:
            return ((*said(low.words.take_your_time), *question, *out),)
        return tuple((*low.prompt(one), *out) for one in self.collect.noinput)

    def _confirmation(self, low: Lowering) -> Asking:
        choices = (low.option(low.words.if_right, "1"), low.option(low.words.to_enter_again, "2", last=True))
        prompt: Prompt = (Sentence((f"{low.words.you_entered} ", self.collect.into, ".")), *choices)
        return Asking(
            id=low.part("confirm"),
            grammar=OneKey({"1": self.next, "2": low.id}),
            prompt=prompt,
            noinput=((*said(low.words.take_your_time), *prompt),),
            nomatch=((*said(low.words.not_a_choice), *prompt),),
            exhausted=self.collect.exhausted or low.person,
            attempts=low.defaults.menu.attempts.lower(),
            timing=low.defaults.menu_timing(None),
            back=low.id,
        )


def _company_shape(low: Lowering, into: Known) -> NumberShape | None:
    shapes = {
        Known.ACCOUNT_NUMBER: low.company.account_number,
        Known.ACCOUNT_PIN: low.company.pin,
        Known.ACCOUNT_BILL_CODE: low.company.bill_code,
        Known.ACCOUNT_ZIP: _ZIP,
        Known.ACCOUNT_PHONE_LAST4: _LAST4,
        Known.CALLER_PHONE: _PHONE,
    }
    return shapes.get(into)


def _wordings(low: Lowering, written: Wordings, otherwise: str) -> list[Prompt]:
    return [low.prompt(one) for one in written] or [said(otherwise)]
