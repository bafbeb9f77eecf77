"""What is said while a representative signs in by telephone, in each language a line can speak.

The Spanish and Indonesian words were written by a machine and wait for review by somebody who grew up with them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.speech.languages import spoken


@dataclass(frozen=True, slots=True)
class SignInPhrases:
    """One answer for a code that nobody has and for a PIN that is wrong."""

    to_sign_in: str
    code: str
    pin: str
    refused: str


SIGN_IN_PHRASES: Mapping[str, SignInPhrases] = {
    "en-US": SignInPhrases(
        to_sign_in="To sign in",
        code="Enter your code, then press pound.",
        pin="Now enter your PIN, then press pound.",
        refused="That code and PIN do not match.",
    ),
    "es-US": SignInPhrases(
        to_sign_in="Para iniciar su sesión",
        code="Ingrese su código, y después oprima la tecla numeral.",
        pin="Ahora ingrese su clave, y después oprima la tecla numeral.",
        refused="Ese código y esa clave no coinciden.",
    ),
    "id-ID": SignInPhrases(
        to_sign_in="Untuk masuk",
        code="Masukkan kode Anda, lalu tekan tanda pagar.",
        pin="Sekarang masukkan PIN Anda, lalu tekan tanda pagar.",
        refused="Kode dan PIN itu tidak cocok.",
    ),
}


def sign_in_phrases(language: str) -> SignInPhrases:
    """Raises UnknownLanguageError."""
    return SIGN_IN_PHRASES[spoken(language).tag]
