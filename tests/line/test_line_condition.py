"""Switches of company.yaml as conditions: how they are written, when they hold, and what an author is told of wrong ones."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from line_laboratory import COMPANY, dialog, found, program, told, words

from ivr.checking.check import check
from ivr.checking.examples import loaded
from ivr.dialog.grammar import OneKey
from ivr.dialog.program import Asking, Branching, Comparison, Passing
from ivr.line.company import Company
from ivr.line.condition import parse_condition
from ivr.line.switches import switches, trouble_with
from ivr.reading.scalars import UnfitError

SWITCHES = {one.path: one for one in switches(Company)}
NAME = r"[a-z][a-z0-9_]*"
WELL_WRITTEN = re.compile(rf"(not )?{NAME}(\.{NAME})*( (is|has) .+)?")
WORDS = st.sampled_from(["none", "stores", "partners", "ask", "mobile", "T V", "pin"])


@pytest.mark.parametrize(
    ("text", "path", "among", "negated"),
    [
        ("channels.mail", "channels.mail", (), False),
        ("company.channels.mail", "channels.mail", (), False),
        ("not channels.mail", "channels.mail", (), True),
        ("  not   channels.mail ", "channels.mail", (), True),
        ("channels.in_person is stores", "channels.in_person", ("stores",), False),
        ("channels.in_person is stores or partners", "channels.in_person", ("stores", "partners"), False),
        ("channels.in_person is not none", "channels.in_person", ("none",), True),
        ("not channels.in_person is none or ask", "channels.in_person", ("none", "ask"), True),
        ("services has T V", "services", ("T V",), False),
        ("not services has mobile", "services", ("mobile",), True),
    ],
)
def test_a_condition_reads_as_it_is_written(text: str, path: str, among: tuple[str, ...], negated: bool) -> None:
    condition = parse_condition(text)
    assert (".".join(condition.path), condition.words, condition.negated) == (path, among, negated)


@pytest.mark.parametrize(
    "text", ["", "channels mail", "channels.mail = true", "Channels.mail", "channels.", "mail and chat", "!channels.mail"]
)  # fmt: skip
def test_what_is_no_condition_is_told_with_three_that_are(text: str) -> None:
    with pytest.raises(UnfitError) as refused:
        parse_condition(text)
    assert "channels.in_person is stores" in refused.value.help


def test_a_condition_says_not_once() -> None:
    with pytest.raises(UnfitError) as refused:
        parse_condition("not pay.mode is not person")
    assert refused.value.help == "Write pay.mode is person"


@pytest.mark.parametrize("off", [None, False, (), "", "none", 0])
def test_what_is_not_given_or_false_is_off(off: object) -> None:
    assert not parse_condition("channels.mail").holds(off)
    assert parse_condition("not channels.mail").holds(off)


@given(st.lists(WORDS, max_size=4), st.lists(WORDS, min_size=1, max_size=3))
def test_a_list_has_a_word_and_a_value_is_one_of_several(values: list[str], among: list[str]) -> None:
    has = parse_condition(f"services has {' or '.join(among)}")
    assert has.holds(tuple(values)) == bool(set(values) & set(among))
    assert all(has.holds(value) == (value in among) for value in values)


@given(st.sampled_from(["is", "has"]), st.lists(WORDS, max_size=3), WORDS)
def test_not_turns_a_condition_round_whatever_the_value(relation: str, among: list[str], value: str) -> None:
    written = f"services {relation} {' or '.join(among)}" if among else "services"
    assert parse_condition(f"not {written}").holds(value) is not parse_condition(written).holds(value)


@given(st.text(max_size=40) | st.from_regex(WELL_WRITTEN, fullmatch=True))
@settings(max_examples=100)
def test_whatever_is_written_is_a_condition_or_told(text: str) -> None:
    assume("not" not in text.split())  # twice is refused, and has a test of its own
    if WELL_WRITTEN.fullmatch(" ".join(text.split())):
        assert all(parse_condition(text).path)
    else:
        with pytest.raises(UnfitError) as refused:
            parse_condition(text)
        assert refused.value.help


def test_every_switch_can_be_decided_by_every_company() -> None:
    company = Company.model_validate({"name": "Example"})
    assert {"channels.mail", "channels.mail.days", "texts", "pay.mode", "claims.security", "survey"} <= SWITCHES.keys()
    for path in SWITCHES:
        parse_condition(path).holds(company.value(tuple(path.split("."))))


@pytest.mark.parametrize(
    ("written", "fact", "remedy"),
    [
        ("chanels.mail", 'company.yaml has no switch "chanels.mail".', "Did you mean channels.mail?"),
        ("channels.in_person.stores", 'company.yaml has no switch "channels.in_person.stores".', "Did you mean channels.in_person?"),
        ("hours.billing", 'company.yaml has no switch "hours.billing".', "Write one such as channels.mail, pay.mode is person, or services has mobile."),
        ("channels", 'company.yaml has no switch "channels".', "Did you mean channels.app?"),
        ("channels.in_person is store", 'channels.in_person is never "store".', "Did you mean stores?"),
        ("channels.in_person is stores, or ask", 'channels.in_person is never "stores,".', "Did you mean stores?"),
        ("pay.mode is not keypad", 'pay.mode is never "keypad".', "It is person or pay_verb or link."),
        ("verifiers has password", 'verifiers is never "password".', "It is pin or bill_code or zip or phone_last4."),
        ("channels.online is true", "channels.online is on or off, and is compared with nothing.", "Write channels.online, or not channels.online."),
        ("channels.mail is post", "channels.mail is on or off, and is compared with nothing.", "Write channels.mail, or not channels.mail."),
        ("fees.card is 5.99", "fees.card is on or off, and is compared with nothing.", "Write fees.card, or not fees.card."),
        ("pay.mode", "pay.mode is always one of its words, so this is never off.", "Write pay.mode is person"),
    ],
)  # fmt: skip
def test_a_condition_no_company_can_decide_is_told(written: str, fact: str, remedy: str) -> None:
    assert trouble_with(parse_condition(written), SWITCHES) == (fact, remedy)


@pytest.mark.parametrize(
    "written",
    ["channels.in_person", "channels.in_person is ask", "services has mobile", "texts", "verifiers has pin", "fees.card", "accepted.other"],
)  # fmt: skip
def test_a_condition_some_company_decides_is_not_told(written: str) -> None:
    assert trouble_with(parse_condition(written), SWITCHES) is None


def lookup(wait: str) -> str:
    ends = "verified: goodbye, refused: greeting, down: representative, exhausted: representative"
    return f"lookup: {{accounts: verify, wait: [Wait., {wait}], {ends}}}"


TYPO = "{if: chanels.mail, say: Wait.}"


@pytest.mark.parametrize(
    "body",
    [
        f"say: [Hello., {TYPO}]\nnext: goodbye",
        f"say: {{text: [Hello., {TYPO}]}}\nnext: goodbye",
        f"menu: {{prompt: [{TYPO}], options: {{1: {{say: Go, go: goodbye}}}}, exhausted: representative}}",
        "menu: {options: {1: {say: Go, go: goodbye}, 2: {if: chanels.mail, say: No, go: goodbye}}, exhausted: representative}",
        f"collect: {{into: account.pin, prompt: [Now., {TYPO}], exhausted: representative}}\nnext: goodbye",
        "branch: {cases: [{if: chanels.mail, go: greeting}], otherwise: goodbye}",
        lookup(TYPO),
        f"transfer: {{to: billing, prompt: [{TYPO}], whisper: A caller., bridged: goodbye, noanswer: goodbye, busy: goodbye, failed: goodbye}}",
    ],
)  # fmt: skip
def test_a_switch_that_is_not_there_is_told_in_every_kind_with_its_place(body: str) -> None:
    (one,) = [one for one in found(body) if one.code == "IVR124"]
    assert (one.message, one.help) == ('company.yaml has no switch "chanels.mail".', "Did you mean channels.mail?")
    text = f"nodes:\n  greeting:\n    {body}".split("\n")[one.place.line - 1]
    column = one.place.column - 1 if one.place.line == 3 else one.place.column - 1 - 4
    assert text[column:].startswith("chanels.mail")


SAY = "say:\n  - Hello.\n  - if: channels.online\n    say: See our website.\n  - if: not channels.online\n    say: There is no more.\nnext: goodbye"
MENU = """\
menu:
  prompt:
    - if: channels.chat
      say: You can chat.
    - Choose.
  options:
    1:
      say: To pay
      go: greeting
    2:
      if: channels.chat
      say: To chat
      go: goodbye
    3:
      say: To leave
      go: goodbye
  exhausted: representative
"""


def test_sentences_are_said_in_order_without_those_whose_switch_is_off() -> None:
    on, off = (
        program(SAY).dialogs["greeting"],
        program(SAY, COMPANY + "channels: {online: false}\n").dialogs["greeting"],
    )
    assert isinstance(on, Passing)
    assert isinstance(off, Passing)
    assert (words(on.prompt), words(off.prompt)) == ("Hello. See our website.", "Hello. There is no more.")


def test_a_choice_that_is_off_is_not_there_and_the_others_keep_their_keys() -> None:
    off = dialog(MENU)
    on = program(MENU, COMPANY + "channels: {chat: true}\n").dialogs["greeting"]
    assert isinstance(off, Asking)
    assert isinstance(on, Asking)
    assert off.grammar == OneKey({"1": "greeting", "3": "goodbye"})
    assert on.grammar == OneKey({"1": "greeting", "2": "goodbye", "3": "goodbye"})
    for prompt in (off.prompt, *off.noinput, *off.nomatch):
        assert "two" not in words(prompt)
        assert "press three" in words(prompt)
    assert words(on.prompt).startswith(
        "You can chat. Choose. To pay, press one. To chat, press two. To leave, press three."
    )


def test_a_menu_with_nothing_left_is_told() -> None:
    assert told("menu: {options: {1: {if: channels.chat, say: To chat, go: goodbye}}, exhausted: representative}") == (
        "IVR125",
        3,
        'With every switch as company.yaml has it, "greeting" offers nothing.',
        "Keep one choice without a switch, or lead around this node with a branch.",
    )


WAITING = """\
nodes:
  greeting:
    menu:
      options:
        1: {{say: To leave, go: goodbye}}
        2: {{if: channels.chat, say: To chat, go: chat}}
      exhausted: representative
  goodbye:
    hangup: Goodbye.
  chat:
    {0}
"""


@pytest.mark.parametrize(
    ("node", "code"),
    [
        (
            "menu: {options: {1: {if: channels.social, say: To chat, go: greeting}}, exhausted: representative}",
            "IVR125",
        ),
        (
            "collect: {into: account.bill_code, prompt: Now., noinput: On your bill., exhausted: representative}\n    next: greeting",
            "IVR123",
        ),
        ("hours: {of: sales, open: greeting, closed: greeting}", "IVR121"),
        ("say: Please allow {company.channels.mail.days} days.\n    next: goodbye", "IVR106"),
    ],
)
def test_a_node_that_waits_for_another_company_is_judged_by_that_company(node: str, code: str) -> None:
    """What this company lacks, the other one may have; nobody hears of it here."""
    judged = [
        {one.code for one in check(loaded(WAITING.format(node), "greeting", {"company.yaml": company}))}
        for company in (COMPANY, COMPANY + "channels: {chat: true}\n")
    ]
    assert judged == [set(), {code}]


@pytest.mark.parametrize(
    ("node", "code"),
    [
        ("say: [{if: channels.chta, say: Hello.}]\n    next: goodbye", "IVR124"),
        ("branch: {of: account.due, cases: [{above: 1, go: goodbye}], otherwise: goodbye}", "IVR122"),
        ("say: We are {company.nam}.\n    next: goodbye", "IVR106"),
        ("menu: {options: {1: {say: To leave, go: goodbye}}}", "IVR103"),
    ],
)
def test_what_no_company_could_put_right_is_told_of_a_node_that_waits(node: str, code: str) -> None:
    found_in = check(loaded(WAITING.format(node), "greeting", {"company.yaml": COMPANY}))
    assert [one.code for one in found_in] == [code]


BRANCH = """\
branch:
  of: account.balance
  cases:
    - above: 0.00
      go: representative
    - if: channels.chat
      go: goodbye
    - below: 0.00
      go: greeting
    - if: channels.online
      go: representative
  otherwise: greeting
"""


def test_the_first_switch_that_is_on_ends_a_branch_and_cases_before_it_stay() -> None:
    by_online = dialog(BRANCH)
    by_chat = program(BRANCH, COMPANY + "channels: {chat: true}\n").dialogs["greeting"]
    by_none = program(BRANCH, COMPANY + "channels: {online: false}\n").dialogs["greeting"]
    seen = []
    for one in (by_online, by_chat, by_none):
        assert isinstance(one, Branching)
        seen.append(([case.comparison for case in one.cases], one.otherwise))
    above, below = Comparison.ABOVE, Comparison.BELOW
    assert seen == [([above, below], "representative"), ([above], "goodbye"), ([above, below], "greeting")]


def test_a_branch_by_switches_alone_asks_nothing_of_a_call() -> None:
    body = "branch: {cases: [{if: channels.chat, go: greeting}, {if: pay.mode is person, go: goodbye}], otherwise: greeting}"
    assert dialog(body) == Passing("greeting", (), "goodbye")


def test_a_comparison_without_a_value_to_compare_is_told() -> None:
    code, line, message, remedy = told("branch: {cases: [{above: 1.00, go: goodbye}], otherwise: goodbye}")
    assert (code, line, message, remedy) == ("IVR122", 3, "What is compared here is not said.", "Add of.")


def test_a_case_has_a_switch_or_a_comparison() -> None:
    code, _, message, _ = told("branch: {cases: [{if: texts, known: true, go: goodbye}], otherwise: goodbye}")
    assert (code, message) == ("IVR053", "A case makes one comparison, and this one makes if and known.")
