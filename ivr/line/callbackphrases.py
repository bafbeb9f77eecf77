"""What is said when a call back is arranged, and on the call back itself, in each language a line can speak.

Whole sentences, but for the choices, which are function first; their key is added behind them. Values stand in braces.
The Spanish and Indonesian words were written by a machine and wait for review by somebody who grew up with them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.speech.languages import spoken


@dataclass(frozen=True, slots=True)
class CallbackPhrases:
    """`own` offers the number the call comes from, `enter` asks for another one. `text_follows` is what a caller agrees to
    where a text is to be sent. From `to_talk` on they are heard on the call back."""

    own: str
    to_other_number: str
    enter: str
    ten_digits: str
    not_dialable: str
    text_follows: str
    to_talk: str
    not_needed: str
    goodbye: str


CALLBACK_PHRASES: Mapping[str, CallbackPhrases] = {
    "en-US": CallbackPhrases(
        own="We can call you at the number ending {caller.phone_last4}.",
        to_other_number="For another number",
        enter="Enter the number to call, with the area code first.",
        ten_digits="A telephone number has ten digits.",
        not_dialable="We cannot call that number.",
        text_follows="If we do not reach you, we will send one text message. Message rates may apply.",
        to_talk="To talk with a representative",
        not_needed="If you no longer need us",
        goodbye="Goodbye.",
    ),
    "es-US": CallbackPhrases(
        own="Podemos llamarle al número que termina en {caller.phone_last4}.",
        to_other_number="Para otro número",
        enter="Ingrese el número al que debemos llamar, con el código de área primero.",
        ten_digits="Un número de teléfono tiene diez dígitos.",
        not_dialable="No podemos llamar a ese número.",
        text_follows="Si no le encontramos, le enviaremos un solo mensaje de texto. Pueden aplicarse tarifas de mensajes.",
        to_talk="Para hablar con un representante",
        not_needed="Si ya no nos necesita",
        goodbye="Adiós.",
    ),
    "id-ID": CallbackPhrases(
        own="Kami dapat menelepon Anda di nomor yang berakhir dengan {caller.phone_last4}.",
        to_other_number="Untuk nomor lain",
        enter="Masukkan nomor yang akan kami telepon, diawali kode area.",
        ten_digits="Nomor telepon terdiri dari sepuluh angka.",
        not_dialable="Kami tidak dapat menelepon nomor itu.",
        text_follows="Jika Anda tidak dapat kami hubungi, kami akan mengirim satu pesan teks. Tarif pesan dapat berlaku.",
        to_talk="Untuk berbicara dengan petugas",
        not_needed="Jika Anda tidak lagi memerlukan kami",
        goodbye="Sampai jumpa.",
    ),
}


def callback_phrases(language: str) -> CallbackPhrases:
    """Raises UnknownLanguageError."""
    return CALLBACK_PHRASES[spoken(language).tag]
