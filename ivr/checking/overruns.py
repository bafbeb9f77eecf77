"""What takes longer to say than `budgets` of line.yaml allow, in the languages it does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from ivr.checking.ahead import Dialogs, said_ahead
from ivr.checking.choices import choices_of
from ivr.checking.in_language import tables
from ivr.checking.rule import Subject
from ivr.checking.spoken_time import before_first_option, is_option, seconds_of, seconds_of_option
from ivr.dialog.grammar import DialogId, OneKey
from ivr.dialog.program import Asking, Branching, Dialog, Holding, Passing, exits
from ivr.dialog.prompts import Prompt, Sentence, names_in
from ivr.line.compile import compile_line
from ivr.line.line import Line
from ivr.line.model import Path
from ivr.line.nodes.menu import Menu
from ivr.line.nodes.say import Say, Speech
from ivr.line.phrases import offer, press
from ivr.line.scalars import NodeId
from ivr.reading.spelling import shown
from ivr.telephony.keys import Key


@dataclass(frozen=True, slots=True)
class Spoken:
    """Something that is said, where it is written, the budget it is held to, and its seconds by language."""

    node: NodeId
    path: Path
    what: str
    budget: str
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def name(self) -> tuple[NodeId, Path, str, str]:
        """The same in every language."""
        return self.node, self.path, self.what, self.budget

    def over(self, limit: int) -> Mapping[str, float]:
        """The languages in which it takes longer, in the order of the line."""
        return {language: seconds for language, seconds in self.seconds.items() if seconds > limit}


GREETING, OPTION, FIRST, MENU = "greeting", "option", "before_first_choice", "menu"


def everything_measured(subject: Subject) -> tuple[Spoken, ...]:
    """Each part of the line that has a budget, once, in the order of its nodes."""
    return _measured(subject.line)


@lru_cache(maxsize=4)
def _measured(line: Line) -> tuple[Spoken, ...]:
    """Measured once for all rules; a line never changes."""
    subject = Subject(line, compile_line(line).program)
    found: dict[tuple[NodeId, Path, str, str], Spoken] = {}
    for language, dialogs in tables(subject):
        for one, seconds in (*_greeting(subject, dialogs, language), *_of_nodes(subject, dialogs, language)):
            found.setdefault(one.name, one).seconds[language] = seconds
    return tuple(found.values())


def _of_nodes(subject: Subject, dialogs: Dialogs, language: str) -> Iterator[tuple[Spoken, float]]:
    choosing = _leads_to_choice(dialogs)
    for name, placed in subject.line.nodes.items():
        dialog = dialogs.get(name)
        if isinstance(placed.node, Menu) and isinstance(dialog, Asking):
            yield from _menu(subject, name, dialog, language)
        elif isinstance(placed.node, Say) and isinstance(dialog, Passing) and name in choosing and _ordinary(dialog):
            path: Path = ("say", "text") if isinstance(placed.node.say, Speech) else ("say",)
            words = _without_offers(dialog.prompt, subject)
            yield Spoken(name, path, "what is said here", FIRST), seconds_of(subject.program, words, language)
    yield from _options(subject, dialogs, language)


def _ordinary(dialog: Passing) -> bool:
    """Values, such as what is owed, are what the caller called for; and what no key may cut short must be said."""
    return dialog.bargein and not names_in(dialog.prompt)


def _menu(subject: Subject, name: NodeId, menu: Asking, language: str) -> Iterator[tuple[Spoken, float]]:
    lead = before_first_option(_without_offers(menu.prompt, subject), language)
    if lead:
        first = Spoken(name, ("menu", "prompt"), "what is said before the first choice", FIRST)
        yield first, seconds_of(subject.program, lead, language)
    whole = seconds_of(subject.program, (*menu.terms, *menu.prompt), language)
    yield Spoken(name, (), "this menu", MENU), whole


def _options(subject: Subject, dialogs: Dialogs, language: str) -> Iterator[tuple[Spoken, float]]:
    for choices in choices_of(subject):
        dialog = dialogs.get(choices.node)
        if isinstance(dialog, Asking | Holding):
            said = dialog.prompt if isinstance(dialog, Asking) else dialog.choices
            for key in choices.offered:
                sentence = _names(said, key, language)
                if sentence is not None:
                    one = Spoken(choices.node, (*choices.path, key), f"choice {key}", OPTION)
                    yield one, seconds_of_option(subject.program, sentence, language)


def _names(said: Prompt, key: Key, language: str) -> Sentence | None:
    """The sentence made from an option; one in free words is part of the prompt."""
    for one in said:
        if is_option(one, language) and f"{press(key, one.language or language)}." in one.pieces:
            return one
    return None


def _greeting(subject: Subject, dialogs: Dialogs, language: str) -> Iterator[tuple[Spoken, float]]:
    """What a call begins with, and all that is said until the first choice on the way from there."""
    program, beginning = subject.program, _beginning(subject.program.start, dialogs)
    for at, dialog in beginning.items():
        node = subject.node(at)
        if isinstance(dialog, Passing) and dialog.prompt and node in subject.line.nodes:
            said = _without_offers(dialog.prompt, subject)
            yield Spoken(node, (), "the greeting", GREETING), seconds_of(program, said, language)
            break
    ahead = said_ahead(beginning, lambda one: _said(subject, one, language))
    for at, dialog in beginning.items():
        before = ahead.get(at)
        if isinstance(dialog, Asking) and before and isinstance(dialog.grammar, OneKey) and at in subject.line.nodes:
            lead = seconds_of(program, before_first_option(dialog.prompt, language), language)
            what = f"what a call begins with, before the first choice of {shown(subject.node(at))}"
            yield Spoken(subject.node(program.start), (), what, FIRST), before.most + lead


def _said(subject: Subject, dialog: Dialog, language: str) -> float:
    return seconds_of(subject.program, dialog.prompt, language) if isinstance(dialog, Passing) else 0


def _beginning(start: DialogId, dialogs: Dialogs) -> dict[DialogId, Dialog]:
    """Every dialog that a call comes to before it has been waited for, the first waits included."""
    found: dict[DialogId, Dialog] = {}
    ahead = [start]
    for at in ahead:  # the list grows while it is read
        dialog = dialogs.get(at)
        if dialog is not None and at not in found:
            found[at] = dialog
            ahead.extend(sorted(exits(dialog)) if isinstance(dialog, Passing | Branching) else ())
    return found


def _leads_to_choice(dialogs: Dialogs) -> frozenset[DialogId]:
    """The dialogs from which a caller comes to a choice without being waited for on the way."""
    before: dict[DialogId, list[DialogId]] = {}
    for at, dialog in dialogs.items():
        if isinstance(dialog, Passing | Branching):
            for target in exits(dialog):
                before.setdefault(target, []).append(at)
    ahead = [at for at, dialog in dialogs.items() if isinstance(dialog, Asking | Holding)]
    found: set[DialogId] = set()
    while ahead:
        for at in before.get(ahead.pop(), ()):
            if at not in found:
                found.add(at)
                ahead.append(at)
    return frozenset(found)


def _without_offers(prompt: Prompt, subject: Subject) -> Prompt:
    """A line offers its other languages by itself, and no author can make that shorter."""
    offers = {Sentence((offer(tag),), tag) for tag in map(str, subject.line.file.languages)}
    return tuple(one for one in prompt if one not in offers)
