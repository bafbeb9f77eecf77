"""IVR157."""

from collections.abc import Iterator

from ivr.checking.ahead import only_said
from ivr.checking.rule import Subject, rule
from ivr.diagnostics import Severity
from ivr.dialog.grammar import DialogId, OneKey
from ivr.dialog.program import Asking, Dialog, Passing, exits, prompts_of
from ivr.dialog.prompts import Known, names_in
from ivr.line.reach import come_to
from ivr.reading.spelling import shown
from ivr.source import Place


@rule("IVR157", "confirmation-said-once", Severity.WARNING)
def confirmation_said_once(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """A confirmation number is said, and nothing behind it offers to say it again.

    Why: it is the caller's only proof, it comes when nobody has a pen in hand, and one letter that was not understood makes
    it worthless. A menu that says it itself is enough, because pound repeats it.

    Caught:

        nodes:
          greeting:
            say: Your confirmation number is {payment.confirmation}.
            next: goodbye
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            menu:
              prompt: Your confirmation number is {payment.confirmation}.
              options:
                1: {say: To hear it again, go: greeting}
                2: {say: To end the call, go: goodbye}
              exhausted: representative
          goodbye:
            hangup: Goodbye.
    """
    for at, dialog in subject.dialogs.items():
        if _says(dialog) and not (isinstance(dialog, Asking) or _offered_again(subject, dialog)):
            fact = f"{shown(subject.node(at))} says the confirmation number, and no key behind it says it again."
            remedy = "Lead on to a menu with a choice that says it, or say it in the menu."
            yield subject.place(at), fact, remedy


def _says(dialog: Dialog) -> bool:
    return any(Known.PAYMENT_CONFIRMATION in names_in(prompt) for prompt in prompts_of(dialog))


def _offered_again(subject: Subject, dialog: Dialog) -> bool:
    """Whether every way from here comes first to a question that says it, or has a key that leads to where it is said."""
    came = come_to(subject.program, exits(dialog), lambda one: exits(one) if only_said(one) else ())
    waits = [one for one in came if not only_said(one)]
    return bool(waits) and all(isinstance(one, Asking) and (_says(one) or _leads_back(subject, one)) for one in waits)


def _leads_back(subject: Subject, menu: Asking) -> bool:
    if not isinstance(menu.grammar, OneKey):
        return False
    return any(_comes_to_it(subject, target) for target in menu.grammar.choices.values())


def _comes_to_it(subject: Subject, target: DialogId) -> bool:
    came = come_to(subject.program, [target], lambda one: exits(one) if only_said(one) and not _says(one) else ())
    return any(isinstance(one, Asking | Passing) and _says(one) for one in came)
