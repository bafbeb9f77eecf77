"""How far it is to a node: seconds heard and keys pressed by a caller who listens to each choice and takes it at once.

Measured over what dialogs lead to, each prompt at its length in the line's first language; nobody has to walk all calls for it.
`distances_walked` measures the same over the Atlas, where it counts what is really said.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from heapq import heappop, heappush

from ivr.dialog.branching import choose
from ivr.dialog.grammar import Amount, DialogId, DigitString, LanguageKey, OneKey, universal
from ivr.dialog.move import Move
from ivr.dialog.program import (
    Asking,
    Branching,
    Connecting,
    Dialog,
    Ending,
    Fetching,
    Holding,
    Passing,
    Paying,
    Program,
    Recording,
    Taking,
)
from ivr.dialog.prompts import NEEDS_VERIFIED, Known, Prompt
from ivr.dialog.state import CallState
from ivr.dialog.world import World
from ivr.exploring.difference_change import SecondsOf
from ivr.exploring.difference_wording import key_of
from ivr.exploring.situations import NOW
from ivr.line.reach import node_of
from ivr.telephony.outcomes import FetchOutcome

KEYING = 0.5
"""Seconds a key takes to press. Ours; nothing but a proportion follows from it."""
AMOUNT_KEYS = 4
IDENTIFIED = "!"
"""Behind the name of a dialog: as it is for a caller who was identified. No name has one."""
_OF_THE_ACCOUNT = NEEDS_VERIFIED | {Known.ACCOUNT_TIER, Known.ACCOUNT_VERIFIED, Known.ACCOUNT_HELD}
PERSON = "a person"
PAYMENT = "a payment"


@dataclass(frozen=True, slots=True, order=True)
class Distance:
    seconds: float
    presses: int


Distances = Mapping[str, Distance]
"""By node; `a person` and `a payment` are the nearest of their kind."""


@dataclass(frozen=True, slots=True)
class Hop:
    to: DialogId
    seconds: float
    presses: int = 0


def shortest(start: DialogId, hops: Callable[[DialogId], Iterable[Hop]]) -> Mapping[DialogId, Distance]:
    """By seconds, then by presses: Dijkstra."""
    found: dict[DialogId, Distance] = {}
    ahead = [(0.0, 0, start)]
    while ahead:
        seconds, presses, at = heappop(ahead)
        if at in found:
            continue
        found[at] = Distance(seconds, presses)
        for hop in hops(at):
            if hop.to not in found:
                heappush(ahead, (seconds + hop.seconds, presses + hop.presses, hop.to))
    return found


def distances(program: Program, seconds: SecondsOf) -> Distances:
    roads = Roads(program, seconds)
    identified = shortest(program.start, roads.hops)
    reached: dict[DialogId, Distance] = {}
    for at, far in identified.items():
        bare = at.removesuffix(IDENTIFIED)
        reached[bare] = min(reached.get(bare, far), far)
    return by_node(program, reached, roads.until_rung)


def by_node(
    program: Program, reached: Mapping[DialogId, Distance], until_rung: Callable[[Dialog], float]
) -> dict[str, Distance]:
    found: dict[str, Distance] = {}
    for at, far in sorted(reached.items(), key=lambda one: one[1]):
        found.setdefault(str(node_of(at)), far)
        match program.dialogs.get(at):
            case (Connecting() | Holding()) as rung:
                person = Distance(far.seconds + until_rung(rung), far.presses)
                found[PERSON] = min(found.get(PERSON, person), person)
            case Paying():
                found.setdefault(PAYMENT, far)
            case _:
                continue
    return found


def _identifies(dialog: Dialog | None) -> frozenset[DialogId]:
    """Where a caller comes to who proved who is calling."""
    if not isinstance(dialog, Fetching):
        return frozenset()
    proved = (FetchOutcome.VERIFIED, FetchOutcome.RECOGNISED)
    return frozenset(dialog.outcomes[one] for one in proved if one in dialog.outcomes)


@dataclass(frozen=True, slots=True)
class Roads:
    """The ways on from the dialogs of a program, and how long each takes."""

    program: Program
    seconds_of: SecondsOf

    def hops(self, at: DialogId) -> Iterator[Hop]:
        """The mark of who was identified stays with the caller to the end; nobody else comes to what asks for it."""
        bare = at.removesuffix(IDENTIFIED)
        dialog = self.program.dialogs.get(bare)
        if bare != at:
            yield from (replace(hop, to=hop.to + IDENTIFIED) for hop in self._from(dialog))
            return
        identifies = _identifies(dialog)
        for hop in self._from(self._decided(dialog)):
            if hop.to in identifies:
                yield replace(hop, to=hop.to + IDENTIFIED)
            else:
                yield replace(hop, to=self.program.person) if hop.to in self.program.needs else hop

    def _decided(self, dialog: Dialog | None) -> Dialog | None:
        """Of a caller of whom nothing is known, a branch on the account goes one way, and `choose` itself says which."""
        if not isinstance(dialog, Branching) or dialog.of not in _OF_THE_ACCOUNT:
            return dialog
        nobody = CallState(self.program.digest, 1, dialog.id)
        return replace(dialog, cases=(), otherwise=choose(Move(self.program, nobody, World(NOW)), dialog))

    def _from(self, dialog: Dialog | None) -> Iterator[Hop]:
        match dialog:
            case None | Ending():
                return
            case Asking():
                yield from self._from_question(dialog)
            case Holding():
                yield from self._from_queue(dialog)
            case _:
                yield from self._onwards(dialog)

    def until_rung(self, dialog: Dialog) -> float:
        return self.said(dialog.prompt) if isinstance(dialog, Connecting | Holding) else 0.0

    def said(self, prompt: Prompt) -> float:
        return self.seconds_of(self.program, prompt, self.program.voice.language)

    def _onwards(
        self, dialog: Passing | Branching | Fetching | Connecting | Recording | Taking | Paying
    ) -> Iterator[Hop]:
        match dialog:
            case Passing(prompt=prompt, then=then):
                yield Hop(then, self.said(prompt))
            case Branching(cases=cases, otherwise=otherwise):
                yield from (Hop(one, 0.0) for one in (*(case.then for case in cases), otherwise))
            case Fetching(comfort=comfort, outcomes=fetched, exhausted=exhausted):
                yield from (Hop(one, self.said(comfort)) for one in (*fetched.values(), exhausted))
            case Connecting(prompt=prompt, outcomes=rung, seconds=seconds):
                yield from (Hop(one, self.said(prompt) + seconds) for one in rung.values())
            case Recording(prompt=prompt, outcomes=noted):
                yield from (Hop(one, self.said(prompt)) for one in noted.values())
            case Taking(prompt=prompt, outcomes=taken):
                yield from (Hop(one, self.said(prompt)) for one in taken.values())
            case Paying(outcomes=paid, exhausted=exhausted):
                asked = sum(
                    self.said(one.prompt) for one in dialog.prompts if not one.errors and 1 in (one.attempts or (1,))
                )
                yield from (Hop(one, asked) for one in (*paid.values(), exhausted))

    def _from_question(self, dialog: Asking) -> Iterator[Hop]:
        whole = (*dialog.terms, *dialog.prompt)
        match dialog.grammar:
            case OneKey(choices=choices):
                yield from (Hop(to, self._until(whole, key) + KEYING, 1) for key, to in choices.items())
            case DigitString(then=then, low=low):
                yield Hop(then, self.said(whole) + KEYING * low, low)
            case Amount(then=then):
                yield Hop(then, self.said(whole) + KEYING * AMOUNT_KEYS, AMOUNT_KEYS)
            case LanguageKey():
                pass
        if universal(dialog.grammar):
            yield Hop(self.program.person, self._until(whole, "0") + KEYING, 1)
        if dialog.back is not None:
            yield Hop(dialog.back, self._until(whole, "*") + KEYING, 1)
        yield Hop(dialog.exhausted, self._in_silence(dialog))

    def _until(self, prompt: Prompt, key: str) -> float:
        """Up to the end of the choice with a key; all of it where none is told of."""
        for place, sentence in enumerate(prompt, 1):
            if key_of(sentence, self.program.voice.language) == key:
                return self.said(prompt[:place])
        return self.said(prompt)

    def _in_silence(self, dialog: Asking) -> float:
        again = dialog.noinput[: dialog.attempts.noinput]
        last = again[-1:] * max(0, dialog.attempts.noinput - len(again))
        wait = dialog.timing.silence
        said = sum(self.said(one) for one in ((*dialog.terms, *dialog.prompt), *again, *last))
        return said + wait * (dialog.attempts.noinput + 1)

    def _from_queue(self, dialog: Holding) -> Iterator[Hop]:
        entered = self.said((*dialog.prompt, *dialog.place))
        yield from (Hop(one, entered) for one in dialog.outcomes.values())
        offered = (*dialog.comfort, *dialog.choices)
        yield from (Hop(to, entered + self._until(offered, key) + KEYING, 1) for key, to in dialog.keys.items())
