"""The bounds on a whole call, and what holds for callers who need more time than others."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on a whole call: after `errors` silences and wrong answers, or `turns`, the caller goes to a person."""

    errors: int = 4
    turns: int = 60


@dataclass(frozen=True, slots=True)
class Patience:
    """What holds for a caller who was once silent, until the call ends: times in whole seconds, `rate` and `rests` in
    per cent of the usual. Whoever hears the line through a relay operator gets it in writing, at `typing` seconds a
    word, so silence lasts as long as the words take to write, less what they took to say, and `answering` more."""

    menu: int = 15
    digits: int = 20
    noinput: int = 3
    rate: int = 90
    rests: int = 150
    typing: float = 1.0
    answering: int = 20
