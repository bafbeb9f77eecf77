"""How long the words of the shipped lines take to say, held against sound: espeak-ng speaks them, and its seconds are measured.

    python bench/calibrate_speech.py [--pace 160] [--worst 10] [--lines menus/pay-my-bill ...] [--write tests/speech/measured_seconds.csv]

Needs espeak-ng (apt-get install espeak-ng). Every prompt of the lines is spoken in each of its languages, with examples
for the values of a call; and amounts, dates, times, digits one by one and read-backs. Silence before the first sound and
after the last is cut. Then, for each language,

    seconds = syllables / rate + short pauses x short + long pauses x long

is fitted by least squares, each phrase weighted by one over its seconds, as is right where errors of syllables add up by
chance. The pause behind the last word is in none of it: there is nothing to measure it by. Printed are the fit of each language, one
fit with pauses that all of them share, and how far our own estimate (ivr/speech/duration.py) is from what was measured.
`--write` keeps a part of the phrases, which the tests hold the estimate to.

espeak-ng makes the same sound from the same text on every machine, so that a run is repeated exactly by its version,
which is printed. 160 is espeak's `-s` at which its English has the pace of our announcer; 175 is its default.
"""

import argparse
import array
import csv
import io
import os
import shutil
import subprocess
import sys
import wave
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, time
from itertools import chain
from math import sqrt
from pathlib import Path

from ivr.dialog.program import Dialog, Program, prompts_of
from ivr.dialog.prompts import TYPES, Rest, Spoken, Utterance
from ivr.dialog.speaking import speak
from ivr.dialog.state import CallState
from ivr.line.compile import compile_line
from ivr.line.loading import files_of_folder, load
from ivr.secret import Secret
from ivr.speech.codes import code_words
from ivr.speech.dates import date_words, time_words
from ivr.speech.digits import digit_words, grouped
from ivr.speech.duration import LONG_PAUSE, SHORT_PAUSE, load_of, word_ends
from ivr.speech.languages import LANGUAGES
from ivr.speech.money import money_words

VOICES: Mapping[str, str] = {"en-US": "en-us", "es-US": "es-419", "id-ID": "id"}
PACE = 160
LINES = (
    "menus/pay-my-bill",
    "menus/representative-line",
    "menus/examples/quiet-creek-water",
    "menus/examples/tern-island-power",
)
KEPT = 120
"""Phrases of each language that `--write` keeps."""

_WINDOW = 0.01
"""Seconds of sound that are silent or not as a whole."""
_SILENT = 0.02
"""Of the loudest sample: 34 decibels below it."""

_EXAMPLES: Mapping[Spoken, str] = {
    Spoken.DIGITS: "5678",
    Spoken.SECRET_DIGITS: "8448200012345678",
    Spoken.MONEY: "13450 USD",
    Spoken.DATE: "2026-11-24",
    Spoken.COUNT: "12",
    Spoken.CODE: "482719",
}
_AMOUNTS = (1, 99, 100, 4510, 8200, 13450, 207812, 999999)
_TIMES = (time(8), time(8, 5), time(12), time(17, 30), time(0), time(21, 45))
_NUMBERS = ("8448200012345678", "9073651829471650", "1111222233334444")


@dataclass(frozen=True)
class Measured:
    language: str
    text: str
    seconds: float

    @property
    def estimate(self) -> float:
        """Ours, to the end of the last word."""
        return word_ends(self.text, self.language)[-1]

    @property
    def error(self) -> float:
        """Of the measured seconds; above zero where we say that it takes longer."""
        return self.estimate / self.seconds - 1


def phrases_of(folders: Iterable[str]) -> dict[str, list[str]]:
    """What is spoken, by language, each text once."""
    found: dict[str, dict[str, None]] = {tag: {} for tag in VOICES}
    for utterance in chain.from_iterable(map(_said, folders)):
        found[utterance.language][_text(utterance)] = None
    return {tag: [*texts, *(f"{one}." for one in _values(tag))] for tag, texts in found.items()}


def _said(folder: str) -> Iterator[Utterance]:
    line = load(files_of_folder(folder)).line
    if line is None:
        sys.exit(f"{folder} cannot be read; `ivr check` tells why")
    program = compile_line(line).program
    for tag in (program.voice.language, *(one.language for one in program.others)):
        state = _call(tag)
        for dialog in _dialogs(program, tag):
            for prompt in prompts_of(dialog):
                yield from speak(program, state, prompt)


def _dialogs(program: Program, language: str) -> Iterable[Dialog]:
    return program.translated.get(language, program.dialogs).values()


def _call(language: str) -> CallState:
    """One on which everything is known that can be said."""
    values = {name.value: _EXAMPLES[kind] for name, kind in TYPES.items() if kind in _EXAMPLES}
    digits = Secret(_EXAMPLES[Spoken.SECRET_DIGITS])
    secrets = {name.value: digits for name, kind in TYPES.items() if kind is Spoken.SECRET_DIGITS}
    return CallState("", 1, "", language=language, values=values, secrets=secrets)


def _text(utterance: Utterance) -> str:
    """Rests left out: their length is known."""
    parts = (
        " " if isinstance(one, Rest) else one.reveal() if isinstance(one, Secret) else one for one in utterance.parts
    )
    return " ".join("".join(parts).split()).replace(" ,", ",")


def _values(tag: str) -> Iterator[str]:
    yield from (money_words(one, "USD", tag) for one in _AMOUNTS)
    yield from (date_words(date(2026, month, 2 * month + 3), tag) for month in range(1, 13))
    yield from (time_words(one, tag) for one in _TIMES)
    yield from LANGUAGES[tag].digits
    yield from (", ".join(digit_words(part, tag) for part in grouped(one, (4, 4, 4, 4))) for one in _NUMBERS)
    yield from (code_words(one, tag) for one in ("B7K229", "482719"))


def measured(text: str, language: str, pace: int) -> float:
    """Seconds from the first sound to the last, as espeak-ng says a text."""
    command = ["espeak-ng", "-v", VOICES[language], "-s", str(pace), "--stdout"]
    sound = subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout
    with wave.open(io.BytesIO(sound)) as file:
        rate = file.getframerate()
    samples = array.array("h", sound[44:])  # the length in a header that was written to a pipe is not the file's
    size = int(rate * _WINDOW)
    loud = [max(samples[start : start + size]) for start in range(0, len(samples), size)]
    heard = [place for place, one in enumerate(loud) if one > max(loud) * _SILENT]
    return (heard[-1] + 1 - heard[0]) * _WINDOW


def everything(phrases: Mapping[str, Sequence[str]], pace: int) -> list[Measured]:
    spoken = [(text, tag) for tag, texts in phrases.items() for text in texts]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        seconds = pool.map(lambda one: measured(one[0], one[1], pace), spoken)
        return [Measured(tag, text, took) for (text, tag), took in zip(spoken, seconds, strict=True)]


# -- the fit ----------------------------------------------------------------------------------------------------------


def counted(text: str, language: str) -> tuple[float, float, float]:
    """Syllables, short pauses and long ones up to the end of the last word."""
    words = [load_of(word, language) for word in text.split()]
    rests = [rest for _, rest in words[:-1]]
    return sum(syllables for syllables, _ in words), rests.count(SHORT_PAUSE), rests.count(LONG_PAUSE)


def solved(rows: Sequence[Sequence[float]], values: Sequence[float]) -> list[float]:
    """Least squares by the normal equations: a handful of unknowns, so elimination is exact enough."""
    size = len(rows[0])
    table = [
        [sum(row[one] * row[other] for row in rows) for other in range(size)]
        + [sum(row[one] * value for row, value in zip(rows, values, strict=True))]
        for one in range(size)
    ]
    for pivot in range(size):
        for row in range(size):
            if row != pivot:
                factor = table[row][pivot] / table[pivot][pivot]
                table[row] = [one - factor * other for one, other in zip(table[row], table[pivot], strict=True)]
    return [table[one][size] / table[one][one] for one in range(size)]


def fit(found: Sequence[Measured]) -> list[float]:
    """Seconds of a syllable for each language in the order of `found`, of a short pause and of a long one."""
    tags = list(dict.fromkeys(one.language for one in found))
    rows, values = [], []
    for one in found:
        syllables, short, long = counted(one.text, one.language)
        unknowns = [*(syllables if one.language == tag else 0.0 for tag in tags), short, long]
        weight = 1 / sqrt(one.seconds)
        rows.append([unknown * weight for unknown in unknowns])
        values.append(one.seconds * weight)
    return solved(rows, values)


# -- what is printed and kept -----------------------------------------------------------------------------------------


def print_fits(found: Sequence[Measured]) -> None:
    print("language   n  syllables a second  short pause  long pause")
    for tag in VOICES:
        own = [one for one in found if one.language == tag]
        syllable, short, long = fit(own)
        print(f"{tag:8}{len(own):4}{1 / syllable:20.2f}{short:13.2f}{long:12.2f}")
    *paces, short, long = fit(found)
    for tag, syllable in zip(VOICES, paces, strict=True):
        print(f"{tag:8} all{1 / syllable:20.2f}{short:13.2f}{long:12.2f}")


def print_errors(found: Sequence[Measured], worst: int) -> None:
    print("\nour estimate   n  in all  mean error  90 % within")
    for tag in VOICES:
        own = sorted((one for one in found if one.language == tag), key=lambda one: abs(one.error))
        whole = sum(one.estimate for one in own) / sum(one.seconds for one in own) - 1
        mean = sum(one.error for one in own) / len(own)
        print(f"{tag:12}{len(own):4}{whole:+8.1%}{mean:+12.1%}{abs(own[len(own) * 9 // 10].error):13.1%}")
    for tag in VOICES:
        print(f"\n{tag}: measured, estimated, text of the worst {worst}")
        own = sorted((one for one in found if one.language == tag), key=lambda one: -abs(one.error))
        print(*(f"{one.seconds:6.2f} {one.estimate:6.2f}  {one.text}" for one in own[:worst]), sep="\n")


def keep(found: Iterable[Measured], path: Path) -> None:
    """Some of each language, the same ones every time: those whose texts come first in an order that means nothing."""
    rows: list[Measured] = []
    for tag in VOICES:
        own = sorted((one for one in found if one.language == tag), key=lambda one: zlib.crc32(one.text.encode()))
        rows += own[:KEPT]
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("language", "seconds", "text"))
        writer.writerows((one.language, f"{one.seconds:.2f}", one.text) for one in rows)
    print(f"\n{path}: {len(rows)} phrases.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pace", type=int, default=PACE)
    parser.add_argument("--worst", type=int, default=10)
    parser.add_argument("--lines", nargs="+", default=LINES)
    parser.add_argument("--write", type=Path)
    asked = parser.parse_args()
    if shutil.which("espeak-ng") is None:
        sys.exit("espeak-ng is not here: apt-get install espeak-ng")
    version = subprocess.run(["espeak-ng", "--version"], capture_output=True, text=True, check=True).stdout
    print(f"{version.partition('Data')[0].strip()}, -s {asked.pace}, voices {', '.join(VOICES.values())}\n")
    found = everything(phrases_of(asked.lines), asked.pace)
    print_fits(found)
    print_errors(found, asked.worst)
    if asked.write:
        keep(found, asked.write)


if __name__ == "__main__":
    main()
