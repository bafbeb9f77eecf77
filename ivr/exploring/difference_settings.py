"""Numbers and terms of a dialog that callers notice without hearing them: waits, attempts, lengths, groups, cards, fees.

Each is a name and its value in words, so that two versions are compared by looking at both.
"""

from collections.abc import Iterable, Iterator

from ivr.dialog.grammar import Amount, Checksum, DigitString, Grammar
from ivr.dialog.program import (
    Asking,
    Branching,
    Connecting,
    Dialog,
    Ending,
    Fetching,
    Holding,
    How,
    Order,
    Passing,
    Paying,
    Program,
    Recording,
    RequestCallback,
    SendText,
    SetPresence,
    Taking,
)
from ivr.exploring.difference_change import Change, Pair, Section, kind_of
from ivr.speech.money import format_money

Setting = tuple[Section, str, str]
"""What kind of thing it is, its name, its value."""

YES, NO = "yes", "no"


def settings_changed(pair: Pair) -> Iterator[Change]:
    for old, new in pair.both():
        if type(old) is type(new):
            yield from compared(settings(old), settings(new), (new.id,))
        needs = (pair.old.program.needs.get(old.id, ""), pair.new.program.needs.get(new.id, ""))
        if needs[0] != needs[1]:
            what = "how well a caller must be known"
            yield Change(Section.LIMITS, kind_of(*needs), what, *needs, (new.id,))
        reasons = (pair.old.program.reasons.get(old.id, ""), pair.new.program.reasons.get(new.id, ""))
        if reasons[0] != reasons[1]:
            what = "what the call is about from here on"
            yield Change(Section.LIMITS, kind_of(*reasons), what, *reasons, (new.id,))
    yield from compared(_of_the_line(pair.old.program), _of_the_line(pair.new.program))


def compared(before: Iterable[Setting], after: Iterable[Setting], nodes: tuple[str, ...] = ()) -> Iterator[Change]:
    old = {(section, what): value for section, what, value in before if value}
    new = {(section, what): value for section, what, value in after if value}
    for section, what in dict.fromkeys((*old, *new)):
        was, is_now = old.get((section, what), ""), new.get((section, what), "")
        if was != is_now:
            yield Change(section, kind_of(was, is_now), what, was, is_now, nodes)


def seconds(number: int) -> str:
    """Whole minutes as such, which is how people think of them."""
    if number >= 120 and number % 60 == 0:
        return f"{number // 60} minutes"
    return f"{number} second{'' if number == 1 else 's'}"


def yes_or_no(flag: object) -> str:
    return YES if flag else NO


def settings(dialog: Dialog) -> Iterator[Setting]:
    match dialog:
        case Asking():
            yield from _of_asking(dialog)
        case Connecting() | Holding() | Recording():
            yield from _of_people(dialog)
        case Paying():
            yield from _of_paying(dialog)
        case Fetching():
            yield from _of_fetching(dialog)
        case Passing(bargein=bargein):
            yield Section.LIMITS, "whether a key cuts the words short", yes_or_no(bargein)
            kept = ", ".join(f"{to.value} from {what.value}" for to, what in dialog.keeps)
            yield Section.LIMITS, "what is remembered", kept
            yield Section.LIMITS, "what is forgotten", ", ".join(sorted(one.value for one in dialog.forgets))
        case Ending(how=how):
            ends = "the call ends" if how is How.HANGUP else "the call is put through"
            yield Section.WAYS, "what happens then", ends
        case Branching() | Taking():
            return


def _of_asking(dialog: Asking) -> Iterator[Setting]:
    timing, attempts = dialog.timing, dialog.attempts
    yield Section.LIMITS, "the wait for a key after the words", seconds(timing.silence)
    yield from _of_grammar(dialog.grammar, timing.timeout)
    yield Section.LIMITS, "how often it is asked again after silence", str(attempts.noinput)
    yield Section.LIMITS, "how often it is asked again after a wrong answer", str(attempts.nomatch)


def _of_grammar(grammar: Grammar, gap: int) -> Iterator[Setting]:
    match grammar:
        case DigitString():
            low, high = grammar.low, grammar.high
            yield Section.LIMITS, "the wait between two digits", seconds(gap)
            yield Section.LIMITS, "how many digits are asked for", f"{low}" if low == high else f"{low} to {high}"
            yield Section.LIMITS, "what every number begins with", grammar.prefix
            checked = grammar.checksum is not Checksum.NONE
            yield Section.LIMITS, "whether the last digit checks the others", yes_or_no(checked)
        case Amount():
            yield Section.LIMITS, "the wait between two digits", seconds(gap)
            yield Section.MONEY, "the smallest amount", _money(grammar.least)
            yield Section.MONEY, "the largest amount", _money(grammar.most)
        case _:
            return


def _of_people(dialog: Connecting | Holding | Recording) -> Iterator[Setting]:
    yield Section.PEOPLE, "the group", dialog.group
    match dialog:
        case Connecting():
            yield Section.PEOPLE, "the skills asked for", ", ".join(sorted(dialog.skills))
            yield Section.PEOPLE, "how long each telephone rings", seconds(dialog.seconds)
            yield Section.PEOPLE, "whether all are rung together", yes_or_no(dialog.order is Order.TOGETHER)
        case Holding():
            yield Section.PEOPLE, "the skills asked for", ", ".join(sorted(dialog.skills))
            yield Section.PEOPLE, "how often waiting callers are spoken to", f"every {seconds(dialog.every)}"
            yield Section.PEOPLE, "the music", dialog.music
            yield Section.PEOPLE, "the hours in which anybody waits", dialog.calendar or ""
            yield Section.PEOPLE, "how long a caller waits at most", seconds(dialog.longest)
            yield Section.PEOPLE, "the carrier's own routing", dialog.workflow
        case Recording():
            yield Section.LIMITS, "the longest message", seconds(dialog.limit)
            yield Section.LIMITS, "the silence that ends a message", seconds(dialog.silence)


def _of_paying(dialog: Paying) -> Iterator[Setting]:
    terms = dialog.terms
    yield Section.MONEY, "the fee by card", _money(terms.fee) if terms.fee else ""
    yield Section.MONEY, "the cards taken", ", ".join(terms.cards)
    yield Section.MONEY, "whether the card's ZIP code is asked for", yes_or_no(terms.postal_code)
    yield Section.MONEY, "whether the card's security code is asked for", yes_or_no(terms.security_code)
    yield Section.MONEY, "the payment company's connector", terms.connector
    yield Section.LIMITS, "how often each thing is asked for", str(terms.attempts)
    yield Section.LIMITS, "the wait between two digits", seconds(terms.timeout)
    yield Section.LIMITS, "how often a declined card may be tried", str(dialog.tries)


def _of_fetching(dialog: Fetching) -> Iterator[Setting]:
    inquiry = dialog.inquiry
    yield Section.WAYS, "what is done", _done(type(inquiry).__name__)
    yield Section.LIMITS, "how often a refused proof may be tried", str(dialog.tries)
    match inquiry:
        case SendText(topic=topic):
            yield Section.MONEY, "what the text is about", topic
        case RequestCallback(group=group, skills=skills):
            yield Section.PEOPLE, "the group that calls back", group
            yield Section.PEOPLE, "the skills asked for", ", ".join(sorted(skills))
        case SetPresence(chosen=chosen):
            yield Section.PEOPLE, "what the representative is from then on", chosen
        case _:
            return


def _done(inquiry: str) -> str:
    """VerifyAccount as "verify account"."""
    return "".join(f" {one.lower()}" if one.isupper() else one for one in inquiry).strip()


def _money(cents: int) -> str:
    return format_money(cents, "USD")


def _of_the_line(program: Program) -> Iterator[Setting]:
    limits, patience = program.limits, program.patience
    yield Section.LIMITS, "silences and wrong answers before a person takes over", str(limits.errors)
    yield Section.LIMITS, "exchanges before a person takes over", str(limits.turns)
    yield Section.LIMITS, "the wait for a key, of a caller who was silent once", seconds(patience.menu)
    yield Section.LIMITS, "the wait between digits, of a caller who was silent once", seconds(patience.digits)
    yield Section.LIMITS, "how often a caller who was silent once is asked again", str(patience.noinput)
    yield Section.LIMITS, "the pace for a caller who was silent once", f"{patience.rate} %"
    for voice in (program.voice, *program.others):
        yield Section.WORDS, f"the voice of {voice.language}", voice.name
    spoken = (program.voice.language, *(one.language for one in program.others))
    yield Section.WORDS, "the languages", ", ".join(spoken)
    for name, groups in program.grouping.groups.items():
        yield Section.WORDS, f"the groups in which {name.value} is read back", "-".join(map(str, groups))
