"""What is measured before any call: prompts with typical values, and the heaviest way to a dialog."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.checking.ahead import said_ahead, way_ahead
from ivr.checking.examples import loaded
from ivr.checking.in_language import listed
from ivr.checking.lengths import says_number
from ivr.checking.said import words_of
from ivr.checking.spoken_time import before_first_option, is_option, seconds_of, seconds_of_option, typical
from ivr.dialog.program import Branching, Dialog, Ending, Passing, Program
from ivr.dialog.prompts import NEVER_SPOKEN, Known, Rest, Sentence
from ivr.line.compile import compile_line
from ivr.line.lowering import OPTION_PAUSE_MS
from ivr.speech.duration import seconds_to_say
from ivr.speech.languages import LANGUAGES

NODES = """\
nodes:
  greeting:
    menu:
      prompt: You can pay here.
      options:
        1: {say: To end the call, go: goodbye}
        2: {say: To hear this again, go: greeting}
      exhausted: representative
  goodbye:
    hangup: Goodbye.
"""


def program() -> Program:
    line = loaded(NODES, "greeting").line
    assert line is not None
    return compile_line(line).program


def test_a_prompt_takes_the_time_of_its_words_and_of_its_rests() -> None:
    sentence = Sentence(("To end the call, ", Rest(250), "press one.", " ", Rest(600)))
    words = seconds_to_say("To end the call, press one. ", "en-US")
    assert seconds_of(program(), (sentence,), "en-US") == pytest.approx(words + 0.85)
    assert seconds_of_option(program(), sentence, "en-US") == pytest.approx(words + 0.85 - OPTION_PAUSE_MS / 1000)


def test_a_sentence_of_another_language_takes_the_time_of_that_language() -> None:
    spanish = Sentence(("Para español, oprima nueve.",), "es-US")
    assert seconds_of(program(), (spanish,), "en-US") == pytest.approx(
        seconds_to_say("Para español, oprima nueve.", "es-US")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_that_can_be_spoken_has_a_typical_form_in_every_language(language: str) -> None:
    for name in set(Known) - NEVER_SPOKEN:
        words, rest = typical(name, language)
        assert words, name
        assert seconds_to_say(words, language) > 0
        assert rest >= 0


def test_a_longer_account_number_takes_longer() -> None:
    short, long = (typical(Known.ACCOUNT_NUMBER, "en-US", groups) for groups in ((4, 4), (4, 4, 4, 4)))
    assert len(short[0]) < len(long[0])
    assert short[1] < long[1]


def test_before_the_first_choice_stands_what_names_no_key() -> None:
    prompt = program().dialogs["greeting"].prompt
    assert words_of(before_first_option(prompt, "en-US")) == "You can pay here."
    assert is_option(Sentence(("To end the call, press one.",)), "en-US")


@pytest.mark.parametrize(
    ("text", "number", "language", "says"),
    [
        ("Enter your sixteen-digit number.", 16, "en-US", True),
        ("Enter all 16 digits.", 16, "en-US", True),
        ("It has twenty-four digits.", 24, "en-US", True),
        ("It has fourteen digits.", 4, "en-US", False),
        ("Ingrese los dieciséis dígitos.", 16, "es-US", True),
        ("Ingrese los veintiún dígitos.", 21, "es-US", True),
        ("Masukkan enam belas angka.", 16, "id-ID", True),
        ("Enter it for us.", 4, "en-US", False),
    ],
)
def test_words_say_a_number_in_words_or_in_figures(text: str, number: int, language: str, says: bool) -> None:
    assert says_number(text, number, language) is says


def passing(name: str, then: str) -> Passing:
    return Passing(name, (Sentence((f"Words of {name}.",)),), then)


@given(st.integers(1, 40))
def test_of_a_row_all_that_stands_before_is_counted(length: int) -> None:
    row: dict[str, Dialog] = {f"n{place}": passing(f"n{place}", f"n{place + 1}") for place in range(length)}
    row[f"n{length}"] = Ending(f"n{length}", ())
    ahead = said_ahead(row, lambda one: 1)
    assert ahead[f"n{length}"].most == length
    assert way_ahead(ahead, f"n{length}") == [f"n{place}" for place in range(length)]


def test_of_two_ways_the_heavier_one_counts_and_a_circle_ends_the_count() -> None:
    dialogs: dict[str, Dialog] = {
        "start": Branching("start", Known.ACCOUNT_TIER, (), "long"),
        "long": passing("long", "longer"),
        "longer": passing("longer", "end"),
        "short": passing("short", "end"),
        "round": passing("round", "round"),
        "end": Ending("end", ()),
    }
    ahead = said_ahead(dialogs, lambda one: isinstance(one, Passing))
    assert (ahead["end"].most, way_ahead(ahead, "end")) == (2, ["long", "longer"])
    assert "round" not in ahead


def test_languages_are_listed_as_in_a_sentence() -> None:
    assert listed(["en-US"]) == "en-US"
    assert listed(["en-US", "es-US", "id-ID"]) == "en-US, es-US and id-ID"
