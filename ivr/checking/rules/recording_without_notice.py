"""IVR156."""

import re
from collections.abc import Iterator, Mapping

from ivr.checking.in_language import listed, place_in, tables
from ivr.checking.rule import Subject, rule
from ivr.checking.said import words_of
from ivr.diagnostics import Severity
from ivr.dialog.program import Dialog, Recording
from ivr.line.nodes.voicemail import Voicemail
from ivr.reading.spelling import shown
from ivr.source import Place

NOTICE: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(r"\brecord(s|ed|ing)?\b"),
    "es": re.compile(r"\bgrab(a|an|ar|ado|ada|amos|ará|arán|aré|aremos|ación|aciones)\b"),
    "id": re.compile(r"\b(me|di|pe)?rekam(an|kan)?\b"),
}
"""By language, the words for recording."""


@rule("IVR156", "recording-without-notice", Severity.WARNING)
def recording_without_notice(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """A voicemail does not say that it records.

    Why: in about a dozen states everybody on a call must know that it is recorded, before it is. Most people expect it of a
    message after a tone, and it takes three words to have it said.

    Caught:

        nodes:
          greeting:
            voicemail:
              to: billing
              prompt: After the tone, please say your name, and how we can help.
              left: goodbye
              empty: goodbye
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            voicemail:
              to: billing
              prompt: After the tone I will record your message. Please say your name, and how we can help.
              left: goodbye
              empty: goodbye
          goodbye:
            hangup: Goodbye.
    """
    for name, placed in subject.line.nodes.items():
        if isinstance(placed.node, Voicemail):
            silent = [language for language, dialogs in tables(subject) if not _says_so(dialogs.get(name), language)]
            if silent:
                where = f" in {listed(silent)}" if subject.line.catalogues else ""
                fact = f"{shown(name)} does not say{where} that a message is recorded."
                place = place_in(subject, name, ("voicemail", "prompt"), silent)
                yield place, fact, "Say it first, such as: After the tone I will record your message."


def _says_so(dialog: Dialog | None, language: str) -> bool:
    if not isinstance(dialog, Recording):
        return True
    return any(_notice(one.language or language, words_of((one,))) for one in dialog.prompt)


def _notice(language: str, text: str) -> bool:
    words = NOTICE.get(language.partition("-")[0])
    return words is None or words.search(text.lower()) is not None
