"""IVR149."""

from collections.abc import Iterator

from ivr.checking.in_language import listed, place_in, tables
from ivr.checking.lengths import says_number
from ivr.checking.rule import Subject, rule
from ivr.checking.said import words_of
from ivr.dialog.grammar import DigitString
from ivr.dialog.program import Asking
from ivr.dialog.prompts import NEVER_SPOKEN
from ivr.line.nodes.collect import Collect
from ivr.line.scalars import NodeId
from ivr.reading.spelling import shown
from ivr.source import Place


@rule("IVR149", "unsaid-length")
def unsaid_length(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """A question for a number of fixed length does not say how many digits it has.

    Why: there are several numbers on a bill, and whoever knows how many digits are wanted finds the right one, and knows
    when it is done. What proves who is calling is another matter: its length is not for strangers.

    Caught:

        nodes:
          greeting:
            collect:
              into: account.number
              prompt: Please enter your account number.
              noinput: It is printed at the top of your bill. Take your time.
              confirm: true
              exhausted: representative
            next: goodbye
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            collect:
              into: account.number
              prompt: Please enter your {company.account_number.length}-digit account number.
              noinput: It is printed at the top of your bill. Take your time.
              confirm: true
              exhausted: representative
            next: goodbye
          goodbye:
            hangup: Goodbye.
    """
    for name, placed in subject.line.nodes.items():
        if isinstance(placed.node, Collect) and placed.node.collect.into not in NEVER_SPOKEN:
            unsaid = list(_unsaid(subject, name))
            if unsaid:
                length, languages = unsaid[0][0], [language for _, language in unsaid]
                where = f" in {listed(languages)}" if subject.line.catalogues else ""
                fact = f"The question of {shown(name)} does not say{where} that {length} digits are wanted."
                yield (
                    place_in(subject, name, ("collect", "prompt"), languages),
                    fact,
                    f"Say that it has {length} digits.",
                )


def _unsaid(subject: Subject, name: NodeId) -> Iterator[tuple[int, str]]:
    """The length, and each language whose words leave it out; what is not translated is said in the first language."""
    for language, dialogs in tables(subject):
        asked = dialogs.get(name)
        if isinstance(asked, Asking) and isinstance(asked.grammar, DigitString):
            low, high = asked.grammar.low, asked.grammar.high
            said = [says_number(words_of((one,)), low, one.language or language) for one in asked.prompt]
            if low == high and not any(said):
                yield low, language
