"""Dates and times in words, read back from lists that are written out here."""

from datetime import date, time, timedelta

import pytest

from ivr.speech.dates import date_words, time_words
from ivr.speech.languages import SPOKEN_LANGUAGES

WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
MONTHS = "January February March April May June July August September October November December"
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third "
    "twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
)


def written_down(words: str, year: int) -> date:
    weekday, month, ordinal = words.replace(",", "").split(" ")
    day = date(year, MONTHS.split().index(month) + 1, ORDINALS.split().index(ordinal) + 1)
    assert WEEKDAYS.split()[day.weekday()] == weekday
    return day


def test_a_due_date_is_weekday_month_and_ordinal() -> None:
    assert date_words(date(2026, 11, 24), "en-US") == "Tuesday, November twenty-fourth"


@pytest.mark.parametrize("year", [2026, 2028], ids=["a common year", "a leap year"])
def test_whoever_hears_a_date_writes_down_the_same_day(year: int) -> None:
    day = date(year, 1, 1)
    while day.year == year:
        assert written_down(date_words(day, "en-US"), year) == day
        day += timedelta(days=1)


SPANISH_WEEKDAYS = "lunes martes miércoles jueves viernes sábado domingo"
SPANISH_MONTHS = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
SPANISH_DAYS = (
    "primero,dos,tres,cuatro,cinco,seis,siete,ocho,nueve,diez,once,doce,trece,catorce,quince,dieciséis,diecisiete,"
    "dieciocho,diecinueve,veinte,veintiuno,veintidós,veintitrés,veinticuatro,veinticinco,veintiséis,veintisiete,"
    "veintiocho,veintinueve,treinta,treinta y uno"
)
INDONESIAN_WEEKDAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu"
INDONESIAN_MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
INDONESIAN_DAYS = (
    "satu,dua,tiga,empat,lima,enam,tujuh,delapan,sembilan,sepuluh,sebelas,dua belas,tiga belas,empat belas,lima belas,"
    "enam belas,tujuh belas,delapan belas,sembilan belas,dua puluh,dua puluh satu,dua puluh dua,dua puluh tiga,"
    "dua puluh empat,dua puluh lima,dua puluh enam,dua puluh tujuh,dua puluh delapan,dua puluh sembilan,tiga puluh,"
    "tiga puluh satu"
)


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=ahead) for ahead in range((date(year + 1, 1, 1) - first).days)]


def test_every_day_of_a_leap_year_has_its_spanish_words() -> None:
    weekdays, days, months = SPANISH_WEEKDAYS.split(), SPANISH_DAYS.split(","), SPANISH_MONTHS.split()
    for day in days_of(2028):
        expected = f"{weekdays[day.weekday()]}, {days[day.day - 1]} de {months[day.month - 1]}"
        assert date_words(day, "es-US") == expected


def test_every_day_of_a_leap_year_has_its_indonesian_words() -> None:
    weekdays, days, months = INDONESIAN_WEEKDAYS.split(), INDONESIAN_DAYS.split(","), INDONESIAN_MONTHS.split()
    for day in days_of(2028):
        expected = f"{weekdays[day.weekday()]}, {days[day.day - 1]} {months[day.month - 1]}"
        assert date_words(day, "id-ID") == expected


def test_the_first_is_the_only_spanish_day_with_an_ordinal() -> None:
    assert date_words(date(2026, 12, 1), "es-US") == "martes, primero de diciembre"
    assert [day for day in days_of(2026) if "primero" in date_words(day, "es-US")] == [
        date(2026, month, 1) for month in range(1, 13)
    ]


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(8), "eight A M"),
        (time(18, 30), "six thirty P M"),
        (time(12), "noon"),
        (time(0), "midnight"),
        (time(1), "one A M"),
        (time(13), "one P M"),
        (time(23, 45), "eleven forty-five P M"),
        (time(12, 30), "twelve thirty P M"),
        (time(0, 30), "twelve thirty A M"),
        (time(8, 5), "five minutes past eight A M"),
        (time(17, 1), "one minute past five P M"),
        (time(12, 1), "one minute past noon"),
        (time(0, 9), "nine minutes past midnight"),
        (time(8, 0, 59), "eight A M"),
    ],
)
def test_a_time_is_said_as_people_say_it(at: time, words: str) -> None:
    assert time_words(at, "en-US") == words


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_every_minute_of_the_day_has_words_of_its_own_without_a_numeral_or_a_zero(language: str) -> None:
    said = [time_words(time(hour, minute), language) for hour in range(24) for minute in range(60)]
    assert len(set(said)) == 24 * 60
    assert not any(character.isdigit() for words in said for character in words)
    assert not any({"oh", "zero", "cero", "nol"} & set(words.split()) for words in said)


@pytest.mark.parametrize(
    ("at", "spanish", "indonesian"),
    [
        (time(8), "ocho de la mañana", "pukul delapan pagi"),
        (time(18), "seis de la tarde", "pukul enam sore"),
        (time(1), "una de la madrugada", "pukul satu dini hari"),
        (time(5, 59), "cinco y cincuenta y nueve de la madrugada", "pukul lima lewat lima puluh sembilan menit pagi"),
        (time(10), "diez de la mañana", "pukul sepuluh pagi"),
        (time(11), "once de la mañana", "pukul sebelas siang"),
        (time(12), "mediodía", "pukul dua belas siang"),
        (time(13, 1), "una y un minuto de la tarde", "pukul satu lewat satu menit siang"),
        (time(15, 15), "tres y cuarto de la tarde", "pukul tiga lewat lima belas menit sore"),
        (time(18, 30), "seis y media de la tarde", "pukul enam lewat tiga puluh menit sore"),
        (time(19, 5), "siete y cinco de la tarde", "pukul tujuh lewat lima menit malam"),
        (time(20), "ocho de la noche", "pukul delapan malam"),
        (time(0), "medianoche", "pukul dua belas malam"),
        (time(0, 30), "doce y media de la noche", "pukul dua belas lewat tiga puluh menit malam"),
        (time(12, 30), "doce y media de la tarde", "pukul dua belas lewat tiga puluh menit siang"),
    ],
)
def test_times_in_other_languages_name_the_part_of_the_day(at: time, spanish: str, indonesian: str) -> None:
    assert time_words(at, "es-US") == spanish
    assert time_words(at, "id-ID") == indonesian


def test_the_half_of_the_day_is_spelled_so_that_no_voice_says_am() -> None:
    said = {time_words(time(hour, 15), "en-US")[-4:] for hour in range(24)}
    assert said == {" A M", " P M"}
