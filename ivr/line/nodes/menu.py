"""`menu`: a spoken choice answered with one key."""

from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar

from pydantic import Field

from ivr.dialog.grammar import OneKey
from ivr.dialog.program import Asking, Dialog
from ivr.dialog.prompts import Prompt
from ivr.line.condition import If
from ivr.line.defaults import OwnAttempts
from ivr.line.lowering import Lowering, said
from ivr.line.mistakes import NO_CHOICE_LEFT
from ivr.line.model import NotEmpty, Written
from ivr.line.node import Node, Wordings
from ivr.line.scalars import Target, Timeout, Words
from ivr.line.sentences import Sentences
from ivr.reading.scalars import Flag, Text, UnfitError, scalar
from ivr.reading.spelling import shown
from ivr.telephony.keys import BACK, KEYS, PERSON, REPEAT, Key

TAKEN: Mapping[str, str] = {
    PERSON: "0 leads to a person everywhere",
    BACK: "* goes back everywhere",
    REPEAT: "# repeats the choices everywhere",
    "9": "9 is kept for the other language everywhere",
}
FREE = tuple(key for key in KEYS if key not in TAKEN)


def _free_key(text: str) -> Key:
    for key in FREE:
        if text == key:
            return key
    if text in TAKEN:
        raise UnfitError(f"{TAKEN[text]}, so no choice can have it.", "Give this choice a key from 1 to 8.")
    raise UnfitError(f"{shown(text)} is not a key for a choice.", "The keys for choices are 1 to 8.")


ChoiceKey = Annotated[Key, scalar(_free_key, {"type": ["string", "integer"], "enum": list(FREE)}, "1")]


class Option(Written):
    """One choice: what is said, and where its key leads. ", press one." is added to the words."""

    if_: If | None = Field(
        default=None, alias="if", description="A switch of company.yaml; the choice is there only where it is on."
    )
    say: Words | None = Field(
        default=None,
        description='What the key does, function first: "To pay your bill". Leave it out when `prompt` says it in free words.',
    )
    go: Target = Field(description="Where the key leads.")


class Broad(Written):
    """Why a menu has more choices than callers like to remember: distinct labels in one menu can beat a menu below a menu."""

    why: Text = Field(description="The reason, for whoever reads the line next.")


class Choices(Written):
    """The choices of a menu, and what holds when none is made."""

    terms: Sentences = Field(
        default=(),
        description="What the caller agrees to by choosing: an amount, a fee. Said first each time the choices are said in "
        "full, in another language too, and no key cuts it short.",
    )
    prompt: Sentences = Field(default=(), description="What is said before the choices.")
    options: Annotated[Mapping[ChoiceKey, Option], NotEmpty] = Field(
        description="What each key does, in the order spoken."
    )
    noinput: Wordings = Field(default=(), description="What is said first after silence, instead of our own words.")
    nomatch: Wordings = Field(default=(), description="What is said first after a key that is no choice.")
    exhausted: Target | None = Field(default=None, description="Where the caller goes after the last attempt.")
    timeout: Timeout | None = Field(
        default=None, description="Silence after the words before it counts as noinput; else as in the whole line."
    )
    attempts: OwnAttempts | None = Field(
        default=None, description="How often the choices are said again; else as in the whole line."
    )
    offer_person: Flag = Field(default=True, description="false where 0 is not announced: nobody is there after hours.")
    broad: Broad | None = Field(
        default=None, description="Says that more than four choices are meant, and why; without it they are a finding."
    )


class Menu(Node):
    """A spoken choice answered with one key.

    main:
      menu:
        options:
          1:
            say: To pay your bill
            go: account_number
          2:
            say: To hear how much you owe
            go: balance
        exhausted: representative
    """

    kind: ClassVar[str] = "menu"
    menu: Choices = Field(description="The choices, and what holds when none is made.")
    back: Target | None = Field(default=None, description="Where * leads; by default the menu that leads here.")

    def lower(self, low: Lowering) -> Iterable[Dialog]:
        menu = self.menu
        for key, option in menu.options.items():
            low.check_switch(option.if_, ("options", key, "if"))
        low.check_sentences(menu.terms, ("terms",))
        low.check_sentences(menu.prompt, ("prompt",))
        offered = self._offered(low)
        if not offered:
            low.report(
                NO_CHOICE_LEFT,
                ("options",),
                f"With every switch as company.yaml has it, {shown(low.id)} offers nothing.",
                "Keep one choice without a switch, or lead around this node with a branch.",
            )
        yield Asking(
            id=low.id,
            grammar=OneKey({key: option.go for key, option in offered.items()}),
            prompt=(*low.prompt(menu.prompt), *self._choices(low), *self._ways_out(low)),
            noinput=self._again(low, menu.noinput, low.words.take_your_time),
            nomatch=self._again(low, menu.nomatch, low.words.not_a_choice),
            exhausted=menu.exhausted or low.person,
            attempts=low.defaults.menu.attempts.lower(menu.attempts),
            timing=low.defaults.menu_timing(menu.timeout),
            back=self.back or low.back,
            outcome=self.named,
            terms=low.prompt(menu.terms),
            guard=bool(menu.terms),
        )

    def _offered(self, low: Lowering) -> dict[Key, Option]:
        """The choices whose switch is on. Keys are never moved up: whatever is on, a key means the same."""
        return {key: option for key, option in self.menu.options.items() if low.holds(option.if_)}

    def _choices(self, low: Lowering) -> Prompt:
        return tuple(low.option(one.say, key) for key, one in self._offered(low).items() if one.say is not None)

    def _ways_out(self, low: Lowering) -> Prompt:
        back = (low.option(low.words.to_go_back, BACK),) if self.back or low.back else ()
        return (*back, *self._person(low, last=True))

    def _person(self, low: Lowering, *, last: bool = False) -> Prompt:
        return (low.option(low.words.for_a_person, PERSON, last=last),) if self.menu.offer_person else ()

    def _again(self, low: Lowering, wordings: Wordings, lead: str) -> tuple[Prompt, ...]:
        """A reprompt names the person first, then the choices, then the key that repeats them."""
        again = low.option(low.words.to_hear_again, REPEAT, last=True)
        rest = (*self._person(low), *self._choices(low), again)
        leads = [low.prompt(one) for one in wordings] or [said(lead)]
        return tuple((*one, *rest) for one in leads)
