"""IVR148."""

from collections.abc import Iterator

from ivr.checking.choices import choices_of
from ivr.checking.rule import Subject, rule
from ivr.reading.spelling import shown
from ivr.source import Place
from ivr.telephony.keys import LANGUAGE


@rule("IVR148", "reserved-key")
def reserved_key(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """A queue gives the key 9 a meaning of its own.

    Why: 9 is the other language everywhere on a line, and a key should mean one thing in all of it. In a menu no choice can
    have it, nor 0, star or pound; somebody who waits in a queue has no other way to be heard, so there it is refused here.

    Caught:

        nodes:
          greeting:
            queue:
              to: billing
              options:
                9: {say: To end the call, go: goodbye}
              free: representative
              bridged: goodbye
              failed: goodbye
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            queue:
              to: billing
              options:
                1: {say: To end the call, go: goodbye}
              free: representative
              bridged: goodbye
              failed: goodbye
          goodbye:
            hangup: Goodbye.
    """
    for one in choices_of(subject):
        if one.reserved:
            fact = f"{shown(one.node)} uses the key 9, which means the other language on the whole line."
            yield one.place(LANGUAGE), fact, "Give this choice a key from 1 to 8."
