"""`menu` and `collect`: what they become, and what their author is told."""

import pytest
from line_laboratory import dialog, program, told, words

from ivr.dialog.grammar import Checksum, DigitString, OneKey
from ivr.dialog.program import Asking

MENU = """\
menu:
  prompt: Welcome.
  options:
    1: {say: To pay., go: greeting}
    8: {say: To leave, go: goodbye}
  exhausted: representative
"""


def test_a_choice_is_said_function_first_and_key_last() -> None:
    menu = dialog(MENU)
    assert isinstance(menu, Asking)
    assert menu.grammar == OneKey({"1": "greeting", "8": "goodbye"})
    assert words(menu.prompt) == (
        "Welcome. To pay, press one. To leave, press eight. For a representative, press zero."
    )


def test_a_reprompt_names_the_person_first_and_the_key_that_repeats_last() -> None:
    menu = dialog(MENU)
    assert isinstance(menu, Asking)
    rest = (
        "For a representative, press zero. To pay, press one. To leave, press eight. "
        "To hear the choices again, press pound."
    )
    assert [words(one) for one in menu.noinput] == [f"Take your time. I'll wait. {rest}"]
    assert [words(one) for one in menu.nomatch] == [f"Sorry, that was not one of the choices. {rest}"]


def test_wordings_taper_in_the_order_their_author_wrote_them() -> None:
    menu = dialog(MENU + "  noinput: [First., Second.]\n  nomatch: Only.")
    assert isinstance(menu, Asking)
    assert [words(one).partition(".")[0] for one in menu.noinput] == ["First", "Second"]
    assert [words(one).partition(".")[0] for one in menu.nomatch] == ["Only"]


def test_after_hours_a_menu_need_not_offer_a_person() -> None:
    menu = dialog(MENU + "  offer_person: false")
    assert isinstance(menu, Asking)
    said = words((*menu.prompt, *menu.noinput[0]))
    assert "representative" not in said


def test_the_way_back_is_announced_where_there_is_one() -> None:
    menu = dialog(MENU + "back: goodbye")
    assert isinstance(menu, Asking)
    assert menu.back == "goodbye"
    assert "To go back, press star." in words(menu.prompt)


def test_a_menu_without_choices_is_no_menu() -> None:
    assert told("menu:\n  options: {}\n  exhausted: representative")[0] == "IVR055"


def collect(more: str = "", into: str = "account.number") -> str:
    rows = "".join(f"  {row}\n" for row in more.split("\n") if row)
    return f"collect:\n  into: {into}\n  prompt: Please enter it.\n{rows}  exhausted: representative\nnext: goodbye"


def grammar(more: str = "", into: str = "account.number") -> DigitString:
    asked = dialog(collect(more, into))
    assert isinstance(asked, Asking)
    assert isinstance(asked.grammar, DigitString)
    return asked.grammar


def test_an_account_number_has_the_shape_the_company_gives_it() -> None:
    assert grammar() == DigitString("account.number", 16, 16, "goodbye", "8448", Checksum.LUHN)


def test_a_pin_has_the_shape_the_company_gives_it() -> None:
    assert grammar(into="account.pin") == DigitString("account.pin", 4, 6, "goodbye")


def test_a_node_says_how_long_other_numbers_are() -> None:
    assert grammar("exact: 10", "caller.phone") == DigitString("caller.phone", 10, 10, "goodbye")
    assert grammar("min: 1\nmax: 40", "caller.reference") == DigitString("caller.reference", 1, 40, "goodbye")
    assert grammar("exact: 16\nchecksum: luhn", "caller.reference").checksum is Checksum.LUHN


def test_a_number_whose_length_is_said_nowhere_is_told() -> None:
    assert told(collect("noinput: It is on your bill.", into="caller.reference")) == (
        "IVR123",
        4,
        "How many digits caller.reference has is said nowhere.",
        "Add exact, or min and max.",
    )


@pytest.mark.parametrize(
    ("more", "line", "message"),
    [
        ("exact: 4\nmin: 4", 4, "The length is said twice here."),
        ("exact: 4\nmin: 2\nmax: 4", 4, "The length is said twice here."),
        ("min: 4", 4, "Only one of min and max is written here."),
        ("max: 4", 4, "Only one of min and max is written here."),
        ("min: 5\nmax: 4", 4, "The number at min is above the one at max."),
        ("exact: 41", 4, "Nobody keys 41 digits."),
        ("exact: 0", 6, '"0" is too few.'),
        ("exact: four", 6, '"four" is not a whole number.'),
        ("exact: 04", 6, '"04" is not a whole number.'),
        ("checksum: lunh", 6, '"lunh" is not a checksum.'),
        ("confirm: yes", 6, '"yes" is neither true nor false.'),
        ("timeout: 0", 6, "Nobody can be waited for 0 seconds."),
        ("timeout: 301 s", 6, "Nobody can be waited for 301 seconds."),
    ],
)
def test_a_length_that_cannot_be_is_told(more: str, line: int, message: str) -> None:
    assert told(collect(more))[:3] == ("IVR053", line, message)


def test_a_number_is_read_back_before_it_is_kept() -> None:
    asked = program(collect("confirm: true")).dialogs
    number, confirmation = asked["greeting"], asked["greeting.confirm"]
    assert isinstance(number, Asking)
    assert isinstance(number.grammar, DigitString)
    assert number.grammar.then == "greeting.confirm"
    assert isinstance(confirmation, Asking)
    assert confirmation.grammar == OneKey({"1": "goodbye", "2": "greeting"})
    assert confirmation.back == "greeting"
    assert confirmation.exhausted == "representative"
    assert words(confirmation.prompt) == (
        "You entered {account.number}. If that's right, press one. To enter it again, press two."
    )


def test_a_pin_is_never_read_back() -> None:
    assert told(collect("confirm: true", "account.pin")) == (
        "IVR053",
        6,
        "What account.pin is proves who is calling and is never read out, so it cannot be confirmed.",
        "Leave confirm out.",
    )


@pytest.mark.parametrize("into", ["account.pin2", "account.balance", "pin", ""])
def test_only_what_is_keyed_can_be_collected(into: str) -> None:
    assert told(collect(into=into))[:2] == ("IVR053", 4)


def test_silence_is_answered_with_the_ways_out_and_a_wrong_entry_with_the_question() -> None:
    asked = dialog(collect("noinput: It is on your bill.\nnomatch: That is not it."))
    assert isinstance(asked, Asking)
    assert [words(one) for one in asked.noinput] == [
        "It is on your bill. For a representative, press zero, then pound."
    ]
    assert [words(one) for one in asked.nomatch] == ["That is not it. Please enter it."]
