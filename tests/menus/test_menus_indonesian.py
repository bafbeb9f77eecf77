"""Everything a caller can do on the shipped line, done in Indonesian: 9, then 3, and no English from there on."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from indonesian_caller import INDONESIAN, VOICE, Conversation, Given, Said, called, the_line, translated
from indonesian_mishaps import MISHAPS
from indonesian_tasks import ACCOUNT, CARD, KEYPAD, LINK, MOBILE, TASKS
from indonesian_waiting import WAITING

from ivr.line.messages import messages_of, uses_of
from ivr.line.messages_built_in import built_in

CALLS = {**TASKS, **MISHAPS, **WAITING}
NOT_HERE = (
    "greeting",
    "identify.wait",
    "ring_billing.whisper",
    "hold.place.2",
    "too_many_waiting",
    "line_failed",
    "call_me_back.greeting",
)
"""Said before a language is chosen, while a directory is slow, to representatives, where ten people are at work or fifty wait
in line, when the carrier fails, and on a call back."""


@cache
def conversation(name: str) -> Conversation:
    return called(f"9 3 {CALLS[name].keys}", CALLS[name].given)


@pytest.mark.parametrize("name", CALLS)
def test_a_caller_does_it_all_in_indonesian(name: str) -> None:
    task, took_place = CALLS[name], conversation(name)
    transcript = took_place.call.transcript
    assert [words for words in task.heard if not transcript.heard(words)] == [], str(transcript)
    times = [transcript.when(words) for words in task.heard]
    assert times == sorted(times)
    assert took_place.call.ended is task.ended
    assert_all_indonesian(took_place.after_the_choice())


def assert_all_indonesian(said: list[Said]) -> None:
    """By that language's voice, without a figure, and without a word of the author's English or of the line's own."""
    assert said
    assert {(one.language, one.voice) for one in said} == {(INDONESIAN, VOICE)}
    spoken = " ".join(one.text for one in said)
    assert not re.search(r"[0-9]", spoken)
    assert not english_in(spoken)


def english_in(spoken: str) -> list[str]:
    return [one.pattern for one in english() if one.search(spoken)]


def english() -> Iterator[re.Pattern[str]]:
    """Every English sentence of the line with anything in the place of its values. "internet" is Indonesian, too."""
    line = the_line()
    texts = [one.text for one in messages_of(line)] + list(built_in(line, line.language).values())
    sentences = {sentence for text in texts for sentence in sentences_of(text)}
    yield from map(with_values, sorted(sentences - {"internet"}))


def sentences_of(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", text)


def with_values(sentence: str) -> re.Pattern[str]:
    """A sentence, with anything in the place of its values."""
    return re.compile(".+".join(rf"\b{re.escape(part)}" for part in re.split(r"\{[^{}]*\}", sentence) if part))


def test_every_sentence_of_the_catalogue_is_said_in_one_of_these_calls() -> None:
    spoken = " ".join(one.text for name in CALLS for one in conversation(name).after_the_choice())
    used = [one for one in uses_of(the_line()) if not one.read and not one.id.startswith(NOT_HERE)]
    sentences = {sentence for one in used for sentence in sentences_of(translated(one.text, one.node))}
    assert len(sentences) > 150
    assert [one.pattern for one in map(with_values, sorted(sentences)) if not one.search(spoken)] == []


def test_english_is_noticed_where_nobody_chose_another_language() -> None:
    greeting = [one for one in called("h").documents[0] if one.language == "en-US"]
    found = english_in(" ".join(one.text for one in greeting))
    assert {r"\bFor\ a\ representative", r"\bTo\ pay\ your\ bill", r"\bpress"} <= set(found)


def test_back_to_english_in_mid_call_everything_is_kept() -> None:
    took_place = called("9 3 1 8448200012345678 9 1 1 2580")
    transcript = took_place.call.transcript
    there, back = transcript.when("Anda memasukkan"), transcript.when("You entered eight four four eight")
    assert there < back < transcript.when("Now enter your PIN") < transcript.when("connecting you to a representative")
    assert not transcript.heard("Please enter your sixteen-digit account number")
    assert transcript.heard("Account ending 5 6 7 8", "Rosa")
    assert {one.language for one in took_place.documents[-1]} == {"en-US"}


def test_whoever_speaks_indonesian_takes_the_call_and_hears_who_it_is_in_that_language() -> None:
    transcript = called(f"9 3 1 {ACCOUNT} 2580").call.transcript
    assert transcript.heard("lima enam tujuh delapan", "Dewi")
    assert transcript.heard("Untuk menerima panggilan, tekan satu", "Dewi")


def test_another_representative_hears_the_language_of_the_caller_in_english() -> None:
    transcript = called(f"9 3 1 {ACCOUNT} 2580", Given(people={"Dewi": "away"})).call.transcript
    assert transcript.heard("The caller speaks Indonesian. To take the call, press one", "Rosa")


def test_texts_are_written_in_indonesian() -> None:
    (link,) = called(f"9 3 1 {ACCOUNT} 2580 1 1 2", Given(company=LINK, caller=MOBILE)).texts()
    assert link.startswith("Spectrum: bayar tagihan Anda di sini, dalam 24 jam: https://pay.example.com/start?t=")
    assert link.endswith(
        "Jika Anda tidak memintanya, jangan buka tautan ini. Balas STOP untuk berhenti menerima pesan."
    )
    (number,) = called(f"9 3 1 {ACCOUNT} 2580 1 1 1 1 {CARD} 2 1 4", Given(company=KEYPAD, caller=MOBILE)).texts()
    assert number.startswith("Spectrum: terima kasih atas pembayaran Anda. Nomor konfirmasi ")
