"""IVR109."""

from collections.abc import Iterator
from functools import partial

from ivr.checking.rule import Subject, rule
from ivr.checking.said import places_of, said_once
from ivr.checking.words_of_channels import TOPICS, Topic, denies, found, may_mention, without_names
from ivr.line.company import Company
from ivr.line.model import Unread
from ivr.reading.spelling import shown
from ivr.source import Place


@rule("IVR109", "mentions-what-is-off")
def mentions_what_is_off(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """A caller can hear of a way to pay, or of a claim, that company.yaml has switched off.

    Why: callers are sent where nobody takes their money, or are promised what nobody stands by. Every language of the
    line is searched, by words that stand beside this rule; that one cannot pay in person, or in cash, may be said.

    Caught:

        nodes:
          greeting:
            say: You can also ask us in the chat.
            next: goodbye
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            say:
              - Thanks for calling.
              - if: channels.chat
                say: You can also ask us in the chat.
            next: goodbye
          goodbye:
            hangup: Goodbye.
    """
    company = subject.line.company
    if not subject.routed or Unread.COMPANY in subject.line.unread:
        return
    said = [one for one in said_once(subject) if may_mention(one.text, one.language)]
    for topic in (one for one in TOPICS if not one.is_on(company)):
        for place, word in places_of(subject, said, partial(_mentioned, topic, company)):
            yield (
                place,
                f"{shown(word)} is said here, and the switch {shown(topic.switch)} is off in company.yaml.",
                f"Say it only with if: {topic.switch}; or say it without the word.",
            )


def _mentioned(topic: Topic, company: Company, text: str, language: str) -> str:
    if topic.deniable and denies(text, language):
        return ""
    return found(topic.words, without_names(text, company), language)
