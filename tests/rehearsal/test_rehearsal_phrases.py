"""Which few words stand for many."""

from hypothesis import given
from hypothesis import strategies as st

from ivr.carrier.hearing import fold
from ivr.rehearsal.phrases import first_words, last_words, phrases, steady_words


def test_few_words_are_told_whole() -> None:
    assert phrases(["For", "apples,", "press", "one."], "en-US") == ["For apples, press one."]


def test_of_many_the_first_sentence_and_the_last_clause_are_told() -> None:
    words = [
        "Thanks",
        "for",
        "calling.",
        "To",
        "pay",
        "your",
        "bill,",
        "press",
        "one.",
        "For",
        "a",
        "representative,",
        "press",
        "zero.",
    ]
    assert phrases(words, "en-US") == ["Thanks for calling.", "For a representative, press zero."]


def test_nothing_heard_is_nothing_told() -> None:
    assert phrases([], "en-US") == []
    assert phrases(["..."], "en-US") == []


def test_a_number_that_is_read_back_is_not_among_the_first_words() -> None:
    assert (
        first_words(["You", "entered", "eight", "four", "four", "eight,", "two", "thousand.", "Right?"], "en-US")[0]
        == "You entered eight"
    )


def test_a_number_in_another_language_is_a_number_too() -> None:
    assert first_words(["Usted", "marcó", "ocho", "cuatro", "cuatro.", "¿Sí?"], "es-US")[0] == "Usted marcó ocho"
    assert first_words(["Anda", "memasukkan", "delapan", "empat", "nol."], "id-ID")[0] == "Anda memasukkan delapan"


def test_of_a_text_message_what_stands_before_a_link_or_a_number_is_told() -> None:
    assert (
        steady_words(["Pay", "your", "bill", "here:", "https://pay.example/x", "now"], "en-US") == "Pay your bill here:"
    )
    assert (
        steady_words(["Your", "confirmation", "number", "is", "4071.", "Thank", "you."], "en-US")
        == "Your confirmation number is"
    )
    assert (
        steady_words(["one", "two", "three", "four", "five", "six", "seven"], "en-US") == "one two three four five six"
    )
    assert steady_words(["https://pay.example/x"], "en-US") == ""
    assert steady_words(["--", "4071"], "en-US") == ""


def test_words_that_stood_before_are_told_with_those_before_them() -> None:
    words = ["To", "pay,", "press", "one.", "To", "hear,", "press", "one.", "To", "end", "it,", "press", "one."]
    assert last_words(words, "en-US") == "To end it, press one."
    assert last_words(["press", "one.", "Or", "press", "one."], "en-US") == "Or press one."


@given(st.lists(st.sampled_from(["press", "one.", "Two,", "for", "8448", "--", "apples"]), max_size=25))
def test_the_first_place_that_has_the_last_words_is_the_end(words: list[str]) -> None:
    heard, wanted = fold(" ".join(words), "en-US"), fold(last_words(words, "en-US"), "en-US")
    places = [place for place in range(len(heard)) if wanted and heard[place : place + len(wanted)] == wanted]
    assert places[:1] == ([len(heard) - len(wanted)] if wanted else [])
