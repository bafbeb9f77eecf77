"""Indonesian, in the polite form. Neither plural nor gender; zero is "nol", where CLDR has "kosong" (empty)."""

import re
from collections.abc import Sequence
from datetime import time

from ivr.speech.languages.language import Coins, Language, Noun
from ivr.speech.languages.numerals import below_thousand, refuse_unsayable, thousands

_DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SCALES = ("", " ribu", " juta", " miliar", " triliun")


def _cardinal(number: int) -> str:
    """One thousand is "seribu"; one million is "satu juta"."""
    refuse_unsayable(number)
    said = [
        "seribu" if group == place == 1 else below_thousand(group, "id") + _SCALES[place]
        for group, place in thousands(number)
    ]
    return " ".join(said) or below_thousand(0, "id")


def _counted(number: int, noun: Noun) -> str:
    return f"{_cardinal(number)} {noun.one if number == 1 else noun.many}"


def _date(weekday: str, day: int, month: str) -> str:
    return f"{weekday}, {_cardinal(day)} {month}"


def _time(at: time) -> str:
    past = f" lewat {_cardinal(at.minute)} menit" if at.minute else ""
    return f"pukul {_cardinal(at.hour % 12 or 12)}{past} {_part_of_day(at.hour)}"


def _part_of_day(hour: int) -> str:
    """As people speak; CLDR ends the morning at ten and the afternoon before six, both an hour too early for the ear."""
    if 1 <= hour < 4:
        return "dini hari"
    if 4 <= hour < 11:
        return "pagi"
    if 11 <= hour < 15:
        return "siang"
    return "sore" if 15 <= hour < 19 else "malam"


def _days(names: Sequence[str]) -> str:
    match len(names):
        case 1:
            return f"hari {names[0]}"
        case 2:
            return f"hari {names[0]} dan {names[1]}"
        case 7:
            return "setiap hari"
        case _:
            return f"hari {names[0]} sampai {names[-1]}"


# Every vowel makes a syllable, but two at the end of a stem are one: "sampai", "kalau", "nilainya", "pemakaian", and within
# the stems of "tautan" and "maupun"; not so "dua" and "laut".
_VOWEL = re.compile(r"[aeiouéè]")
_GLIDE = re.compile(r"(?:ai|au|oi|ei)(?=(?:an|kan|nya|lah|kah)?\Z)|(?:(?<=\At)|(?<=\Am))au(?=[tp])")


def _syllables(word: str) -> int:
    return max(1, len(_VOWEL.findall(word)) - len(_GLIDE.findall(word)))


INDONESIAN = Language(
    tag="id-ID",
    own_name="bahasa Indonesia",
    digits=_DIGITS,
    more_digits={"kosong": "0"},
    between_digits=("dan", "lalu", "kemudian", "strip"),
    numbers_heard={"sepuluh": "10", "sebelas": "11"},
    signs={"#": "tanda pagar", "*": "tanda bintang"},
    cardinal=_cardinal,
    counted=_counted,
    currencies={
        "USD": Coins(Noun("dolar", "dolar"), Noun("sen", "sen")),
        "IDR": Coins(Noun("rupiah", "rupiah"), Noun("sen", "sen")),
    },
    between_coins=" ",
    date=_date,
    time=_time,
    days=_days,
    span="{start} sampai {end}",
    all_day="sepanjang hari",
    zone=str,
    before_last=lambda before, _: before,
    syllables=_syllables,
    long_letters={},
    syllables_per_second=5.4,
)
