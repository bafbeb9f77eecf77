"""IVR111."""

from collections.abc import Iterator
from functools import partial

from ivr.checking.rule import Subject, rule
from ivr.checking.said import places_of, said_once
from ivr.checking.words_of_channels import TOPICS, Topic, denies, found, may_mention
from ivr.line.model import Unread
from ivr.reading.spelling import shown
from ivr.source import Place


@rule("IVR111", "two-that-contradict")
def two_that_contradict(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """A caller is told that one cannot pay in person, in cash or at a bank, and company.yaml says that one can.

    Why: of two sentences that contradict each other a caller believes the one that was heard, and it may be the wrong
    one. Where company.yaml says `ask`, nobody knows, so nothing is denied either.

    Caught:

        nodes:
          greeting:
            say: We do not take payments in person.
            next: goodbye
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            say:
              - if: channels.in_person is ask
                say: Some places take payments in person.
              - if: channels.in_person is none
                say: We do not take payments in person.
            next: goodbye
          goodbye:
            hangup: Goodbye.
    """
    if not subject.routed or Unread.COMPANY in subject.line.unread:
        return
    said = [one for one in said_once(subject) if may_mention(one.text, one.language)]
    for topic in (one for one in TOPICS if one.deniable and one.is_on(subject.line.company)):
        for place, word in places_of(subject, said, partial(_denied, topic)):
            yield (
                place,
                f"{shown(word)} is denied here, and the switch {shown(topic.switch)} is on in company.yaml.",
                "Say it only where that switch is off, with an if; or change company.yaml.",
            )


def _denied(topic: Topic, text: str, language: str) -> str:
    return found(topic.words, text, language) if denies(text, language) else ""
