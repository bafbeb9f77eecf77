"""YAML's traps where an author meets them: in the middle of a line, with everything around them in order."""

import pytest

from ivr.checking.check import check
from ivr.checking.examples import loaded
from ivr.line.compile import compile_line

MENU = """\
nodes:
  greeting:
    menu:
      prompt: Welcome.
      options:
        1:
          say: To hear this again
          go: greeting
{more}
      exhausted: representative
"""


def codes(nodes: str) -> list[tuple[str, int]]:
    return [(one.code, one.place.line) for one in check(loaded(nodes, "greeting"))]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("say: {company.name} welcomes you.", "IVR060"),
        ("say: [[Hello there]]", "IVR052"),
        ("say: Note: we are closed.", "IVR065"),
        ("say: Press the # key.", "IVR063"),
        ("say: *Hello", "IVR021"),
        ("say: *Hello and welcome", "IVR062"),
        ("say: &hello there", "IVR020"),
        ("say: !hello there", "IVR022"),
        ("say: @hello", "IVR066"),
        ('say: "no end', "IVR013"),
        ('say: "Hello" there', "IVR014"),
        ("say:Hello.", "IVR064"),
        ("\tsay: Hello.", "IVR011"),
        ("say: 'It's here'", "IVR014"),
    ],
)
def test_a_trap_in_a_sentence_is_one_finding_in_its_line(written: str, code: str) -> None:
    nodes = f"nodes:\n  greeting:\n    {written}\n    next: goodbye\n  goodbye:\n    hangup: Goodbye.\n"
    assert codes(nodes) == [(code, 3)]


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ('"0"', "IVR053"),
        ("0", "IVR053"),
        ('"*"', "IVR053"),
        ('"#"', "IVR053"),
        ("9", "IVR053"),
        ("01", "IVR053"),
        ("10", "IVR053"),
        ("one", "IVR053"),
        ("1", "IVR024"),
        ("#", "IVR067"),
        ("*", "IVR062"),
    ],
)
def test_a_key_no_choice_can_have_is_told_at_the_key(key: str, code: str) -> None:
    more = f"        {key}:\n          say: To speak with a person\n          go: representative"
    assert (code, 9) in codes(MENU.format(more=more))


@pytest.mark.parametrize(
    ("key", "fact"),
    [
        ("0", "0 leads to a person everywhere"),
        ("*", "* goes back everywhere"),
        ("#", "# repeats the choices everywhere"),
        ("9", "9 is kept for the other language everywhere"),
    ],
)
def test_each_key_with_a_meaning_of_its_own_says_which(key: str, fact: str) -> None:
    more = f'        "{key}":\n          say: To speak with a person\n          go: representative'
    (finding,) = check(loaded(MENU.format(more=more), "greeting"))
    assert finding.message == f"{fact}, so no choice can have it."
    assert finding.place.column == 9


def test_all_keys_that_are_taken_are_told_at_once() -> None:
    rows = [f'        "{key}": {{say: To begin, go: greeting}}' for key in "09*#"]
    assert codes(MENU.format(more="\n".join(rows))) == [("IVR053", line) for line in (9, 10, 11, 12)]


def test_times_numbers_and_words_mean_what_they_say() -> None:
    """Where plain YAML reads 8:30 as 510, 0123 as 83, no as false and a + as an integer's sign."""
    company = """\
name: no
phone: +1 800 555 0100
account_number: {length: 8, prefix: 0123}
pin: {length: 4}
hours:
  billing:
    zone: America/New_York
    week: {monday: 8:30-12:00}
"""
    nodes = "nodes:\n  greeting:\n    hangup: This is {company.name}. {company.account_number.prefix}.\n"
    whole = loaded(nodes, "greeting", {"company.yaml": company})
    assert check(whole) == []
    assert whole.line is not None
    program = compile_line(whole.line).program
    assert [one.pieces for one in program.dialogs["greeting"].prompt] == [
        ("This is ", "no", "."),
        ("zero one two three", "."),
    ]
    week = program.calendars["billing"].week
    assert {day: [str(span.start) for span in spans] for day, spans in week.items()} == {0: ["08:30:00"]}
