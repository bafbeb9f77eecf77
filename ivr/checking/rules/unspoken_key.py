"""IVR108."""

from collections.abc import Iterator

from ivr.checking.rule import Subject, rule
from ivr.line.nodes.menu import Menu
from ivr.line.phrases import says_press
from ivr.line.sentences import texts
from ivr.reading.spelling import shown
from ivr.source import Place


@rule("IVR108", "unspoken-key")
def unspoken_key(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """A menu has a choice that no caller is told about.

    Why: a key that is not announced is a key that nobody presses. What a choice says and what it does stand together,
    so that they cannot disagree; free words in `prompt` must name the key themselves.

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
        if not isinstance(placed.node, Menu):
            continue
        menu = placed.node.menu
        free = " ".join(one.text for one in texts(menu.prompt))
        for key, option in menu.options.items():
            if option.say is None and not says_press(free, key, subject.line.language):
                yield (
                    placed.place(("menu", "options", key), key=True),
                    f"Nobody who calls hears what key {key} of {shown(name)} does.",
                    "Give it words, such as say: To pay your bill",
                )
