"""IVR155."""

from collections.abc import Iterator

from ivr.checking.ahead import said_ahead, way_ahead
from ivr.checking.in_language import tables
from ivr.checking.rule import Subject, rule
from ivr.checking.spoken_time import seconds_of
from ivr.diagnostics import Severity
from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Asking, Dialog, Passing
from ivr.source import Place

MOST = 3
"""Seconds of ordinary words that no key cuts short."""


@rule("IVR155", "deaf-prompt", Severity.WARNING)
def deaf_prompt(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """More than 3 seconds of ordinary words stand before words that no key may cut short.

    Why: `bargein: false`, and a menu's `terms`, are for what the law wants heard. All that is said in one go before them
    cannot be cut short either, because the carrier listens for keys only behind them: whoever knows the line is kept
    waiting, and a key pressed meanwhile is lost.

    Caught:

        nodes:
          greeting:
            say: Thanks for calling. You can pay your bill here, hear how much you owe, or leave a message.
            next: notice
          notice:
            say:
              text: This call may be recorded.
              bargein: false
            next: main
          main:
            menu:
              options:
                1: {say: To end the call, go: goodbye}
              exhausted: representative
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            say:
              text: This call may be recorded.
              bargein: false
            next: welcome
          welcome:
            say: Thanks for calling. You can pay your bill here, hear how much you owe, or leave a message.
            next: main
          main:
            menu:
              options:
                1: {say: To end the call, go: goodbye}
              exhausted: representative
          goodbye:
            hangup: Goodbye.
    """
    told: set[DialogId] = set()
    for language, dialogs in tables(subject):

        def weigh(dialog: Dialog, language: str = language) -> float:
            if isinstance(dialog, Passing) and dialog.bargein:
                return seconds_of(subject.program, dialog.prompt, language)
            return 0

        ahead = said_ahead(dialogs, weigh)
        for at in (one for one in ahead if _deaf(dialogs[one]) and ahead[one].most > MOST and one not in told):
            told.add(at)
            way = ", then ".join(dict.fromkeys(subject.node(one) for one in way_ahead(ahead, at)))
            fact = f"About {ahead[at].most:.1f} s of ordinary words come before these, which no key cuts short: {way}."
            yield subject.place(at), fact, "Say the words that must be heard first, or the others behind them."


def _deaf(dialog: Dialog) -> bool:
    match dialog:
        case Passing(prompt=prompt, bargein=False):
            return bool(prompt)
        case Asking(terms=terms):
            return bool(terms)
        case _:
            return False
