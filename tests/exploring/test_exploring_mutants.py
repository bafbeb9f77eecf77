"""Mutants: each operator makes the mistake it says, in its own place, and nothing else."""

from collections import Counter
from collections.abc import Mapping

import pytest

from ivr.exploring.mutants import EVERY_LANGUAGE, OPERATORS, Mutant, changed, difference, mutants, with_mutant
from ivr.line.compile import compile_line
from ivr.line.loading import Loaded, files_of_text, load

LINE = """\
# The line.
line: tiny
company: company.yaml
languages:
  en-US: Polly.Joanna-Neural
  es-US: Polly.Lupe-Neural
start: greeting
person: person
defaults:
  call:
    errors: 4
nodes:
  greeting:
    say: Welcome.
    next: main
  main:   # the first menu
    menu:
      prompt:
        - One thing.   # said first
        - if: channels.chat
          say: "Another # thing."
      options:
        1:
          say: To pay
          go: number
        # Between two choices.
        2:
          say: To hear more
          go: fork
      noinput: Take your time.
      exhausted: person
      attempts:
        noinput: 1
      timeout: 8 s
  number:
    collect:
      into: account.number
      prompt: Your number.
      nomatch:
        - Not a number.
        - Still not a number.
      confirm: true
      exhausted: person
    next: fork
    reason: paying
  fork:
    branch:
      of: account.balance
      cases:
        - above: 0.00
          go: legal
        - known: true
          go: main
        - below: -1.00
          go: greeting
        - is: -1.00
          go: number
      otherwise: goodbye
    needs: T2
  legal:
    say:
      text: Legal words.
      bargein: false
    next: person
    outcome: heard_legal_words
  person:
    transfer:
      to: billing
      skills: [arrangements]
      whisper: A caller.
      bridged: goodbye
      noanswer: goodbye
      busy: goodbye
      failed: main
  goodbye:
    hangup: Goodbye.
"""
COMPANY = """\
name: Example
phone: +1 800 555 0100
account_number:
  length: 8
  groups: [4, 4]
accepted:
  cards: [Visa, Mastercard]
channels:
  chat: true
pay:
  mode: person
hours:
  billing:
    zone: America/New_York
    week:
      monday-friday: 8:00-18:00
    holidays:
      2026-12-25: Christmas Day
"""
PEOPLE = """\
groups:
  billing:
    ring: 20 s
representatives:
  rosa:
    name: Rosa
    number: +1 555 010 0101
    groups: [billing, repairs]
    skills: [arrangements]
"""
SPANISH = {
    "Welcome.": "Bienvenido.",
    "One thing.": "Una cosa.",
    "Another # thing.": "Otra cosa.",
    "To pay": "Para pagar",
    "To hear more": "Para oír más",
}
CATALOGUE = 'msgid ""\nmsgstr ""\n"Language: es_US\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n' + "".join(
    f'\n# For translators.\nmsgid "{text}"\nmsgstr "{said}"\n' for text, said in SPANISH.items()
)
TEXTS = {
    "line.yaml": LINE,
    "company.yaml": COMPANY,
    "representatives.yaml": PEOPLE,
    "languages/es-US.po": CATALOGUE,
}


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    found = load(files_of_text(TEXTS))
    assert found.findings == ()
    return found


@pytest.fixture(scope="module")
def made(loaded: Loaded) -> Mapping[str, Mutant]:
    return {one.id: one for one in mutants(loaded)}


def rows_changed(one: Mutant) -> list[tuple[str, str]]:
    """Before and after, without the blanks around them."""
    found = []
    for file, after in changed(TEXTS, one.cuts).items():
        rows = zip(TEXTS[file].splitlines(), after.splitlines(), strict=True)
        found += [(before.strip(), row.strip()) for before, row in rows if before != row]
    return found


@pytest.mark.parametrize(
    ("name", "sentence", "rows"),
    [
        (
            "swap-targets main 1-2",
            "In main, keys 1 and 2 lead where the other should.",
            [("go: number", "go: fork"), ("go: fork", "go: number")],
        ),
        ("swap-keys main 1-2", "In main, keys 1 and 2 are swapped.", [("1:", "2:"), ("2:", "1:")]),
        (
            "drop-option main 1",
            "In main, the choice with key 1 is missing.",
            [("1:", ""), ("say: To pay", ""), ("go: number", "")],
        ),
        ("drop-reprompt main noinput", "In main, noinput is missing.", [("noinput: Take your time.", "")]),
        (
            "drop-reprompt number nomatch.2",
            "In number, sentence 2 of nomatch is missing.",
            [("- Still not a number.", "")],
        ),
        (
            "drop-sentence main prompt.1",
            "In main, sentence 1 of prompt is missing.",
            [("- One thing.   # said first", "# said first")],
        ),
        (
            "drop-sentence main prompt.2",
            "In main, sentence 2 of prompt is missing.",
            [("- if: channels.chat", ""), ('say: "Another # thing."', "")],
        ),
        ("wrong-words greeting", "greeting says the words of legal.", [("say: Welcome.", "say: Legal words.")]),
        (
            "replace-whisper person",
            "In person, the representative hears the words of greeting.",
            [("whisper: A caller.", "whisper: Welcome.")],
        ),
        (
            "redirect person busy",
            "In person, busy leads to main instead of goodbye.",
            [("busy: goodbye", "busy: main")],
        ),
        (
            "redirect fork cases.1.go",
            "In fork, cases.1.go leads to main instead of legal.",
            [("go: legal", "go: main")],
        ),
        (
            "negate-case fork 1",
            "In fork, case 1 says at_least instead of above.",
            [("- above: 0.00", "- at_least: 0.00")],
        ),
        (
            "negate-case fork 2",
            "In fork, case 2 says false instead of true.",
            [("- known: true", "- known: false")],
        ),
        (
            "swap-cases fork 1-2",
            "In fork, cases 1 and 2 stand in the wrong order.",
            [
                ("- above: 0.00", "- known: true"),
                ("go: legal", "go: main"),
                ("- known: true", "- above: 0.00"),
                ("go: main", "go: legal"),
            ],
        ),
        (
            "change-group person",
            "In person, the group is repairs instead of billing.",
            [("to: billing", "to: repairs")],
        ),
        (
            "shift-hours billing.week.monday-friday.closes",
            "In the hours billing.week.monday-friday, it says 8:00-17:00 instead of 8:00-18:00.",
            [("monday-friday: 8:00-18:00", "monday-friday: 8:00-17:00")],
        ),
        (
            "drop-holiday billing.2026-12-25",
            "2026-12-25 is a day like any other.",
            [("2026-12-25: Christmas Day", "")],
        ),
        (
            "change-fact channels.chat false",
            "In the facts of the company, channels.chat is false instead of true.",
            [("chat: true", "chat: false")],
        ),
        (
            "change-fact phone +1 800 555 0101",
            "In the facts of the company, phone is +1 800 555 0101 instead of +1 800 555 0100.",
            [("phone: +1 800 555 0100", "phone: +1 800 555 0101")],
        ),
        (
            "drop-fact accepted.cards Visa",
            "In the facts of the company, Visa is missing among accepted.cards.",
            [("cards: [Visa, Mastercard]", "cards: [Mastercard]")],
        ),
        ("drop-confirm number", "In number, confirm: true is missing.", [("confirm: true", "")]),
        ("drop-bargein legal", "In legal, bargein: false is missing.", [("bargein: false", "")]),
        ("drop-needs fork", "In fork, needs: T2 is missing.", [("needs: T2", "")]),
        ("drop-reason number", "In number, reason: paying is missing.", [("reason: paying", "")]),
        (
            "drop-outcome legal",
            "In legal, outcome: heard_legal_words is missing.",
            [("outcome: heard_legal_words", "")],
        ),
        ("drop-skill person", "In person, no skill is asked for.", [("skills: [arrangements]", "")]),
        (
            "change-attempts main attempts.noinput",
            "In main, attempts.noinput is 2 instead of 1.",
            [("noinput: 1", "noinput: 2")],
        ),
        (
            "change-timeout main timeout",
            "In main, timeout is 16 s instead of 8 s.",
            [("timeout: 8 s", "timeout: 16 s")],
        ),
        (
            "raise-limit call.errors",
            "In line.yaml, call.errors is 5 instead of 4.",
            [("errors: 4", "errors: 5")],
        ),
        (
            "lower-limit groups.billing.ring",
            "In representatives.yaml, groups.billing.ring is 10 s instead of 20 s.",
            [("ring: 20 s", "ring: 10 s")],
        ),
        (
            "wrong-key main es-US 1-2",
            "In main, the words in es-US of keys 1 and 2 are swapped.",
            [('msgstr "Para pagar"', 'msgstr "Para oír más"'), ('msgstr "Para oír más"', 'msgstr "Para pagar"')],
        ),
        (
            "swap-languages greeting",
            "The first words of greeting are swapped between es-US and en-US.",
            [('msgstr "Bienvenido."', 'msgstr "Welcome."')],
        ),
    ],
)
def test_an_operator_makes_the_mistake_it_says(
    made: Mapping[str, Mutant], name: str, sentence: str, rows: list[tuple[str, str]]
) -> None:
    assert (made[name].sentence, rows_changed(made[name])) == (sentence, rows)


def test_every_operator_makes_something_and_is_named_like_its_mutants(made: Mapping[str, Mutant]) -> None:
    assert {one.operator for one in made.values()} == set(OPERATORS)
    assert all(one.id.startswith(f"{one.operator} ") for one in made.values())


def test_a_mutant_stands_where_its_cuts_are(made: Mapping[str, Mutant]) -> None:
    astray = [
        one.id for one in made.values() if (one.place.file, one.place.line) not in {(c.file, c.row) for c in one.cuts}
    ]
    assert astray == []


def test_no_two_mutants_have_one_name_or_change_the_same(loaded: Loaded) -> None:
    found = list(mutants(loaded))
    for counts in (Counter(one.id for one in found), Counter(tuple(sorted(one.cuts)) for one in found)):
        assert {name for name, count in counts.items() if count > 1} == set()


def test_the_same_line_has_the_same_mutants(loaded: Loaded) -> None:
    assert list(mutants(loaded)) == list(mutants(load(files_of_text(TEXTS))))


def test_comments_are_left_alone_and_rows_stay_where_they_are(made: Mapping[str, Mutant]) -> None:
    comments = ("# The line.", "# the first menu", "# said first", "# Between two choices.", "# For translators.")
    for one in made.values():
        for file, after in changed(TEXTS, one.cuts).items():
            assert after.count("\n") == TEXTS[file].count("\n"), one.id
            assert [after.count(words) for words in comments] == [TEXTS[file].count(words) for words in comments], (
                one.id
            )


def test_a_text_with_windows_rows_and_a_byte_order_mark_keeps_them() -> None:
    texts = {**TEXTS, "line.yaml": "\ufeff" + LINE.replace("\n", "\r\n")}
    found = {one.id: one for one in mutants(load(files_of_text(texts)))}
    after = changed(texts, found["swap-keys main 1-2"].cuts)["line.yaml"]
    assert after == texts["line.yaml"].replace("  1:", "  X:").replace("  2:", "  1:").replace("  X:", "  2:")


def test_a_line_that_cannot_be_read_has_no_mutants() -> None:
    assert list(mutants(load(files_of_text({"line.yaml": "line: nothing\n"})))) == []


def differs(loaded: Loaded, one: Mutant) -> tuple[set[tuple[str, str]], bool]:
    after = load(with_mutant(files_of_text(TEXTS), loaded, one))
    assert loaded.line is not None
    assert after.line is not None
    both = [(line, compile_line(line).program) for line in (loaded.line, after.line)]
    found = difference(both[0], both[1])
    return set(found.dialogs), found.elsewhere


@pytest.mark.parametrize(
    ("name", "dialogs", "elsewhere"),
    [
        ("redirect person busy", {("en-US", "person"), ("es-US", "person")}, False),
        ("wrong-key main es-US 1-2", {("es-US", "main")}, False),
        ("drop-reason number", {(EVERY_LANGUAGE, "number")}, False),
        ("drop-needs fork", {(EVERY_LANGUAGE, "fork")}, False),
        ("shift-hours billing.week.monday-friday.opens", set(), True),
        ("raise-limit call.errors", set(), True),
    ],
)
def test_a_difference_is_the_dialogs_and_languages_in_which_a_call_could_notice(
    loaded: Loaded, made: Mapping[str, Mutant], name: str, dialogs: set[tuple[str, str]], elsewhere: bool
) -> None:
    assert differs(loaded, made[name]) == (dialogs, elsewhere)


def test_a_line_does_not_differ_from_itself(loaded: Loaded) -> None:
    assert loaded.line is not None
    same = (loaded.line, compile_line(loaded.line).program)
    assert not difference(same, same)


def test_cases_that_cannot_both_hold_are_in_no_wrong_order(made: Mapping[str, Mutant]) -> None:
    assert [name for name in made if name.startswith("swap-cases")] == ["swap-cases fork 1-2", "swap-cases fork 2-3"]
