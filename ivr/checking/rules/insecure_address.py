"""IVR159."""

from collections.abc import Iterator

from ivr.checking.rule import Subject, rule
from ivr.line.nodes.queue import Queue
from ivr.source import Place


@rule("IVR159", "insecure-address")
def insecure_address(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """Music is fetched from an address without https.

    Why: whoever stands between can put other words in its place, and a caller who waits for a person believes what is
    heard. The page behind a payment link, and what the carrier asks of this line, are held to https elsewhere.

    Caught:

        nodes:
          greeting:
            queue:
              to: billing
              music: http://media.example.com/waiting.mp3
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
              music: https://media.example.com/waiting.mp3
              free: representative
              bridged: goodbye
              failed: goodbye
          goodbye:
            hangup: Goodbye.
    """
    for placed in subject.line.nodes.values():
        if isinstance(placed.node, Queue):
            music = placed.node.queue.music
            if music is not None and not music.startswith("https://"):
                yield placed.place(("queue", "music")), "This address is not safe on the way.", "Write it with https://"
