"""IVR137."""

from collections.abc import Iterable, Iterator

from ivr.checking.rule import Subject, rule
from ivr.checking.worded import Ear, Worded, worded
from ivr.checking.wordlists import WORDLISTS
from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Asking, Branching, Dialog, Holding, Passing, Paying, exits
from ivr.dialog.prompts import Known
from ivr.line.model import Path
from ivr.line.nodes.menu import Menu
from ivr.line.nodes.say import Say, Speech
from ivr.line.reach import come_to
from ivr.line.scalars import NodeId
from ivr.line.wording import Fact
from ivr.reading.spelling import shown
from ivr.source import Place

_TO_THE_END: frozenset[Path] = frozenset(
    {
        ("menu", "terms"),
        ("hangup",),
        ("lookup", "wait"),
        ("queue", "prompt"),
        ("text", "consent"),
        ("transfer", "prompt"),
        ("voicemail", "prompt"),
    }
)
"""Where no key is listened for, and where the language itself sees to the consent."""


@rule("IVR137", "bargein-of-legal-words")
def bargein_of_legal_words(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """Words that must be heard can be cut short by a key: that a call is recorded, what is agreed to, what a payment costs.

    Why: nobody agreed to what nobody heard. A key pressed while these words are said would answer what comes after
    them, so they are written below `terms` of a menu, or said with `bargein: false`; both are heard to their end. What
    is so in several languages is one mistake of the node, and told once.

    Caught:

        nodes:
          greeting:
            say: This call may be recorded.
            next: main
          main:
            menu:
              options:
                1:
                  say: To end the call
                  go: goodbye
              exhausted: representative
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            say:
              text: This call may be recorded.
              bargein: false
            next: main
          main:
            menu:
              options:
                1:
                  say: To end the call
                  go: goodbye
              exhausted: representative
          goodbye:
            hangup: Goodbye.
    """
    told: set[tuple[NodeId, Path]] = set()
    for one in worded(subject):
        if one.ear is Ear.CALLER and (one.node, one.path) not in told and not _heard_to_the_end(one):
            words = _legal(one) or _price(subject, one)
            if words and _a_key_is_listened_for(subject, one):
                told.add((one.node, one.path))
                yield (
                    one.place,
                    f"{shown(words)} is said here, and any key cuts it short.",
                    _instead(one),
                )


def _heard_to_the_end(one: Worded) -> bool:
    if isinstance(one.placed.node, Say) and isinstance(one.placed.node.say, Speech):
        return not one.placed.node.say.bargein
    return one.path[:1] in _TO_THE_END or one.path[:2] in _TO_THE_END


def _legal(one: Worded) -> str:
    known = WORDLISTS.get(one.language)
    return one.first_of(known.legal) if known else ""


def _price(subject: Subject, one: Worded) -> str:
    """An amount or a fee that is said where a choice leads to a charge at once."""
    node = one.placed.node
    if not isinstance(node, Menu) or one.path[:2] != ("menu", "prompt"):
        return ""
    named = [_name(piece) for piece in one.wording.pieces if isinstance(piece, Known | Fact)]
    priced = next((name for name in named if name == Known.PAYMENT_AMOUNT or name.startswith("company.fees.")), "")
    targets = [option.go for option in node.menu.options.values()] if priced else []
    return f"{{{priced}}}" if any(isinstance(met, Paying) for met in _at_once(subject, targets)) else ""


def _name(piece: Known | Fact) -> str:
    return ".".join(("company", *piece.path)) if isinstance(piece, Fact) else piece.value


def _a_key_is_listened_for(subject: Subject, one: Worded) -> bool:
    """Words on the way to a question are said inside it; those on the way to anything else are heard by everybody."""
    if not isinstance(one.placed.node, Say):
        return True
    return any(isinstance(met, Asking | Holding) for met in _at_once(subject, [one.node]))


def _at_once(subject: Subject, targets: Iterable[DialogId]) -> list[Dialog]:
    """What a caller comes to without being asked anything on the way."""
    return come_to(subject.program, targets, lambda met: exits(met) if isinstance(met, Passing | Branching) else ())


def _instead(one: Worded) -> str:
    match one.placed.node:
        case Menu():
            return "Write it below terms of this menu."
        case Say():
            return "Write the words below text, and beside it bargein: false"
        case _:
            return "Say it before, in a node of its own with bargein: false"
