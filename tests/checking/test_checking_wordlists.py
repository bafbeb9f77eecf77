"""The lists of words in each language: what is found, what only sounds like it, and that our own sentences hold none of it."""

import dataclasses
import re
from collections.abc import Iterator, Mapping

import pytest

from ivr.checking.phrasebook import Phrases, words_in
from ivr.checking.rules.raw_figures import raw_figures_in
from ivr.checking.wordlists import WORDLISTS, Wordlist
from ivr.line.amountphrases import AMOUNT_PHRASES
from ivr.line.callbackphrases import CALLBACK_PHRASES
from ivr.line.payphrases import PAY_PHRASES
from ivr.line.phrases import PHRASES
from ivr.line.signinphrases import SIGN_IN_PHRASES
from ivr.speech.languages import SPOKEN_LANGUAGES, spoken

EN, ES, ID = "en-US", "es-US", "id-ID"


def found(language: str, name: str, text: str) -> str:
    known: object = WORDLISTS[language]
    if name.startswith("jargon: "):
        return WORDLISTS[language].jargon[name.removeprefix("jargon: ")].within(text)
    return getattr(known, name).within(text)


def test_every_language_that_is_spoken_has_its_lists() -> None:
    assert set(WORDLISTS) == set(SPOKEN_LANGUAGES)


FOUND = [
    (EN, "key_first", "Press one to pay.", "Press one to"),
    (EN, "key_first", "Hit the star key, for more.", "Hit the star key, for"),
    (ES, "key_first", "Oprima cero para hablar con alguien.", "Oprima cero para"),
    (ES, "key_first", "Presione la tecla numeral si terminó.", "Presione la tecla numeral si"),
    (ID, "key_first", "Tekan angka nol jika perlu bantuan.", "Tekan angka nol jika"),
    (EN, "banned", "Your call is important to us.", "Your call is important"),
    (EN, "banned", "Our menu options have recently changed.", "menu options have recently changed"),
    (EN, "banned", "Call volume is higher than normal.", "higher than normal"),
    (EN, "banned", "Hear about our promotions.", "promotions"),
    (EN, "banned", "For a limited time only.", "limited time only"),
    (ES, "banned", "Su llamada es muy importante para nosotros.", "Su llamada es muy importante"),
    (ES, "banned", "Nuestras opciones han cambiado.", "opciones han cambiado"),
    (ES, "banned", "Pregunte por la promoción.", "promoción"),
    (ES, "banned", "Tenemos un alto volumen de llamadas.", "alto volumen de llamadas"),
    (ID, "banned", "Telepon Anda sangat penting bagi kami.", "Telepon Anda sangat penting"),
    (ID, "banned", "Mohon dengarkan dengan saksama.", "dengarkan dengan saksama"),
    (ID, "banned", "Menu kami telah berubah.", "Menu kami telah berubah"),
    (ID, "banned", "Dapatkan promo kami.", "promo"),
    (EN, "jargon: press", "Punch in 2.", "Punch in 2"),
    (EN, "jargon: enter", "Key in your PIN.", "Key in your"),
    (EN, "jargon: keypad", "Use your touch-tone phone.", "touch-tone"),
    (EN, "jargon: zero", "Room four oh two.", "four oh"),
    (EN, "jargon: end the call", "You will now be disconnected.", "You will now be disconnected"),
    (EN, "jargon: end the call", "We will now disconnect this call.", "We will now disconnect this call"),
    (EN, "jargon: pound", "Then the hash key.", "hash key"),
    (EN, "jargon: star", "Then the asterisk.", "asterisk"),
    (ES, "jargon: oprimir", "Marque uno.", "Marque uno"),
    (ES, "jargon: ingresar", "Digite su número.", "Digite su número"),
    (ES, "jargon: teclado", "Use la marcación por tonos.", "marcación por tonos"),
    (ES, "jargon: terminar la llamada", "Su llamada será desconectada.", "llamada será desconectada"),
    (ES, "jargon: la tecla numeral", "Oprima almohadilla.", "almohadilla"),
    (ES, "jargon: asterisco", "Oprima estrella.", "Oprima estrella"),
    (ID, "jargon: tekan", "Pencet tombol satu.", "Pencet tombol satu"),
    (ID, "jargon: masukkan", "Ketik nomor Anda.", "Ketik nomor"),
    (ID, "jargon: tombol", "Pakai nada sentuh.", "nada sentuh"),
    (ID, "jargon: nol", "Dua kosong satu.", "Dua kosong"),
    (ID, "jargon: mengakhiri panggilan", "Kami memutuskan sambungan.", "memutuskan sambungan"),
    (ID, "jargon: tanda pagar", "Tekan tagar.", "tagar"),
    (ID, "jargon: tanda bintang", "Tekan asterisk.", "asterisk"),
    (EN, "cards", "Enter the digits of your debit card.", "Enter the digits of your debit card"),
    (EN, "cards", "Enter when your card expires.", "card expires"),
    (EN, "cards", "Enter your social security number.", "social security"),
    (EN, "cards", "Your routing number, please.", "routing number"),
    (ES, "cards", "Ingrese el número de la tarjeta.", "número de la tarjeta"),
    (ES, "cards", "La fecha de vencimiento de su tarjeta.", "vencimiento de su tarjeta"),
    (ES, "cards", "Su número de ruta.", "número de ruta"),
    (ID, "cards", "Masukkan masa berlaku kartu.", "Masukkan masa berlaku kartu"),
    (ID, "cards", "Nomor rekening Anda.", "Nomor rekening"),
    (EN, "legal", "This call is being recorded.", "call is being recorded"),
    (EN, "legal", "You consent.", "You consent"),
    (ES, "legal", "Grabamos todas las llamadas.", "Grabamos todas las llamadas"),
    (ES, "legal", "Usted autoriza un cargo.", "Usted autoriza"),
    (ID, "legal", "Anda menyetujui biaya ini.", "Anda menyetujui"),
    (ID, "legal", "Percakapan ini dapat direkam.", "Percakapan ini dapat direkam"),
]

ONLY_SOUND_LIKE_IT = [
    (EN, "Press star, then pound. To pay, press one. Push notifications are off. Depress nothing."),
    (EN, "It is important that you call early. Listen to the end. Your address has changed. We offer two plans."),
    (EN, "Dial nine one one. Select one of these. The key in the lock. Oh, thank you. Your service was disconnected."),
    (EN, "The code is good for a limited time. After that we will disconnect the service, or your line."),
    (EN, "We keep records. You agree. The record line is long. Your order was recorded."),
    (ES, "Para pagar, oprima uno. Marque el nueve uno uno. Es importante. Sus opciones son estas. La línea se cortó."),
    (ES, "La fecha de vencimiento de su factura. El número de su recibo."),
    (ID, "Untuk membayar, tekan satu. Ini penting. Menu kami pendek. Layanan terputus. Kotak itu kosong."),
    (ID, "Nomor tanda terima Anda. Anda dapat merekam suara."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "name", "text", "words"), FOUND)
def test_words_are_found_as_they_stand(language: str, name: str, text: str, words: str) -> None:
    assert found(language, name, text) == words


def named(known: Wordlist) -> Iterator[tuple[str, Phrases]]:
    for field in dataclasses.fields(known):
        value = getattr(known, field.name)
        if isinstance(value, Phrases):
            yield field.name, value
    yield from ((f"jargon: {instead}", one) for instead, one in known.jargon.items())


def test_every_list_is_tried_in_every_language() -> None:
    lists = {(language, name) for language, known in WORDLISTS.items() for name, _ in named(known)}
    assert lists == {row[:2] for row in FOUND}


@pytest.mark.parametrize(("language", "text"), ONLY_SOUND_LIKE_IT)
def test_what_only_sounds_like_it_is_not_found(language: str, text: str) -> None:
    assert {name: one.within(text) for name, one in named(WORDLISTS[language]) if one.within(text)} == {}


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_what_is_to_be_said_instead_is_in_no_list_itself(language: str) -> None:
    known = WORDLISTS[language]
    for instead in known.jargon:
        assert [name for name, one in named(known) if one.within(instead)] == []


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_keys_are_called_what_the_language_calls_them(language: str) -> None:
    names = set(spoken(language).signs.values()) & set(WORDLISTS[language].jargon)
    assert names == set(spoken(language).signs.values())


OURS: list[Mapping[str, object]] = [PHRASES, PAY_PHRASES, AMOUNT_PHRASES, CALLBACK_PHRASES, SIGN_IN_PHRASES]


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield re.sub(r"\{.*?\}", " ", value)
    else:
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name))


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_our_own_sentences_hold_nothing_that_authors_are_told_of(language: str) -> None:
    known = WORDLISTS[language]
    lists = [known.key_first, known.banned, *known.jargon.values()]
    ours = [text for one in OURS for text in texts(one[language])]
    assert len(ours) > 60
    assert [(text, words) for text in ours for one in lists if (words := one.within(text))] == []
    assert [text for text in ours if raw_figures_in(text)] == []


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_single_words_are_written_as_they_are_looked_for(language: str) -> None:
    known = WORDLISTS[language]
    for one in (known.leads, known.denials, known.whereabouts, known.little, known.money, known.paying):
        assert one == words_in(" ".join(one))


@pytest.mark.parametrize(
    ("language", "paid", "owed"),
    [
        (EN, "You are about to pay ten dollars.", "You owe ten dollars."),
        (EN, "Ten dollars will be charged to your card.", "That makes ten dollars."),
        (ES, "Usted va a pagar diez dólares.", "Usted debe diez dólares."),
        (ES, "Se cobrará un monto de diez dólares.", "Son diez dólares."),
        (ID, "Anda akan membayar sepuluh dolar.", "Saldo Anda sepuluh dolar."),
        (ID, "Kartu Anda akan ditagih sepuluh dolar.", "Jumlahnya sepuluh dolar."),
    ],
)
def test_a_sentence_that_says_what_is_paid_is_told_from_one_that_says_what_is_owed(
    language: str, paid: str, owed: str
) -> None:
    paying = WORDLISTS[language].paying
    assert paying & words_in(paid)
    assert not paying & words_in(owed)
