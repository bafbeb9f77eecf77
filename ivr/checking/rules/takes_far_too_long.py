"""IVR154."""

from collections.abc import Iterator

from ivr.checking.in_language import place_in
from ivr.checking.overruns import MENU, everything_measured
from ivr.checking.rule import Subject, rule
from ivr.source import Place


@rule("IVR154", "takes-far-too-long")
def takes_far_too_long(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """A menu takes longer to say than any may: 40 seconds, or what `budgets` in line.yaml say.

    Why: nobody listens for so long. What is said first is forgotten when the last choice comes, and in a second language
    long before.

    Caught:

        nodes:
          greeting:
            menu:
              prompt: >-
                There are several ways to pay a bill, and each of them has its own advantages, so please take the time
                to listen to all of them before you decide. You can pay on our website, which is open at any hour and
                on every day of the year, holidays and weekends included. You can pay in our app, where you can also
                see all your earlier bills, change your plan and pause your service while you travel. You can pay with
                somebody who guides you through it, whenever our office is open. Whichever you
                choose, have your bill ready, because you will be asked for the numbers that stand on it. And you can pay here, on
                this line, by keypad, as soon as you have entered your account number and your security code.
              options:
                1: {say: To end the call, go: goodbye}
              exhausted: representative
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            menu:
              prompt: You can pay on our website, in our app, or here.
              options:
                1: {say: To end the call, go: goodbye}
              exhausted: representative
          goodbye:
            hangup: Goodbye.
    """
    most = subject.line.file.budgets.menu_at_most
    for one in everything_measured(subject):
        over = one.over(most) if one.budget == MENU else {}
        if over:
            times = ", ".join(f"{seconds:.1f} s in {language}" for language, seconds in over.items())
            fact = f"It takes {times} to say this menu; {most} s is the most for any."
            yield place_in(subject, one.node, (), over), fact, "Say less, or put some of it behind a choice."
