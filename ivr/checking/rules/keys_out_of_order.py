"""IVR147."""

from collections.abc import Iterator

from ivr.checking.choices import choices_of
from ivr.checking.rule import Subject, rule
from ivr.diagnostics import Severity
from ivr.reading.spelling import shown
from ivr.source import Place


@rule("IVR147", "keys-out-of-order", Severity.WARNING)
def keys_out_of_order(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """The keys of a menu, or of a queue, are not spoken as 1, 2, 3 and so on.

    Why: whoever hears one and then three believes that something was missed, and waits to hear it again. A choice that is
    switched off keeps its key, so that a key means the same for every company: it is no gap.

    Caught:

        nodes:
          greeting:
            menu:
              options:
                1: {say: To end the call, go: goodbye}
                3: {say: To hear this again, go: greeting}
              exhausted: representative
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            menu:
              options:
                1: {say: To end the call, go: goodbye}
                2: {say: To hear this again, go: greeting}
              exhausted: representative
          goodbye:
            hangup: Goodbye.
    """
    for one in choices_of(subject):
        expected = [str(place) for place in range(1, len(one.options) + 1)]
        for key, wanted in zip(one.options, expected, strict=True):
            if key != wanted:
                fact = f"The keys of {shown(one.node)} are {', '.join(one.options)}: {key} stands where {wanted} would."
                yield (
                    one.place(key),
                    fact,
                    "Number the choices from 1 in the order they are spoken, and leave none out.",
                )
                break
