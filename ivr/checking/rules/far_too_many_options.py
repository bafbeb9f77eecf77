"""IVR146."""

from collections.abc import Iterator

from ivr.checking.choices import choices_of
from ivr.checking.rule import Subject, rule
from ivr.reading.spelling import shown
from ivr.source import Place

TOO_MANY = 8


@rule("IVR146", "far-too-many-options")
def far_too_many_options(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """A menu, or a queue, has eight choices or more, and nothing says that they are meant.

    Why: nobody remembers the first of eight when the last is said, and whoever did not catch it must hear all of them
    again. With `broad` a menu says that it is meant, and why.

    Caught:

        nodes:
          greeting:
            menu:
              offer_person: false
              options:
                1: {say: Monday, go: goodbye}
                2: {say: Tuesday, go: goodbye}
                3: {say: Wednesday, go: goodbye}
                4: {say: Thursday, go: goodbye}
                5: {say: Friday, go: goodbye}
                6: {say: Saturday, go: goodbye}
                7: {say: Sunday, go: goodbye}
                8: {say: Any day, go: goodbye}
              exhausted: representative
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            menu:
              options:
                1: {say: For a weekday, go: goodbye}
                2: {say: For the weekend, go: goodbye}
                3: {say: For any day, go: goodbye}
              exhausted: representative
          goodbye:
            hangup: Goodbye.
    """
    for one in choices_of(subject):
        if len(one.offered) >= TOO_MANY and not one.broad:
            fact = f"{shown(one.node)} has {len(one.offered)} choices, more than anybody keeps in mind."
            yield one.place(one.offered[TOO_MANY - 1]), fact, "Put what belongs together behind one choice."
