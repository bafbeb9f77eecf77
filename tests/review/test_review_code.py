"""What the engineer who must maintain it found in the line's code, each as a test that failed before, or that a mutant
of the code survived."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

import pytest
from cast import PROGRAM, WORLD, SetClock, keyed, menu, play, said, with_dialogs
from hypothesis import given
from hypothesis import strategies as st
from telephones import Telephone
from tiny_line import fixed_accounts, house

from ivr.checking.examples import TODAY, loaded
from ivr.checking.rule import Rule, Subject
from ivr.checking.rules import RULES
from ivr.dialog.grammar import DialogId, DigitString, LanguageKey, OneKey
from ivr.dialog.journal import Happening
from ivr.dialog.keeping import kept
from ivr.dialog.move import Move
from ivr.dialog.patience import relayed, timing
from ivr.dialog.paying import _timed
from ivr.dialog.program import Asking, Dialog, Passing, PayTerms
from ivr.dialog.prompts import Known, Tier
from ivr.dialog.state import CallState
from ivr.line.compile import _choices, _nearest, _onwards, compile_line
from ivr.line.line import Line
from ivr.secret import Secret
from ivr.service.closing import SWEEP_EVERY
from ivr.service.ports import StoreError
from ivr.speech.duration import seconds_to_say
from ivr.stores.memory import MemoryStore

# -- big lines --------------------------------------------------------------------------------------------------------


@dataclass
class Counting(Mapping[DialogId, Dialog]):
    """Dialogs, and how often one of them was looked at."""

    inner: Mapping[DialogId, Dialog]
    looks: int = field(default=0)

    def __getitem__(self, at: DialogId) -> Dialog:
        self.looks += 1
        return self.inner[at]

    def __iter__(self) -> Iterator[DialogId]:
        return iter(self.inner)

    def __len__(self) -> int:
        return len(self.inner)


def _looked_up(place: int, last: int) -> str:
    onward = "representative" if place == last else f"number{place + 1}"
    return f"""\
  number{place}:
    collect: {{into: account.number, prompt: Your sixteen-digit number., noinput: It is on your bill., exhausted: representative}}
    next: zip{place}
  zip{place}:
    collect: {{into: account.zip, prompt: Your ZIP., exhausted: representative}}
    next: look_up{place}
  look_up{place}:
    lookup: {{accounts: verify, verified: {onward}, refused: number{place}, exhausted: representative, down: representative}}
"""


def _exhausted(place: int, last: int) -> str:
    onward = "representative" if place == last else f"number{place + 1}"
    option = f"{{1: {{say: To go on, go: {onward}}}}}"
    return f"  number{place}:\n    menu: {{options: {option}, exhausted: {onward}}}\n"


@cache
def _of_many(node: Callable[[int, int], str]) -> Line:
    many = 120
    line = loaded("nodes:\n" + "".join(node(place, many - 1) for place in range(many)), "number0").line
    assert line is not None
    return line


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.name)
@pytest.mark.parametrize("node", [_looked_up, _exhausted])
def test_no_rule_walks_a_line_once_more_for_each_of_its_nodes(one: Rule, node: Callable[[int, int], str]) -> None:
    """Two thousand nodes took minutes: a rule asked anew at every look-up what callers can get to at all."""
    line = _of_many(node)
    compiled = compile_line(line)
    dialogs = Counting(compiled.program.dialogs)
    assert not list(one.findings(Subject(line, replace(compiled.program, dialogs=dialogs), TODAY)))
    assert dialogs.looks < 30 * len(dialogs)


# -- the way back -----------------------------------------------------------------------------------------------------

NAMES = tuple("abcdefgh")


def _back_one_by_one(names: list[DialogId], dialogs: Mapping[DialogId, Dialog]) -> dict[DialogId, DialogId]:
    """The definition, walked from one menu after the other."""
    found: dict[DialogId, tuple[int, int]] = {}
    for order, name in enumerate(names):
        ahead = [(target, 1) for target in _choices(dialogs[name])]
        steps: dict[DialogId, int] = {}
        for at, count in ahead:  # the list grows while it is read
            if at in steps or at == name or at not in dialogs:
                continue
            steps[at] = count
            found[at] = min((count, order), found.get(at, (count, order)))
            if at not in names:
                ahead.extend((onward, count + 1) for onward in _onwards(dialogs[at]))
    return {at: names[order] for at, (_, order) in found.items()}


@st.composite
def lines(draw: st.DrawFn) -> dict[DialogId, Dialog]:
    to = st.sampled_from((*NAMES, "nowhere"))
    dialogs: dict[DialogId, Dialog] = {}
    for name in NAMES:
        one, two = draw(to), draw(to)
        dialogs[name] = menu(name, {"1": one, "2": two}) if draw(st.booleans()) else Passing(name, said("Well."), one)
    return dialogs


@given(lines())
def test_one_walk_from_all_menus_finds_the_way_back_that_a_walk_from_each_finds(
    dialogs: dict[DialogId, Dialog],
) -> None:
    menus = [name for name, one in dialogs.items() if isinstance(one, Asking) and isinstance(one.grammar, OneKey)]
    nearest = {at: menus[places[0]] for at, places in _nearest(menus, dialogs).items() if places}
    assert nearest == _back_one_by_one(menus, dialogs)


def test_the_way_back_of_a_long_row_of_questions_behind_many_menus_is_found_in_one_walk() -> None:
    row = [Passing(f"say{place}", said("Well."), f"say{place + 1}") for place in range(100)]
    menus = [f"menu{place}" for place in range(100)]
    dialogs = Counting({one.id: one for one in (*row, *(menu(name, {"1": "say0"}) for name in menus))})
    assert _nearest(menus, dialogs)["say99"][0] == 0
    assert dialogs.looks < 5 * len(dialogs)


# -- calls ------------------------------------------------------------------------------------------------------------


class Unswept(MemoryStore):
    """A store that answers everything but which calls are old."""

    def open_since_before(self, moment: object) -> tuple[str, ...]:
        raise StoreError("the disk is full")


def test_whoever_calls_when_housekeeping_fails_hears_the_line_all_the_same(set_clock: SetClock) -> None:
    unlucky = house(Unswept(set_clock), fixed_accounts(set_clock), set_clock)
    set_clock.at += SWEEP_EVERY
    call = Telephone(unlucky).calls()
    assert not call.apologises
    assert call.words.startswith("Welcome.")


def test_a_telephone_number_too_short_for_last_digits_leaves_none_of_the_one_before() -> None:
    grammar = DigitString(Known.CALLER_PHONE.value, 3, 10, "next")
    first = kept(CallState("", 1, "here"), grammar, Secret("5550100147"))
    assert first.values == {Known.CALLER_PHONE_LAST4: "0147"}
    assert not kept(first, grammar, Secret("211")).values


# -- patience ---------------------------------------------------------------------------------------------------------

PATIENT = Move(PROGRAM, CallState("", 1, "main", patient=True), WORLD)


def test_a_relay_caller_is_never_given_a_part_of_a_second_less_than_the_arithmetic_says() -> None:
    words = " ".join(["word"] * 41) + "."
    move = Move(PROGRAM, PATIENT.state, WORLD)
    move.say(said(words))
    spoken, patience = seconds_to_say(words, "en-US"), PROGRAM.patience
    assert not spoken.is_integer()
    assert spoken + relayed(move) >= 41 * patience.typing + patience.answering


def test_the_choice_of_a_language_waits_as_long_as_a_menu_for_whoever_needs_more_time() -> None:
    one_key = menu("here", {"1": "there"})
    languages = replace(one_key, grammar=LanguageKey({"1": "en-US"}))
    assert timing(PATIENT, languages) == timing(PATIENT, one_key)
    assert timing(PATIENT, languages).timeout < PROGRAM.patience.digits


def test_keys_of_a_card_get_the_gap_that_keys_of_any_number_get_from_whoever_needs_more_time() -> None:
    terms = PayTerms("Default", ("visa",), timeout=5)
    assert _timed(PATIENT, terms, ()).timeout == PROGRAM.patience.digits


def test_nobody_is_held_back_from_a_person_whatever_the_node_says_it_needs() -> None:
    call = play(keyed("0"), program=with_dialogs(needs={PROGRAM.person: Tier.T2}))
    assert call.noted(Happening.ASKED_FOR_PERSON)
    assert not call.noted(Happening.HELD_BACK)
