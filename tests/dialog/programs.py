"""Hypothesis strategies: small well-formed programs, and anything that may happen to a call on one.

Well-formed means what the checker proves of a line: every target exists, and nothing goes round without a wait. So
what does not wait leads only to dialogs further down, and the last dialog is an ending. Every program can ask for a
number and a PIN, look them up and take a payment, because chance alone would hardly ever write that. A program speaks
one to three languages, whose tables differ in their words only.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cast import BEN, BILLING, MIA, NIGHT, ROSA, THANKSGIVING, TUESDAY
from hypothesis import strategies as st

from ivr.dialog.grammar import Amount, Checksum, DialogId, DigitString, LanguageKey, OneKey
from ivr.dialog.program import (
    Asking,
    Attempts,
    Branching,
    Captured,
    Case,
    Comparison,
    Connecting,
    Dialog,
    Ending,
    Fetching,
    How,
    Limits,
    OfHours,
    Order,
    Passing,
    Paying,
    PayPrompt,
    PayTerms,
    Program,
    RecordPayment,
    SendText,
    Timing,
    VerifyAccount,
)
from ivr.dialog.prompts import Grouping, Known, Prompt, Rest, Sentence, Tier, Voice
from ivr.dialog.world import Event, Fetched, Paid, RingEnded, World
from ivr.routing.roster import Roster
from ivr.secret import Secret
from ivr.telephony.events import HungUp, Keyed, Silent
from ivr.telephony.keys import KEYS
from ivr.telephony.outcomes import FetchOutcome, PayOutcome, RingOutcome

INTO = ("account.number", "account.pin", "account.zip", "caller.reference")
FACTS = {
    "account.verified": "yes",
    "account.last4": "2917",
    "account.balance": "1345 USD",
    "account.past_due": "-1 USD",
    "account.due": "2026-12-05",
    "account.status": "active",
}
"""No run of more than four digits, so that a longer one anywhere is a secret that got out."""

PIECES: tuple[str | Known | Rest, ...] = ("Hello.", "Press one.", "Hello.", "Press one.", *Known)


def _drawn_pieces(chance: random.Random) -> tuple[str | Known | Rest, ...]:
    words = chance.choices(PIECES, k=chance.randrange(4))
    return (*words, Rest(250), "!") if words and chance.random() < 0.3 else tuple(words)


def _drawn_prompts(chance: random.Random) -> list[Prompt]:
    """Drawn once: what is said matters little here, and drawing it anew would take most of the time."""
    return [tuple(Sentence(_drawn_pieces(chance)) for _ in range(chance.randrange(3))) for _ in range(100)]


_PROMPTS = _drawn_prompts(random.Random(4))
prompts = st.sampled_from(_PROMPTS)
wordings = st.sampled_from([tuple(_PROMPTS[place : place + place % 3]) for place in range(90)])
outcomes = st.none() | st.sampled_from(["paid", "helped"])


@dataclass(frozen=True)
class _Targets:
    """Where a dialog may lead: anywhere after a wait, only further down without one."""

    anywhere: st.SearchStrategy[DialogId]
    further: st.SearchStrategy[DialogId]


_keeps = st.sampled_from(
    [(), ((Known.PAYMENT_AMOUNT, Known.ACCOUNT_BALANCE),), ((Known.PAYMENT_AMOUNT, Known.ACCOUNT_PAST_DUE),)]
)


def _passings(name: DialogId, to: _Targets) -> st.SearchStrategy[Dialog]:
    return st.builds(Passing, st.just(name), prompts, to.further, st.booleans(), _keeps, outcomes)


_cases: st.SearchStrategy[tuple[Known | OfHours, Comparison, str | Known]] = st.sampled_from(
    [
        (Known.ACCOUNT_VERIFIED, Comparison.IS, "yes"),
        (Known.ACCOUNT_BALANCE, Comparison.ABOVE, "0 USD"),
        (Known.ACCOUNT_DUE, Comparison.AT_MOST, "2026-12-05"),
        (Known.ACCOUNT_NUMBER, Comparison.KNOWN, "no"),
        (Known.ACCOUNT_TIER, Comparison.AT_LEAST, "T2"),
        (Known.PAYMENT_AMOUNT, Comparison.ABOVE, Known.ACCOUNT_BALANCE),
        (OfHours("billing"), Comparison.IS, "open"),
        (OfHours("billing"), Comparison.IS_NOT, "holiday"),
    ]
)


@st.composite
def _branchings(draw: st.DrawFn, name: DialogId, to: _Targets) -> Dialog:
    of, comparison, operand = draw(_cases)
    case = Case(comparison, operand, draw(to.further))
    return Branching(name, of, (case,), draw(to.further), draw(outcomes))


@st.composite
def _digit_strings(draw: st.DrawFn, to: _Targets) -> DigitString:
    low = draw(st.integers(1, 6))
    high = draw(st.integers(low, 9))
    prefix = draw(st.sampled_from(["", "8"]))
    return DigitString(
        draw(st.sampled_from(INTO)), low, high, draw(to.anywhere), prefix, draw(st.sampled_from(Checksum))
    )


def _askings(name: DialogId, to: _Targets) -> st.SearchStrategy[Asking]:
    grammars = (
        st.builds(OneKey, st.dictionaries(st.sampled_from(KEYS), to.anywhere, max_size=3), st.booleans())
        | _digit_strings(to)
        | st.builds(Amount, st.just("payment.amount"), st.just(100), st.sampled_from([500, 9999]), to.anywhere)
    )
    return st.builds(
        Asking,
        st.just(name),
        grammars,
        prompts,
        wordings,
        wordings,
        to.anywhere,
        st.builds(Attempts, st.integers(0, 2), st.integers(0, 2)),
        st.just(Timing(7)),
        st.none() | to.anywhere,
        outcomes,
        st.booleans(),
        prompts,
    )


@st.composite
def _fetchings(draw: st.DrawFn, name: DialogId, to: _Targets, *, verifies: bool = False) -> Fetching:
    """`down` is where one without what it needs leads at once."""
    inquiry = draw(st.just(VerifyAccount()) if verifies else _inquiries)
    leads = {one: draw(to.anywhere) for one in _ENDS[type(inquiry)]}
    leads[FetchOutcome.DOWN] = draw(to.further)
    for outcome in draw(st.sets(st.sampled_from([FetchOutcome.UNKNOWN, FetchOutcome.RECOGNISED]))):
        leads[outcome] = draw(to.anywhere)
    tries = draw(st.integers(1, 3))
    return Fetching(name, inquiry, draw(prompts), leads, draw(to.anywhere), tries, draw(outcomes))


_link = (Sentence(("Pay here: ", Known.PAYMENT_LINK)),)
_inquiries = (
    st.just(VerifyAccount())
    | st.just(RecordPayment())
    | st.builds(SendText, st.sampled_from(["link", "confirmation"]), prompts | st.just(_link), prompts)
)
_ENDS = {
    VerifyAccount: (FetchOutcome.VERIFIED, FetchOutcome.REFUSED),
    SendText: (FetchOutcome.DONE, FetchOutcome.REFUSED),
    RecordPayment: (FetchOutcome.DONE,),
}


@st.composite
def _payings(draw: st.DrawFn, name: DialogId, to: _Targets) -> Paying:
    """Without an amount, after three declines and after an end nobody knows it leads on at once."""
    leads = {one: draw(to.anywhere) for one in (PayOutcome.PAID, PayOutcome.DECLINED, PayOutcome.CANCELLED)}
    leads[PayOutcome.FAILED] = draw(to.further)
    said = tuple(PayPrompt(step, draw(prompts)) for step in Captured)
    return Paying(name, PayTerms("Default", ("visa",)), said, leads, draw(to.further), draw(st.integers(1, 3)))


@st.composite
def _connectings(draw: st.DrawFn, name: DialogId, to: _Targets) -> Dialog:
    """`busy` is where one with nobody to ring leads at once."""
    leads = {one: draw(to.anywhere) for one in RingOutcome}
    leads[RingOutcome.BUSY] = draw(to.further)
    group = draw(st.sampled_from(["billing", "nobody"]))
    order = draw(st.sampled_from(Order))
    return Connecting(name, group, order, 20, draw(prompts), draw(to.anywhere), leads, draw(outcomes))


_KINDS = (_passings, _branchings, _askings, _askings, _fetchings, _connectings, _payings)


@st.composite
def _identifying(draw: st.DrawFn, to: _Targets) -> list[Dialog]:
    """A number, then a PIN, then the look-up of both."""
    asked = [
        replace(draw(_askings(name, to)), grammar=DigitString(into, 5, 7, then))
        for name, into, then in (("number", INTO[0], "pin"), ("pin", INTO[1], "identify"))
    ]
    return [*asked, draw(_fetchings("identify", to, verifies=True))]


@st.composite
def _taking_a_payment(draw: st.DrawFn, to: _Targets) -> list[Dialog]:
    """An amount, then the charge, then its end told to the back office and to the caller."""
    told = Fetching("record", RecordPayment(), (), {FetchOutcome.DONE: "receipt", FetchOutcome.DOWN: "end"}, "end")
    body, consent = (Sentence(("Thank you: ", Known.PAYMENT_CONFIRMATION)),), (Sentence(("Shall I?",)),)
    sent = {FetchOutcome.DONE: draw(to.anywhere), FetchOutcome.DOWN: "end"}
    return [
        replace(draw(_askings("amount", to)), grammar=Amount("payment.amount", 100, 9999, "charge")),
        replace(draw(_payings("charge", _Targets(to.anywhere, st.just("end")))), outcomes={PayOutcome.PAID: "record"}),
        told,
        Fetching("receipt", SendText("confirmation", body, consent), (), sent, "end"),
    ]


VOICES = (
    Voice("en-US", "Polly.Joanna-Neural"),
    Voice("es-US", "Polly.Lupe-Neural"),
    Voice("id-ID", "Google.id-ID-Chirp3-HD-Kore", paced=False),
)


def in_words_of(dialog: Dialog, language: str) -> Dialog:
    """The dialog with its words in another language, as far as a test can tell: each sentence begins with its name."""

    def told(prompt: Prompt) -> Prompt:
        return tuple(replace(one, pieces=(f"{language}: ", *one.pieces)) if one.pieces else one for one in prompt)

    match dialog:
        case Passing(prompt=prompt) | Connecting(prompt=prompt) | Ending(prompt=prompt):
            return replace(dialog, prompt=told(prompt))
        case Asking(prompt=prompt, noinput=noinput, nomatch=nomatch, card=card):
            silent, wrong = tuple(map(told, noinput)), tuple(map(told, nomatch))
            return replace(dialog, prompt=told(prompt), noinput=silent, nomatch=wrong, card=told(card))
        case Fetching(inquiry=SendText() as text, comfort=comfort):
            inquiry = replace(text, body=told(text.body), consent=told(text.consent))
            return replace(dialog, comfort=told(comfort), inquiry=inquiry)
        case Fetching(comfort=comfort):
            return replace(dialog, comfort=told(comfort))
        case Paying(prompts=prompts):
            return replace(dialog, prompts=tuple(replace(one, prompt=told(one.prompt)) for one in prompts))
        case Branching():
            return dialog


def in_languages(program: Program, count: int) -> Program:
    """The same program in so many languages, with a choice among them when there are three."""
    voices = VOICES[:count]
    dialogs = dict(program.dialogs)
    if count > 2:
        keys = {str(place): one.language for place, one in enumerate(voices, start=1)}
        offers = tuple(Sentence((f"For {one.language}, press.",), one.language) for one in voices)
        spoken = LanguageKey(keys)  # type: ignore[arg-type]  # keys, written as text
        dialogs["languages"] = Asking(
            "languages", spoken, offers, (), (), program.person, Attempts(1, 1), Timing(7), outcome="languages"
        )
    translated = {
        one.language: {name: in_words_of(dialog, one.language) for name, dialog in dialogs.items()}
        for one in voices[1:]
    }
    for table in translated.values():
        if "languages" in dialogs:
            table["languages"] = dialogs["languages"]
    others = voices[1:]
    choice = "languages" if count > 2 else None
    return replace(program, dialogs=dialogs, others=others, translated=translated, languages=choice)


_NEEDED = st.sampled_from([Tier.T1, Tier.T2])


@st.composite
def programs(draw: st.DrawFn, *, languages: int | None = None) -> Program:
    """In as many languages as are asked for, or one to three."""
    names = [f"d{place}" for place in range(draw(st.integers(2, 6)))]
    anywhere = st.sampled_from([*names, "number", "amount"])
    dialogs: list[Dialog] = []
    for place, name in enumerate(names):
        to = _Targets(anywhere, st.sampled_from([*names[place + 1 :], "number", "amount", "end"]))
        dialogs.append(draw(draw(st.sampled_from(_KINDS))(name, to)))
    dialogs.extend(draw(_identifying(_Targets(anywhere, st.just("end")))))
    dialogs.extend(draw(_taking_a_payment(_Targets(anywhere, st.just("end")))))
    dialogs.append(draw(st.builds(Ending, st.just("end"), prompts, st.sampled_from(How), outcomes)))
    needs = draw(st.dictionaries(st.sampled_from([*names, "charge"]), _NEEDED, max_size=2))
    program = Program(
        line="drawn",
        digest="digest",
        start=names[0],
        person="number" if needs else draw(anywhere),  # whoever is held back must come to something that waits
        voice=VOICES[0],
        dialogs={dialog.id: dialog for dialog in dialogs},
        calendars={"billing": BILLING},
        grouping=Grouping({Known.ACCOUNT_NUMBER: (4, 4)}),
        limits=draw(st.builds(Limits, st.integers(0, 6), st.integers(0, 30))),
        needs=needs,
    )
    return in_languages(program, languages or draw(st.integers(1, 3)))


Happened = Sequence[tuple[Event | int, World]]
"""What happens to one call, each event in a world of its own. A number is an event that fits what the call waits for."""

LONGEST = 40
WORLDS = tuple(
    World(now, Roster({"billing": ready}))
    for now in (TUESDAY, NIGHT, THANKSGIVING)
    for ready in ((), (ROSA,), (ROSA, BEN, MIA), (MIA, ROSA))
)


@st.composite
def happenings(draw: st.DrawFn) -> Happened:
    """Long calls, from a seed: drawn one by one the events would be few, and most calls over before they began."""
    chance = random.Random(draw(st.integers(0, 2**32)))
    return [(_anything(chance), chance.choice(WORLDS)) for _ in range(LONGEST)]


def _anything(chance: random.Random) -> Event | int:
    match chance.randrange(14):
        case 0:
            return Silent()
        case 1:
            return Keyed(Secret(chance.choice(KEYS)))
        case 2:
            return Keyed(Secret("".join(chance.choices(KEYS, k=chance.randint(2, 14)))))
        case 3:
            return Fetched(chance.choice(list(FetchOutcome)), chance.choice([FACTS, {}, {"nonsense": "x"}]))
        case 12:
            return Keyed(Secret("9"))
        case 13:
            return Paid(chance.choice(list(PayOutcome)), chance.choice(["", "AB12"]))
        case 4:
            return RingEnded(chance.choice(list(RingOutcome)), chance.choice(["", "rosa"]))
        case 5 if chance.randrange(20) == 0:
            return HungUp()
        case _:
            return chance.randrange(1000)


worlds = st.sampled_from(WORLDS)


def fitting(dialog: Dialog, pick: int) -> Event:
    """An event the dialog waits for, and more often a right answer than blind chance would hit upon."""
    match dialog:
        case Asking(grammar=OneKey(choices=choices)) if choices:
            return Keyed(Secret(list(choices)[pick % len(choices)]))
        case Asking(grammar=LanguageKey(choices=languages)):
            return Keyed(Secret(list(languages)[pick % len(languages)]))
        case Asking(grammar=DigitString() as grammar):
            return Keyed(Secret(_right(grammar, pick)))
        case Asking(grammar=Amount(least=least, most=most)):
            return Keyed(Secret(str(least + pick % (most - least + 1))))
        case Fetching(inquiry=VerifyAccount()):
            outcome = [FetchOutcome.VERIFIED, FetchOutcome.RECOGNISED, FetchOutcome.REFUSED][pick % 3]
            return Fetched(outcome, FACTS if outcome is FetchOutcome.VERIFIED else {})
        case Fetching():
            return Fetched([FetchOutcome.DONE, FetchOutcome.DOWN][pick % 2])
        case Paying():
            return Paid([PayOutcome.PAID, PayOutcome.DECLINED][pick % 2], "AB12")
        case Connecting():
            return RingEnded(list(RingOutcome)[pick % 4], "rosa")
        case _:
            return Silent()


def _right(grammar: DigitString, pick: int) -> str:
    """Digits the grammar accepts where there are any: too few for a prefix and a check digit, and there may be none."""
    stem = (grammar.prefix + f"{pick:03}" * 4)[: grammar.low - 1]
    return next((stem + digit for digit in "0123456789" if grammar.accepts(stem + digit)), stem + "1")
