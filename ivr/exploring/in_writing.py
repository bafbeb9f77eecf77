"""What a dialog says as it is read: values by their names in braces, silences left out. No value of any call is in it."""

from ivr.dialog.prompts import Known, Prompt, Rest, Sentence
from ivr.line.lowering import KEY_PAUSE_MS


def text_of(prompt: Prompt) -> str:
    return " ".join(filter(None, map(_text, prompt)))


def lead_of(choice: Sentence) -> str:
    """What is said of a choice before its key."""
    place = max(at for at, one in enumerate(choice.pieces) if one == Rest(KEY_PAUSE_MS))
    return _text(Sentence(choice.pieces[:place])).rstrip(" ,")


def _text(sentence: Sentence) -> str:
    return " ".join("".join(map(_piece, sentence.pieces)).split())


def _piece(piece: str | Known | Rest) -> str:
    if isinstance(piece, Rest):
        return ""
    return f"{{{piece.value}}}" if isinstance(piece, Known) else piece
