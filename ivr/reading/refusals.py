"""What is said of YAML that this language does without. Pure wording; when to say it is decided in `building`."""

from ivr.diagnostics import Diagnostic
from ivr.reading import mistakes
from ivr.reading.spelling import cut, quoted, shown
from ivr.reading.tree import Scalar
from ivr.source import Place


def control_character(place: Place, character: str) -> Diagnostic:
    return mistakes.CONTROL_CHARACTER.at(
        place,
        f"Here stands a character that cannot be seen (U+{ord(character):04X}), which no caller can hear.",
        "Delete it and type the words around it again; it usually comes from copying out of another program.",
    )


def empty(place: Place) -> Diagnostic:
    return mistakes.EMPTY_FILE.at(
        place, "There is nothing in this file.", "Write something here, or leave the file out."
    )


def too_deep(place: Place, deepest: int) -> Diagnostic:
    return mistakes.DEEP_NESTING.at(
        place,
        f"Here begins a part inside {deepest} others; no phone menu is that deep.",
        "Look for brackets or dashes that were repeated by accident.",
    )


def several_documents(place: Place) -> Diagnostic:
    return mistakes.SEVERAL_DOCUMENTS.at(
        place,
        'A second document begins here, at a line of three dashes ("---"); what follows would not be read.',
        "Take the three dashes out, or move what follows into a file of its own.",
    )


def alias(place: Place, written: str) -> Diagnostic:
    return mistakes.ALIAS.at(
        place,
        f"{shown(written)} begins with a star, which YAML reads as a reference to another part of the file.",
        f"Put it in quotes: {quoted(written)}. If a reference was meant: there are none here; write the value out.",
    )


def anchor(place: Place, written: str) -> Diagnostic:
    return mistakes.ANCHOR.at(place, *_mark("&", written, "a name for this part of the file"))


def tag(place: Place, written: str) -> Diagnostic:
    return mistakes.TAG.at(place, *_mark("!", written, "a type for this value"))


def _mark(sign: str, written: str, what: str) -> tuple[str, str]:
    return (
        f'{shown(cut(written, 40))} begins with "{sign}", which YAML reads as {what} and not as words to be said.',
        f"If it belongs to the text, put all of it in quotes: {quoted(written)}. Otherwise leave it out.",
    )


def merge_key(key: Scalar) -> Diagnostic:
    return mistakes.MERGE_KEY.at(
        key.place,
        'The key "<<" copies another part of the file to this place, which is not done here.',
        "Write the keys out where they are needed.",
    )


def duplicate_key(key: Scalar, first: Scalar) -> Diagnostic:
    return mistakes.DUPLICATE_KEY.at(
        key.place,
        f"The key {shown(key.text)} stands here a second time; "
        f"the first is in line {first.place.line}, column {first.place.column}.",
        "Keep one of the two, or give this one a different name.",
    )


def key_not_text(place: Place) -> Diagnostic:
    return mistakes.KEY_NOT_TEXT.at(
        place,
        "A whole list or mapping stands here as a key.",
        "A key is one word or one key of the telephone; put it in quotes if it is meant as text.",
    )
