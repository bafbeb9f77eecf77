"""Traps in what is said: days that calendars get wrong, languages that count otherwise, callers who need longer."""

from datetime import date

import pytest
from trap_line import BALANCE, NUMBER, PIN, SHIPPED, customer, rehearsed

from ivr.carrier.handsets.dialling import Dialling
from ivr.carrier.happenings import Ended
from ivr.rehearsal.trying import Lines, attempt
from ivr.speech.digits import digit_words
from ivr.speech.duration import seconds_to_say

DUE = {
    "today": (date(2026, 11, 24), "It is due on Tuesday, November twenty-fourth"),
    "yesterday": (date(2026, 11, 23), "It is due on Monday, November twenty-third"),
    "on a leap day": (date(2028, 2, 29), "February twenty-ninth"),
    "on the day the clocks are put back": (date(2026, 11, 1), "November first"),
    "on the first day of a year": (date(2027, 1, 1), "January first"),
}


@pytest.mark.parametrize(("due", "words"), DUE.values(), ids=DUE)
def test_a_day_is_said_as_it_stands_in_the_calendar(due: date, words: str) -> None:
    """T11: no zone moves it to the day before, and no day is in figures."""
    with rehearsed(accounts=customer(13450, due=due)) as line:
        line.call(f"{BALANCE}- hear: {words}\n")


@pytest.mark.parametrize(
    ("at", "open_"),
    [
        ("2027-03-12 12:30 UTC", False),  # a Friday in winter: half past seven in New York
        ("2027-03-15 12:30 UTC", True),  # the Monday after the clocks were put forward: half past eight
        ("2026-10-30 12:30 UTC", True),  # a Friday in summer time
        ("2026-11-02 12:30 UTC", False),  # the Monday after they were put back
        ("2028-02-29 15:00 UTC", True),  # a leap day, and a Tuesday
    ],
)
def test_the_office_opens_by_its_own_clock_summer_and_winter(at: str, open_: bool) -> None:
    """T11: at eight in New York, whatever that is elsewhere."""
    with rehearsed(at=at) as line:
        line.call(
            f"- press: 0\n- hear: {'connecting you' if open_ else 'Our representatives are not here right now'}\n"
        )


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2027-07-03 10:00 America/New_York", "connecting you to a representative"),
        ("2027-07-04 10:00 America/New_York", "Our representatives are not here right now"),
        ("2027-07-05 10:00 America/New_York", "Our office is closed for the holiday"),
        ("2027-12-25 10:00 America/New_York", "Our office is closed for the holiday"),
    ],
)
def test_a_holiday_on_a_weekend_closes_the_day_it_is_observed_on(at: str, words: str) -> None:
    """T11: the fourth of July 2027 is a Sunday, Christmas Day 2027 a Saturday on which the office would be open."""
    christmas = {"hours.billing.holidays.2027-12-25": "Christmas Day"}
    with rehearsed(christmas, at=at) as line:
        line.call(f"- press: 0\n- hear: {words}\n")


# Languages ------------------------------------------------------------------------------------------------------------

SPANISH = "- press: 9\n- hear: oprima dos\n- press: 2\n"
INDONESIAN = "- press: 9\n- hear: tekan tiga\n- press: 3\n"


def test_a_change_of_language_in_mid_call_keeps_what_was_keyed_and_what_it_was_for() -> None:
    """T13: English, then Indonesian at the read-back, then Spanish after the PIN; nothing is keyed again."""
    asked = f'- press: 2\n- hear: account number\n- press: "{NUMBER}"\n- hear: You entered\n'
    with rehearsed() as line:
        call = line.call(
            f'{asked}{INDONESIAN}- hear: Jika benar, tekan satu\n- press: 1\n- hear: PIN\n- press: "{PIN}"\n'
            f"- hear: seratus tiga puluh empat dolar lima puluh sen\n- hear: tekan satu\n{SPANISH}"
            "- hear: Para pagar ahora, oprima uno\n- press: 1\n- ring: Lucía\n  whisper: La persona que llama habla español\n"
            "  press: 1\n",
            stays=True,
        )
        assert call.ended is Ended.BRIDGED


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        (100, "Debe un dólar."),
        (2100, "Debe veintiún dólares."),
        (10101, "Debe ciento un dólares con un centavo."),
        (10000, "Debe cien dólares."),
        (100000, "Debe mil dólares."),
        (3121, "Debe treinta y un dólares con veintiún centavos."),
    ],
)
def test_amounts_are_said_in_spanish_as_people_say_them(cents: int, words: str) -> None:
    """T17: uno becomes un and veintiuno veintiún before a dollar, and a thousand is mil, not un mil."""
    steps = f'- hear: oprima nueve\n{SPANISH}- press: 2\n- hear: cuenta\n- press: "{NUMBER}"\n- hear: correcto\n- press: 1\n'
    with rehearsed(accounts=customer(cents, due=date(2026, 12, 5))) as line:
        call = line.call(f'{steps}- hear: PIN\n- press: "{PIN}"\n- hear: {words}\n')
        assert not call.transcript.heard("uno dólares")


READ_BACK = "Anda memasukkan delapan empat empat delapan, dua nol nol nol, satu dua tiga empat, lima enam tujuh delapan"


def test_sixteen_digits_in_indonesian_take_their_time_and_the_line_waits() -> None:
    """T18: nearly six seconds of digits alone, and a caller who is slow to find the key is not asked again."""
    digits = digit_words(NUMBER, "id-ID")
    assert seconds_to_say(digits, "id-ID") > 5.5 > seconds_to_say(digit_words(NUMBER, "en-US"), "en-US")
    steps = f'{INDONESIAN}- press: 2\n- hear: nomor akun\n- press: "{NUMBER}"\n- hear: {READ_BACK}\n- hear: Jika benar, tekan satu\n'
    with rehearsed() as line:
        call = line.call(
            f'{steps}- press: 1\n- hear: PIN\n- press: "{PIN}"\n- hear: seratus tiga puluh empat dolar\n',
            dialling="slow",
        )
        assert "keeps silent" not in str(call.transcript)
        said = [heard for heard in call.legs[0].heard if "Anda memasukkan" in heard.text]
        assert not any(heard.cut_at for heard in said)
        assert call.seconds < 240


# Relay callers --------------------------------------------------------------------------------------------------------


def test_a_relay_caller_has_as_long_as_the_words_take_to_type() -> None:
    """T20: 45 words at a word a second, less what they took to say, and fifteen seconds more: 42 s and over."""
    with rehearsed() as line:
        call = line.call("- wait: noinput\n- wait: noinput\n- press: 1\n- hear: account number\n")
        silences = [one.at for one in call.transcript.lines() if one.text == "keeps silent"]
        usual = silences[0] - call.transcript.when("For a representative, press zero")
        patient = silences[1] - call.transcript.when("To hear the choices again, press pound")
        assert usual < 15
        assert patient >= 42


@pytest.mark.parametrize("name", ["relay-caller", "keypad-all-of-it", "more-time", "link-to-this-phone"])
def test_a_relay_caller_gets_through_every_kind_of_task(name: str) -> None:
    """T20: what others do in two minutes takes ten, and ends the same way."""
    call = attempt(SHIPPED / "calls" / f"{name}.call.yaml", Lines(), dialling=Dialling.RELAY)
    assert call.ended in (Ended.BRIDGED, Ended.LINE_HUNG_UP)
    assert call.seconds > 120
