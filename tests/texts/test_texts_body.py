"""What a text may say."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from texts_laboratory import LINK

from ivr.speech.digits import DIGIT_WORDS
from ivr.texts.body import what_it_tells

NUMBER = "a number of 6 digits or more"
MONEY = "an amount of money"


@pytest.mark.parametrize(
    "body",
    [
        f"Example Cable: pay here {LINK}",
        f"Example Cable: pay here {LINK}. The link works for 24 hours. Reply STOP to end texts.",
        "Pay here: http://127.0.0.1:8080/pay/abcdefgh",
        "Pay here: https://pay.example.com/start?t=123456789012",
        "Open 08.00-17.00 and 09:30-12:15, 7 days a week.",
        "Buka pukul 08.00-17.00.",
        "Call us by December 24, 2026 or 12/24/2026.",
        "Account ending 2917.",
        "Msg&data rates may apply.",
        "Uno, dos, tres.",
        "",
    ],
)
def test_a_body_without_numbers_or_amounts_may_be_sent(body: str) -> None:
    assert what_it_tells(body, "link") is None


@pytest.mark.parametrize(
    "body",
    [
        "844829",
        "Your account 84482917 is due",
        "Account 8448 2000 1234 5678",
        "Account 8448-2000-1234",
        "1 2 3 4 5 6",
        "1 2 3, 4 5 6",
        "12-34-56",
        "8448 2917 " + LINK,
        LINK + " 84482917",
        "https:// 84482917",
        "http://pay.example.com/84482917",
        "one two three four five six",
        "8 4 4 eight two nine",
        "844\N{ZERO WIDTH SPACE}829",
        "844\N{NO-BREAK SPACE}829",
        "844\N{EN DASH}829",
        "\N{ARABIC-INDIC DIGIT ONE}" * 6,
        "\N{FULLWIDTH DIGIT FOUR}" * 6,
        "x844829x",
        "Call +1 212 555 0123",
    ],
)
def test_a_long_number_is_never_sent(body: str) -> None:
    assert what_it_tells(body, "link") == NUMBER


@pytest.mark.parametrize(
    "body",
    [
        "You owe $134.50",
        "You owe $ 134",
        "US$5",
        "You owe 134.50",
        "You owe 134,50 now",
        "134 dollars",
        "134 USD",
        "13450 USD",
        "Rp 45.000",
        "Rp45",
        "IDR 45",
        "45 rupiah",
        "45 dólares",
        "45 pesos",
        "99 cents",
        "1,345 is due",
        "1.345.000",
        "\N{EURO SIGN}9",
        "\N{FULLWIDTH DOLLAR SIGN}9",
        "12,50",
    ],
)
@pytest.mark.parametrize("topic", ["link", "confirmation"])
def test_an_amount_is_never_sent(body: str, topic: str) -> None:
    assert what_it_tells(body, topic) == MONEY


@pytest.mark.parametrize("body", ["Thank you. Confirmation 123456789.", "Confirmation 123 456 789", "Confirmation 12"])
def test_a_confirmation_may_hold_one_long_number(body: str) -> None:
    assert what_it_tells(body, "confirmation") is None


@pytest.mark.parametrize("body", ["Confirmation 123456789 for account 84482917", "123456 and 654321"])
def test_a_confirmation_may_not_hold_two(body: str) -> None:
    assert what_it_tells(body, "confirmation") == NUMBER


def test_another_topic_may_not_hold_one() -> None:
    assert what_it_tells("Confirmation 123456789", "receipt") == NUMBER


WORDS = st.text("abcdefghij .,!?", max_size=30)
NUMBERS = st.from_regex(r"[0-9]{6,16}", fullmatch=True)
WRITTEN = st.sampled_from(
    [
        lambda digits: digits,
        " ".join,
        "-".join,
        ", ".join,
        lambda digits: " ".join(digits[at : at + 4] for at in range(0, len(digits), 4)),
        lambda digits: "-".join(digits[at : at + 3] for at in range(0, len(digits), 3)),
        lambda digits: "".join(chr(ord("\N{FULLWIDTH DIGIT ZERO}") + int(digit)) for digit in digits),
        *(
            lambda digits, words=words: " ".join(words[int(digit)] for digit in digits)
            for words in DIGIT_WORDS.values()
        ),
    ]
)


@given(WORDS, NUMBERS, WRITTEN, WORDS)
@example("a.", "000000", " ".join, ".")
def test_no_body_that_holds_an_account_number_passes(before: str, number: str, written: object, after: str) -> None:
    """Whatever is told about it: some ways to write a number look like an amount first."""
    body = f"{before} {written(number)} {after} {LINK}"  # type: ignore[operator]
    assert what_it_tells(body, "link") is not None


@given(WORDS, NUMBERS)
def test_what_is_told_never_repeats_it(words: str, number: str) -> None:
    told = what_it_tells(f"{words} {number}", "link")
    assert told in (NUMBER, MONEY)


@given(st.text())
def test_any_text_is_judged(body: str) -> None:
    assert what_it_tells(body, "link") in (None, NUMBER, MONEY)


@given(st.text("0123456789 ,.-\N{EN DASH}a", max_size=60))
def test_eight_plain_digits_in_a_row_never_pass(around: str) -> None:
    assert what_it_tells(f"{around}84482917", "link") is not None
