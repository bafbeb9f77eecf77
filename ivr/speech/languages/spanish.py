"""Spanish of the United States, in the polite form.

A numeral changes in front of its noun (un dólar, veintiún dólares, doscientas rupias), so numbers of things come from
`counted`, never from a number and a noun put side by side. Sources: CLDR's spelling rules for es, and for the feminine
thousands, which CLDR leaves masculine, the Academy's Diccionario panhispánico de dudas ("cardinales").
"""

import re
from collections.abc import Callable, Sequence
from datetime import time
from functools import cache

from ivr.speech.languages.language import Coins, Language, Noun
from ivr.speech.languages.numerals import below_thousand, refuse_unsayable

_DIGITS = ("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve")
_MILLION = 10**6
_MILLIONS = (("billón", "billones", 10**12), ("millón", "millones", _MILLION))


Part = Callable[[int], str]
"""The words for 0 to 999, in the form that what follows asks for."""


@cache
def _alone(number: int) -> str:
    return below_thousand(number, "es")


@cache
def _masculine(number: int) -> str:
    """Before a noun, "mil" and "millones" too: un, veintiún, treinta y un."""
    return re.sub(r"uno\Z", "un", _alone(number)).replace("veintiun", "veintiún")


@cache
def _feminine(number: int) -> str:
    """Before a feminine noun: una, veintiuna, doscientas, quinientas."""
    return re.sub(r"uno\Z", "una", _alone(number)).replace("ientos", "ientas")


@cache
def _thousandfold(number: int) -> str:
    """Before "mil" of a feminine noun the hundreds agree and the one does not: doscientas mil, veintiún mil."""
    return _masculine(number).replace("ientos", "ientas")


def _below_million(number: int, part: Part, before_mil: Part) -> str:
    """A thousand is "mil", never "un mil"."""
    many, rest = divmod(number, 1000)
    if not many:
        return part(rest)
    said = "mil" if many == 1 else f"{before_mil(many)} mil"
    return f"{said} {part(rest)}" if rest else said


def _spelled(number: int, part: Part, before_mil: Part = _masculine) -> str:
    said = []
    for one, several, size in _MILLIONS:
        many, number = divmod(number, size)
        if many:
            said.append(f"{_below_million(many, _masculine, _masculine)} {one if many == 1 else several}")
    if number or not said:
        said.append(_below_million(number, part, before_mil))
    return " ".join(said)


def _cardinal(number: int) -> str:
    refuse_unsayable(number)
    return _spelled(number, _alone)


def _counted(number: int, noun: Noun) -> str:
    """ "un millón de dólares", but "un millón cien dólares"."""
    refuse_unsayable(number)
    numeral = _spelled(number, _feminine, _thousandfold) if noun.feminine else _spelled(number, _masculine)
    of = " de" if number and number % _MILLION == 0 else ""
    return f"{numeral}{of} {noun.one if number == 1 else noun.many}"


def _date(weekday: str, day: int, month: str) -> str:
    """Only the first has an ordinal."""
    return f"{weekday}, {'primero' if day == 1 else _cardinal(day)} de {month}"


def _time(at: time) -> str:
    if at.minute == 0 and at.hour % 12 == 0:
        return "mediodía" if at.hour else "medianoche"
    hour = _feminine(at.hour % 12 or 12)
    return f"{hour}{_minutes(at.minute)} de la {_part_of_day(at.hour)}"


def _minutes(minute: int) -> str:
    match minute:
        case 0:
            return ""
        case 1:
            return " y un minuto"
        case 15:
            return " y cuarto"
        case 30:
            return " y media"
        case _:
            return f" y {_cardinal(minute)}"


def _part_of_day(hour: int) -> str:
    """As CLDR's day periods for es divide the day, but that nobody calls the hour after midnight early morning."""
    if 1 <= hour < 6:
        return "madrugada"
    if 6 <= hour < 12:
        return "mañana"
    return "tarde" if 12 <= hour < 20 else "noche"


def _days(names: Sequence[str]) -> str:
    """A voice rests between days and hours, or "de lunes a viernes de ocho a seis" is one breath."""
    match len(names):
        case 1:
            return f"los {_several(names[0])},"
        case 2:
            return f"los {_several(names[0])} y {_several(names[1])},"
        case 7:
            return "todos los días,"
        case _:
            return f"de {names[0]} a {names[-1]},"


def _several(day: str) -> str:
    """The days on -s stay: los lunes, los sábados."""
    return day if day.endswith("s") else f"{day}s"


def _zone(name: str) -> str:
    """Callers know the Este; and where CLDR names a place instead of a zone, Babel takes its pattern for summer time."""
    return "hora del Este" if name == "hora oriental" else name.replace("hora de verano de ", "hora de ")


# ICU's rules for the form of "y" and "o" before the sound i and o; "hielo" does not begin with the vowel.
_SOUNDS_I = re.compile(r"[ií]|h[ií](?![ae])", re.IGNORECASE)
_SOUNDS_O = re.compile(r"h?[oó]|8|11\b", re.IGNORECASE)


def _before_last(before: str, item: str) -> str:
    if before.endswith(" y ") and _SOUNDS_I.match(item):
        return before.removesuffix("y ") + "e "
    if before.endswith(" o ") and _SOUNDS_O.match(item):
        return before.removesuffix("o ") + "u "
    return before


# A strong vowel, or a weak one with an accent, makes a syllable; a run of weak ones makes one only where no strong vowel
# stands beside it.
_NUCLEUS = re.compile(r"[aeoáéíóú]|(?<![aeiouáéíóúü])(?:[iuü]|y(?![a-záéíóúüñ]))++(?![aeoáéíóú])")


def _syllables(word: str) -> int:
    return max(1, len(_NUCLEUS.findall(word)))


SPANISH = Language(
    tag="es-US",
    own_name="español",
    digits=_DIGITS,
    more_digits={},
    between_digits=("y", "luego", "guion", "guión"),
    numbers_heard={_alone(number): str(number) for number in range(10, 30)},
    signs={"#": "la tecla numeral", "*": "asterisco"},
    cardinal=_cardinal,
    counted=_counted,
    currencies={
        "USD": Coins(Noun("dólar", "dólares"), Noun("centavo", "centavos")),
        "IDR": Coins(Noun("rupia", "rupias", feminine=True), Noun("sen", "senes")),
    },
    between_coins=" con ",
    date=_date,
    time=_time,
    days=_days,
    span="de {start} a {end}",
    all_day="todo el día",
    zone=_zone,
    before_last=_before_last,
    syllables=_syllables,
    long_letters={**dict.fromkeys("FHJLMNÑRSXZ", 2), "W": 3},
    syllables_per_second=5.8,
)
