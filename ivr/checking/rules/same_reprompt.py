"""IVR132."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from ivr.checking.rule import Subject, rule
from ivr.checking.worded import Worded, worded
from ivr.checking.wordlists import WORDLISTS
from ivr.diagnostics import Severity
from ivr.dialog.prompts import Known
from ivr.line.nodes.collect import Collect
from ivr.line.nodes.menu import Menu
from ivr.reading.spelling import shown
from ivr.source import Place

PRINTED = frozenset({Known.ACCOUNT_NUMBER, Known.ACCOUNT_BILL_CODE, Known.CALLER_REFERENCE})
"""What a caller has to look for. A PIN, a ZIP code and the own telephone are known by heart."""

_AGAIN = (("noinput",), ("nomatch",))


@rule("IVR132", "same-reprompt", Severity.WARNING)
def same_reprompt(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """A question is asked again in the words that were not understood, or says nowhere what is asked for is found.

    Why: whoever did not answer needs something else: where the number is printed, which part of it to enter, more time
    (W3C COGA; ACIxD on anticipating errors). What stands on paper is to be named with its place after silence, or after
    a wrong entry; a PIN or a telephone number is known by heart.

    Caught:

        nodes:
          greeting:
            collect:
              into: account.number
              prompt: Please enter your {company.account_number.length}-digit account number.
              noinput: Please enter your {company.account_number.length}-digit account number.
              nomatch: It is at the top of your bill.
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
              noinput: It is at the top of your bill. Take your time.
              nomatch: That is not an account number. Look for it at the top of your bill.
              exhausted: representative
            next: goodbye
          goodbye:
            hangup: Goodbye.
    """
    asked = [one for one in worded(subject) if isinstance(one.placed.node, Collect | Menu)]
    for _, texts in groupby(asked, key=lambda one: one.node):
        for heard in _in_each_language(subject.line.language, tuple(texts)):
            first = [one for one in heard if one.path[1:2] == ("prompt",)]
            again = [one for one in heard if one.path[1:2] in _AGAIN]
            yield from _same(first, again)
            yield from _nowhere(first, again)


def _in_each_language(written: str, texts: Sequence[Worded]) -> Iterator[Sequence[Worded]]:
    """What callers of each language hear: a text that is not translated is said as it was written."""
    own = {one.path: one for one in texts if one.language == written}
    for language in dict.fromkeys(one.language for one in texts):
        yield list({**own, **{one.path: one for one in texts if one.language == language}}.values())


def _same(first: Sequence[Worded], again: Sequence[Worded]) -> Iterator[tuple[Place, str, str]]:
    asked = _folded(" ".join(one.wording.text for one in first))
    for one in again:
        if asked and _folded(one.wording.text) == asked:
            yield (
                one.place,
                f"{shown(one.wording.text)} is what the caller did not understand, or answer, the first time.",
                "Say it in other words: where it is found, what to enter, or that there is time.",
            )


def _nowhere(first: Sequence[Worded], again: Sequence[Worded]) -> Iterator[tuple[Place, str, str]]:
    """Without words of its own for silence, the question itself is asked again."""
    told = [*again, *first][:1]
    heard = [*again, *(() if any(one.path[1] == "noinput" for one in again) else first)]
    if any(_is_printed(one) for one in told) and not any(_says_where(one) for one in heard):
        yield (
            told[0].place,
            f"After silence or a wrong entry, nobody hears where to look for what {shown(told[0].node)} asks for.",
            "Say it in noinput, such as: It is printed at the top of your bill. Take your time.",
        )


def _is_printed(one: Worded) -> bool:
    node = one.placed.node
    return isinstance(node, Collect) and node.collect.into in PRINTED


def _says_where(one: Worded) -> bool:
    known = WORDLISTS.get(one.language)
    return known is None or not known.whereabouts.isdisjoint(one.words)


def _folded(text: str) -> str:
    return " ".join("".join(one if one.isalnum() or one in "{}" else " " for one in text.casefold()).split())
