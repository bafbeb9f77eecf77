"""The sentences the language makes by itself, in the words of the line's language.

English is written here; the catalogues of other languages replace these strings, so they are whole sentences, never
glued from halves, but for a menu's option, which is function first and key last in every language.
"""

from ivr.speech.digits import key_word
from ivr.telephony.keys import Key


def press(key: Key, language: str) -> str:
    """The end of an option: "press one"."""
    return f"press {key_word(key, language)}"


def says_press(text: str, key: Key, language: str) -> bool:
    """Whether free words already tell to press a key, as a word or as the key itself."""
    folded = f" {' '.join(text.lower().replace('.', ' ').replace(',', ' ').split())} "
    return f" {press(key, language)} " in folded or f" press {key} " in folded


TAKE_YOUR_TIME = "Take your time."
NOT_A_CHOICE = "Sorry, that was not one of the choices."
NOT_UNDERSTOOD = "Sorry, that did not match."
FOR_A_PERSON = "For a representative"
FOR_A_PERSON_IN_DIGITS = "For a representative, press zero, then pound."
TO_GO_BACK = "To go back"
TO_HEAR_AGAIN = "To hear the choices again"
YOU_ENTERED = "You entered"
IF_RIGHT = "If that's right"
TO_ENTER_AGAIN = "To enter it again"
TO_TAKE_THE_CALL = "To take the call"
