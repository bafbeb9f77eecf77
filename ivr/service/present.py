"""A turn becomes verbs. The one file where what a conversation wants meets what a carrier can do.

Portable TwiML only: every action is an absolute path with POST, every Gather and Dial has a verb behind it, and no
document is ever asked for twice: what follows silence is a Redirect to the same turn, marked as silent.
"""

from collections.abc import Iterator, Sequence

from ivr.dialog.program import How
from ivr.dialog.prompts import Rest, Utterance
from ivr.dialog.turn import (
    Disconnect,
    Entertain,
    Fetch,
    Hold,
    Join,
    Leave,
    Listen,
    Pay,
    PaySaid,
    RecordMessage,
    Ring,
    Turn,
)
from ivr.secret import Secret
from ivr.service.ports import Whisper
from ivr.service.present_ringing import dial, enqueue, join
from ivr.speech.money import parse_money
from ivr.twiml import paying, queueing
from ivr.twiml.recording import Record
from ivr.twiml.verbs import Break, Document, Gather, Hangup, Pause, Play, Redirect, Say, Verb

GUARD_SECONDS = 1
"""Deafness before a confirmation: a # typed after the last digit is then nobody's key."""
PAY_SPEAKS = frozenset({"en-US", "es-US"})
"""Of our languages, those of Pay's own words (Twilio, Pay, language). In the others its attribute is left at English,
since a language it does not know would be a warning, and every word is ours anyway."""
LISTENING = 1
"""Seconds a key is still waited for behind what is heard in a queue: as short as a Gather can."""
IDEMPOTENCY_KEY = "idempotency_key"


def present(  # noqa: C901 - a table, one case for each wait
    turn: Turn, here: str, whispers: Sequence[tuple[Whisper, str]] = (), charge_key: str = "", queue: str = ""
) -> Document:
    """The document for a turn. `here` is the path of the leg's own route; `whispers` are the legs a Ring rings, each
    with the path of its own. `charge_key` names this one charge to the payment company, however often it hears of it;
    `queue` is the carrier's queue that a Hold waits in."""
    following = f"{here}?turn={turn.number}"
    match turn.wait:
        case Listen():
            return Document(tuple(_listen(turn.said, turn.wait, following)))
        case Fetch(comfort=comfort):
            return Document((*_says(turn.said), *_says(comfort), Redirect(following)))
        case Ring():
            return Document(
                (*_says(turn.said), dial(turn.wait, following, whispers), Redirect(f"{following}&silent=1"))
            )
        case Hold(key=key):
            ended = f"{here}?turn={key}"
            return Document((*_says(turn.said), enqueue(turn.wait, queue, ended, following), Redirect(ended)))
        case Entertain():
            return Document(tuple(_entertain(turn.said, turn.wait, following)))
        case Leave(key=key):
            # The Redirect is for a call that is in no queue any more: it goes on as one that left it.
            return Document((*_says(turn.said), queueing.Leave(), Redirect(f"{here}?turn={key}")))
        case RecordMessage():
            return Document((*_says(turn.said), _record(turn.wait, following), Redirect(f"{following}&silent=1")))
        case Join(queue=name):
            return Document((*_says(turn.said), join(name, following), Redirect(f"{following}&silent=1")))
        case Pay():
            taken = _pay(turn.wait, following, charge_key)
            return Document((*_says(turn.said), taken, Redirect(f"{following}&silent=1")))
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


def _entertain(said: Sequence[Utterance], wait: Entertain, following: str) -> Iterator[Verb]:
    """The music, or the silence, stands inside the Gather, so that a key counts at any moment of it."""
    sound = Play(wait.music) if wait.music else Pause(max(1, wait.seconds - LISTENING))
    if not wait.keys:  # the second of silence is for music that cannot be had: nobody asks for it in circles
        yield from (*_says(said), sound, Pause(LISTENING))
    else:
        yield Gather(prompts=(*_says(said), sound), action=following, timeout=LISTENING, num_digits=1, finish_on_key="")
    yield Redirect(f"{following}&silent=1")


def _record(wait: RecordMessage, following: str) -> Record:
    return Record(action=following, timeout=wait.silence, finish_on_key="#", max_length=wait.limit)


def _pay(pay: Pay, following: str, charge_key: str) -> paying.Pay:
    """One charge, no token that could be charged again, and words of our own for all that Pay may ask."""
    minor, currency = parse_money(pay.amount)
    key = (paying.Parameter(IDEMPOTENCY_KEY, charge_key),) if charge_key else ()
    return paying.Pay(
        prompts=tuple(_prompt(one) for one in pay.prompts),
        parameters=key,
        action=following,
        payment_connector=pay.terms.connector,
        charge_amount=f"{minor // 100}.{minor % 100:02}",
        currency=currency.lower(),
        token_type="one-time",  # noqa: S106 - a kind of token, no token
        security_code=pay.terms.security_code,
        postal_code=pay.terms.postal_code,
        timeout=pay.terms.timeout,
        max_attempts=pay.terms.attempts,
        valid_card_types=tuple(paying.CardType(one) for one in pay.terms.cards),
        language=pay.language if pay.language in PAY_SPEAKS else "en-US",
    )


def _prompt(one: PaySaid) -> paying.Prompt:
    errors = tuple(paying.PayError(error) for error in one.errors)
    return paying.Prompt(paying.PayStep(one.step), tuple(_says(one.said)), one.attempts, errors)


def _says(said: Sequence[Utterance]) -> Iterator[Say]:
    """An utterance of blanks is left out: Twilio warns of a Say with nothing to say (13520)."""
    for utterance in said:
        say = Say(tuple(_content(utterance)), utterance.voice, utterance.language, rate=utterance.rate)
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
