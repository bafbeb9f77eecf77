"""IVR130."""

from collections.abc import Iterator

from ivr.checking.phrasebook import words_in
from ivr.checking.rule import Subject, rule
from ivr.checking.worded import Worded, worded
from ivr.checking.wordlists import WORDLISTS
from ivr.line.phrases import press
from ivr.reading.spelling import shown
from ivr.source import Place

_CLAUSES = ".!?:;"


@rule("IVR130", "key-before-function")
def key_before_function(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """A key is named before what it does.

    Why: who hears the key first has forgotten it by the time its meaning is known, and must hear the menu again
    (ISO/IEC 13714: function before key). What an option says is put in this order by itself; free words must be.

    Caught:

        nodes:
          greeting:
            menu:
              prompt: Press one to end the call.
              options:
                1:
                  go: goodbye
              exhausted: representative
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            menu:
              prompt: To end the call, press one.
              options:
                1:
                  go: goodbye
              exhausted: representative
          goodbye:
            hangup: Goodbye.
    """
    for one in worded(subject):
        words = _key_first(one) if one.heard and one.language in WORDLISTS else ""
        if words:
            yield (
                one.place,
                f"{shown(words)} names the key before what it does.",
                f"Say what it does first, and the key last, as in: ..., {press('1', one.language)}.",
            )


def _key_first(one: Worded) -> str:
    """The first key without a function before it: "To pay, press one to go on" has one."""
    known, ended = WORDLISTS[one.language], 0
    for match in known.key_first.all_in(one.text, one.words):
        before = one.text[max(ended, *(one.text.rfind(mark, 0, match.start()) for mark in _CLAUSES)) : match.start()]
        ended = match.start() + match[0].rindex(" ")  # what follows is the function of the next key, perhaps
        if known.leads.isdisjoint(words_in(before)):
            return match[0]
    return ""
