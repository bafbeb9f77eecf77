"""A turn becomes verbs. The one file where what a conversation wants meets what a carrier can do.

Portable TwiML only: every action is an absolute path with POST, every Gather and Dial has a verb behind it, and no
document is ever asked for twice: what follows silence is a Redirect to the same turn, marked as silent.
"""

from collections.abc import Iterator, Sequence

from ivr.dialog.program import How
from ivr.dialog.prompts import Rest, Utterance
from ivr.dialog.turn import Disconnect, Fetch, Listen, Ring, Turn
from ivr.secret import Secret
from ivr.service.ports import Whisper
from ivr.twiml.verbs import Break, Dial, Document, Gather, Hangup, Number, Pause, Redirect, Say, Verb

GUARD_SECONDS = 1
"""Deafness before a confirmation: a # typed after the last digit is then nobody's key."""


def present(turn: Turn, here: str, whispers: Sequence[tuple[Whisper, str]] = ()) -> Document:
    """The document for a turn. `here` is the path of the leg's own route; `whispers` are the legs a Ring rings, each
    with the path of its own."""
    following = f"{here}?turn={turn.number}"
    match turn.wait:
        case Listen():
            return Document(tuple(_listen(turn.said, turn.wait, following)))
        case Fetch(comfort=comfort):
            return Document((*_says(turn.said), *_says(comfort), Redirect(following)))
        case Ring():
            return Document(
                (*_says(turn.said), _dial(turn.wait, following, whispers), Redirect(f"{following}&silent=1"))
            )
        case Disconnect(how=How.BRIDGE):
            return Document(tuple(_says(turn.said)))
        case Disconnect():
            return Document((*_says(turn.said), Hangup()))


def _listen(said: Sequence[Utterance], wait: Listen, following: str) -> Iterator[Verb]:
    """Words inside the Gather can be cut short by a key; up to the last that must not be, they stand before it."""
    outside = next((place + 1 for place in reversed(range(len(said))) if not said[place].bargein), 0)
    if wait.guard:
        yield Pause(GUARD_SECONDS)
    yield from _says(said[:outside])
    grace = (Pause(wait.timing.grace),) if wait.timing.grace else ()
    yield Gather(
        prompts=(*_says(said[outside:]), *grace),
        action=following,
        timeout=wait.timing.timeout,
        num_digits=wait.limit,
        finish_on_key="#" if wait.termchar else "",
    )
    yield Redirect(f"{following}&silent=1")


def _dial(ring: Ring, following: str, whispers: Sequence[tuple[Whisper, str]]) -> Dial:
    paths = {whisper.representative: path for whisper, path in whispers}
    numbers = tuple(Number(one.number, url=paths.get(one.id)) for one in ring.targets)
    return Dial(numbers, action=following, timeout=ring.seconds)


def _says(said: Sequence[Utterance]) -> Iterator[Say]:
    """An utterance of blanks is left out: Twilio warns of a Say with nothing to say (13520)."""
    for utterance in said:
        say = Say(tuple(_content(utterance)), utterance.voice, utterance.language)
        if say.text:
            yield say


def _content(utterance: Utterance) -> list[str | Break]:
    """Neighbouring words are one text, whichever of them are secret: a comma stays with the word before it."""
    content: list[str | Break] = []
    for part in utterance.parts:
        one = _part(part)
        if content and isinstance(one, str) and isinstance(content[-1], str):
            content[-1] += one
        else:
            content.append(one)
    return content


def _part(part: str | Secret | Rest) -> str | Break:
    """The read-back document is one of the four places a whole number may stand in."""
    match part:
        case Rest(milliseconds=milliseconds):
            return Break(milliseconds)
        case Secret():
            return part.reveal()
        case _:
            return part
