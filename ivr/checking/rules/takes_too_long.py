"""IVR153."""

from collections.abc import Iterator

from ivr.checking.in_language import place_in
from ivr.checking.overruns import MENU, Spoken, everything_measured
from ivr.checking.rule import Subject, rule
from ivr.diagnostics import Severity
from ivr.line.budgets import Budgets
from ivr.source import Place


@rule("IVR153", "takes-too-long", Severity.WARNING)
def takes_too_long(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """Something takes longer to say, in one of the line's languages, than `budgets` in line.yaml allow.

    Why: whoever listens must keep in mind what was said, and pays for the time. Without `budgets` a greeting may take 8
    seconds, a choice 4, whatever comes before the first choice 10, and a menu 25; one language needs more for the same than
    another, so seconds are counted in each.

    Caught:

        nodes:
          greeting:
            say: >-
              Thanks for calling the bill pay line of our company, where you can pay by card, hear how much you owe,
              and learn about all the other ways there are to pay a bill, at any hour and on every day of the year.
            next: goodbye
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            say: Thanks for calling the bill pay line.
            next: goodbye
          goodbye:
            hangup: Goodbye.
    """
    budgets = subject.line.file.budgets
    measured = everything_measured(subject)
    much_too_long = {one.node for one in measured if one.budget == MENU and one.over(budgets.menu_at_most)}
    for one in measured:
        limit = _limit(budgets, one)
        over = one.over(limit)
        if over and one.node not in much_too_long:
            place = place_in(subject, one.node, one.path, over)
            times = ", ".join(f"{seconds:.1f} s in {language}" for language, seconds in over.items())
            fact = f"It takes {times} to say {one.what}; {limit} s is the most."
            yield (
                place,
                fact,
                f"Say less, or write what this line can bear as {one.budget}, below budgets in line.yaml.",
            )


def _limit(budgets: Budgets, one: Spoken) -> int:
    by_name = {
        "greeting": budgets.greeting,
        "option": budgets.option,
        "before_first_choice": budgets.before_first_choice,
        "menu": budgets.menu,
    }
    return by_name[one.budget]
