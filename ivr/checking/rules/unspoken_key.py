"""IVR108."""

from collections.abc import Iterator, Mapping

from ivr.checking.rule import Subject, rule
from ivr.checking.said import is_on, wordings
from ivr.line.model import Path
from ivr.line.node import Node
from ivr.line.nodes.menu import Menu, Option
from ivr.line.nodes.queue import Queue, WaitingOption
from ivr.line.phrases import says_press
from ivr.line.wording import Wording
from ivr.reading.spelling import shown
from ivr.source import Place
from ivr.telephony.keys import Key


@rule("IVR108", "unspoken-key")
def unspoken_key(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """A menu, or a queue, has a choice that no caller is told about.

    Why: a key that is not announced is a key that nobody presses. What a choice says and what it does stand together,
    so that they cannot disagree; free words in `prompt`, or in a queue's `comfort`, must name the key themselves.

    Caught:

        nodes:
          greeting:
            menu:
              prompt: To end the call, press one.
              options:
                1:
                  go: goodbye
                2:
                  go: greeting
              exhausted: representative
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            menu:
              options:
                1:
                  say: To end the call
                  go: goodbye
                2:
                  say: To hear this again
                  go: greeting
              exhausted: representative
          goodbye:
            hangup: Goodbye.
    """
    for name, placed in subject.line.nodes.items():
        options, beside = _choices(placed.node)
        heard = dict(wordings(subject, name)) if options else {}
        free = [one for path, one in heard.items() if path[:2] in beside]
        for key, option in options.items():
            if option.say is not None or not is_on(subject, option.if_):
                continue
            for language in _silent_in(subject, free, key, name):
                elsewhere = "" if language == subject.line.language else f" in {language}"
                yield (
                    placed.place((placed.node.kind, "options", key), key=True),
                    f"Nobody who calls hears{elsewhere} what key {key} of {shown(name)} does.",
                    "Give it words, such as say: To pay your bill",
                )


def _choices(node: Node) -> tuple[Mapping[Key, Option | WaitingOption], tuple[Path, ...]]:
    """The choices of a node, and where free words that name their keys may stand: what is only said once before a wait
    of minutes is none of them."""
    match node:
        case Menu():
            return node.menu.options, (("menu", "prompt"),)
        case Queue():
            return node.queue.options, (("queue", "comfort"),)
        case _:
            return {}, ()


def _silent_in(subject: Subject, free: list[Wording], key: Key, name: str) -> Iterator[str]:
    """The languages in which no free words name the key; a text that is not translated is said as it was written."""
    line = subject.line
    for language in [line.language, *line.catalogues]:
        catalogue = line.catalogues.get(language)
        spoken = [(one if catalogue is None else catalogue.wording(one.text, name), one) for one in free]
        said = [
            says_press((translated or one).text, key, language if translated else line.language)
            for translated, one in spoken
        ]
        if not any(said):
            yield language
