"""IVR150."""

from collections.abc import Iterator

from ivr.checking.in_language import listed, place_in, tables
from ivr.checking.lengths import says_number
from ivr.checking.rule import Subject, rule
from ivr.checking.said import words_of
from ivr.dialog.grammar import DigitString
from ivr.dialog.program import Asking
from ivr.dialog.prompts import Known, Prompt
from ivr.line.model import Path
from ivr.line.nodes.collect import Collect
from ivr.line.scalars import NodeId
from ivr.reading.spelling import shown
from ivr.source import Place

SECRET = frozenset({Known.ACCOUNT_PIN, Known.ACCOUNT_BILL_CODE})
"""How long a ZIP code is, and that four are the last four digits of a telephone number, everybody knows."""
SHORTEST = 2
"""Of one digit nothing is told by a length, and "one" is a word of many sentences."""


@rule("IVR150", "said-length-of-a-secret")
def said_length_of_a_secret(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """A question for a PIN, or for the code on a bill, tells how many digits it has.

    Why: whoever has it knows, and whoever guesses should not be told how much there is to guess.

    Caught:

        nodes:
          greeting:
            collect:
              into: account.pin
              prompt: Now enter your four-digit PIN.
              exhausted: representative
            next: goodbye
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            collect:
              into: account.pin
              prompt: Now enter your PIN.
              exhausted: representative
            next: goodbye
          goodbye:
            hangup: Goodbye.
    """
    for name, placed in subject.line.nodes.items():
        if isinstance(placed.node, Collect) and placed.node.collect.into in SECRET:
            for key in ("prompt", "noinput", "nomatch"):
                languages = [language for language, asked in _asked(subject, name) if _tells(asked, key, language)]
                if languages:
                    what = shown(placed.node.collect.into.value)
                    where = f" in {listed(languages)}" if subject.line.catalogues else ""
                    fact = f"This tells{where} how many digits {what} has, and that is for nobody who guesses."
                    path: Path = ("collect", key)
                    yield place_in(subject, name, path, languages), fact, "Leave the number of digits out."


def _asked(subject: Subject, name: NodeId) -> Iterator[tuple[str, Asking]]:
    for language, dialogs in tables(subject):
        asked = dialogs.get(name)
        if isinstance(asked, Asking):
            yield language, asked


def _tells(asked: Asking, key: str, language: str) -> bool:
    """Behind silence and wrong entries the question is said again; it is told of once."""
    if not isinstance(asked.grammar, DigitString):
        return False
    question = set(asked.prompt)
    said: Prompt = asked.prompt
    if key != "prompt":
        again = asked.noinput if key == "noinput" else asked.nomatch
        said = tuple(one for prompt in again for one in prompt if one not in question)
    lengths = {one for one in (asked.grammar.low, asked.grammar.high) if one >= SHORTEST}
    return any(says_number(words_of((one,)), many, one.language or language) for one in said for many in lengths)
