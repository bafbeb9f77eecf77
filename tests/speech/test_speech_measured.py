"""Our seconds against seconds of sound: what espeak-ng took for phrases of the shipped lines, at the pace we state.

measured_seconds.csv is written by `python bench/calibrate_speech.py --write tests/speech/measured_seconds.csv`. Whoever
changes a pace, a pause or the counting of syllables learns here what it does, and need not install anything for it.
"""

import csv
import importlib.util
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from needs import CHECKOUT, require

from ivr.speech.duration import LONG_PAUSE, SHORT_PAUSE, load_of, word_ends
from ivr.speech.languages import SPOKEN_LANGUAGES

TABLE = Path(__file__).with_name("measured_seconds.csv")
NINE_OF_TEN = {"en-US": 0.15, "es-US": 0.11, "id-ID": 0.08}
"""How far off nine phrases of ten may be; English stresses some syllables and swallows others, so it is estimated worst."""


@dataclass(frozen=True, slots=True)
class Phrase:
    language: str
    text: str
    seconds: float

    @property
    def estimate(self) -> float:
        """To the end of the last word, as sound is measured."""
        return word_ends(self.text, self.language)[-1]

    @property
    def error(self) -> float:
        return self.estimate / self.seconds - 1

    @property
    def pauses(self) -> float:
        """For each syllable, those of both lengths."""
        loads = [load_of(word, self.language) for word in self.text.split()]
        rests = [rest for _, rest in loads[:-1]]
        return (rests.count(SHORT_PAUSE) + rests.count(LONG_PAUSE)) / sum(count for count, _ in loads)


@cache
def phrases(language: str) -> tuple[Phrase, ...]:
    with TABLE.open(newline="") as file:
        rows = [Phrase(row["language"], row["text"], float(row["seconds"])) for row in csv.DictReader(file)]
    return tuple(one for one in rows if one.language == language)


def in_all(some: tuple[Phrase, ...]) -> float:
    return sum(one.estimate for one in some) / sum(one.seconds for one in some) - 1


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_there_are_phrases_enough_of_all_lengths(language: str) -> None:
    seconds = sorted(one.seconds for one in phrases(language))
    assert len(seconds) == len({one.text for one in phrases(language)}) == 120
    assert seconds[0] < 1
    assert seconds[-1] > 15


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_the_phrases_of_a_language_take_together_what_was_measured(language: str) -> None:
    assert in_all(phrases(language)) == pytest.approx(0, abs=0.02)


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_no_language_is_estimated_too_long_or_too_short_by_a_twentieth(language: str) -> None:
    errors = [one.error for one in phrases(language)]
    assert sum(errors) / len(errors) == pytest.approx(0, abs=0.05)


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_nine_phrases_of_ten_are_as_near_as_we_say(language: str) -> None:
    errors = sorted(abs(one.error) for one in phrases(language))
    assert errors[len(errors) * 9 // 10] < NINE_OF_TEN[language]


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_phrases_with_many_pauses_are_estimated_as_well_as_those_with_few(language: str) -> None:
    """Too short a pause could hide behind too slow a pace, and did."""
    ordered = tuple(sorted(phrases(language), key=lambda one: one.pauses))
    for some in (ordered[:60], ordered[60:]):
        assert in_all(some) == pytest.approx(0, abs=0.05)


@cache
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("calibrate_speech", CHECKOUT / "bench/calibrate_speech.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_espeak_still_takes_the_seconds_that_were_measured(language: str) -> None:
    require("espeak-ng", "espeak-ng")
    for one in phrases(language)[::12]:
        seconds = bench().measured(one.text, language, bench().PACE)
        assert seconds == pytest.approx(one.seconds, rel=0.03), one.text
