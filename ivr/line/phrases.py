"""The sentences the language makes by itself, in each language a line can speak.

Whole sentences, never glued from halves, but for a menu's option, which is function first and key last in every
language: ``To pay your bill, press one.`` The Spanish and Indonesian words were written by a machine and wait for review
by somebody who grew up with them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ivr.speech.digits import key_word
from ivr.speech.languages import spoken
from ivr.telephony.keys import LANGUAGE, Key


@dataclass(frozen=True, slots=True)
class Phrases:
    """`press` ends an option, `for_this_language` offers this language to whoever speaks it."""

    press: str
    take_your_time: str
    not_a_choice: str
    not_understood: str
    looks_like_a_card: str
    for_a_person: str
    for_a_person_in_digits: str
    to_go_back: str
    to_hear_again: str
    you_entered: str
    if_right: str
    to_enter_again: str
    to_take_the_call: str
    for_this_language: str
    yes_text_me: str
    no_text: str
    still_in_line: str
    to_end_message: str


PHRASES: Mapping[str, Phrases] = {
    "en-US": Phrases(
        press="press",
        take_your_time="Take your time. I'll wait.",
        not_a_choice="Sorry, that was not one of the choices.",
        not_understood="Sorry, that did not match.",
        looks_like_a_card="That looks like a card number, so I did not keep it.",
        for_a_person="For a representative",
        for_a_person_in_digits="For a representative, press zero, then pound.",
        to_go_back="To go back",
        to_hear_again="To hear the choices again",
        you_entered="You entered",
        if_right="If that's right",
        to_enter_again="To enter it again",
        to_take_the_call="To take the call",
        for_this_language="For English",
        yes_text_me="To get the text",
        no_text="If you don't want a text",
        still_in_line="Thank you for waiting. You are still in line.",
        to_end_message="When you are done, press pound or hang up.",
    ),
    "es-US": Phrases(
        press="oprima",
        take_your_time="Tómese su tiempo. Yo espero.",
        not_a_choice="Lo siento, esa no es una de las opciones.",
        not_understood="Lo siento, no reconocí lo que ingresó.",
        looks_like_a_card="Eso parece un número de tarjeta, así que no lo guardé.",
        for_a_person="Para hablar con un representante",
        for_a_person_in_digits="Para hablar con un representante, oprima cero, y después la tecla numeral.",
        to_go_back="Para regresar",
        to_hear_again="Para escuchar las opciones otra vez",
        you_entered="Usted ingresó",
        if_right="Si es correcto",
        to_enter_again="Para ingresarlo de nuevo",
        to_take_the_call="Para tomar la llamada",
        for_this_language="Para español",
        yes_text_me="Para recibir el mensaje de texto",
        no_text="Si no quiere recibir el mensaje",
        still_in_line="Gracias por esperar. Usted sigue en la fila.",
        to_end_message="Cuando termine, oprima la tecla numeral o cuelgue.",
    ),
    "id-ID": Phrases(
        press="tekan",
        take_your_time="Silakan, tidak perlu terburu-buru. Saya tunggu.",
        not_a_choice="Maaf, itu tidak ada dalam pilihan.",
        not_understood="Maaf, itu tidak sesuai.",
        looks_like_a_card="Itu tampaknya nomor kartu, jadi tidak saya simpan.",
        for_a_person="Untuk berbicara dengan petugas",
        for_a_person_in_digits="Untuk berbicara dengan petugas, tekan nol, lalu tanda pagar.",
        to_go_back="Untuk kembali",
        to_hear_again="Untuk mengulang pilihan",
        you_entered="Anda memasukkan",
        if_right="Jika benar",
        to_enter_again="Untuk mengulang",
        to_take_the_call="Untuk menerima panggilan",
        for_this_language="Untuk bahasa Indonesia",
        yes_text_me="Untuk menerima pesan teks",
        no_text="Jika tidak ingin menerima pesan teks",
        still_in_line="Terima kasih sudah menunggu. Anda masih dalam antrean.",
        to_end_message="Setelah selesai, tekan tanda pagar atau tutup telepon.",
    ),
}


def phrases(language: str) -> Phrases:
    """Raises UnknownLanguageError."""
    return PHRASES[spoken(language).tag]


@cache
def press(key: Key, language: str) -> str:
    """The end of an option: "press one"."""
    return f"{phrases(language).press} {key_word(key, language)}"


def offer(language: str) -> str:
    """A language offered to whoever speaks it: "Para español, oprima nueve."."""
    return f"{phrases(language).for_this_language}, {press(LANGUAGE, language)}."


def says_press(text: str, key: Key, language: str) -> bool:
    """Whether free words already tell to press a key, as a word or as the key itself."""
    folded = f" {' '.join(text.lower().replace('.', ' ').replace(',', ' ').split())} "
    return f" {press(key, language)} " in folded or f" {phrases(language).press} {key} " in folded


def says_key(text: str, key: Key, language: str) -> bool:
    """Whether words speak of a key at all, as a word or as the key itself."""
    folded = f" {' '.join(text.lower().replace('.', ' ').replace(',', ' ').split())} "
    return f" {key_word(key, language)} " in folded or f" {key} " in folded
