"""IVR207."""

from collections.abc import Callable, Iterator

from ivr.checking.certificate import Broken, Proof, certificate
from ivr.checking.moves import Phase, Remembering, answered, by_way_of, in_words, left_open, same_language, to_the_end
from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Asking, Fetching, RequestCallback, SendText
from ivr.dialog.prompts import Prompt
from ivr.dialog.speaking import speak, words_of
from ivr.dialog.turn import Fetch, Listen
from ivr.exploring.atlas import Edge

_NOTHING, _HEARD, _AGREED = 0, 1, 2


@certificate("IVR207", "text-without-consent", "No text without consent, heard to the end")
def text_without_consent(proof: Proof) -> Iterator[Broken]:
    """Nobody is sent a text who was not asked for it at once before, in words that no key cut short, and agreed by a key.

    Why: a text needs consent (47 CFR 64.1200), and what is recorded as consent must have been heard. `text` and
    `callback` see to it themselves: what is agreed to is said to its end, in the caller's language, each time the
    question is asked in full, and the key that agrees is one of that question. So no line that can be written breaks
    this; the certificate shows that it is so on every call.
    """
    for at, dialog in proof.subject.dialogs.items():
        if isinstance(dialog, Fetching) and _promises_a_text(dialog):
            yield from _sent(proof, at)


def _promises_a_text(dialog: Fetching) -> bool:
    match dialog.inquiry:
        case SendText():
            return True
        case RequestCallback(body=body):
            return bool(body)
        case _:
            return False


def _sent(proof: Proof, at: DialogId) -> Iterator[Broken]:
    """The shortest call on which this text is sent without consent."""
    sending = [number for number, edge in enumerate(proof.atlas.edges) if _sends(proof, edge, at)]
    heard = frozenset(number for number in _asked_before(proof, sending) if _consent_is_heard(proof, number, at))
    walk = Remembering(proof, _remembered(proof, heard, at))
    wanted = set(sending)
    for number, before, phase in walk.walked((_NOTHING, one) for one in proof.atlas.begins):
        if number in wanted and phase != _AGREED:
            way = walk.way_to(number, before)
            yield Broken(
                proof.place(at),
                f"A text is sent here to a caller who did not agree to it, asked in words that no key cuts short: "
                f"{by_way_of(proof, way, at)}.",
                "Let the question before it say what is agreed to as its terms, and lead here by a key.",
                way,
            )
            return


def _sends(proof: Proof, edge: Edge, at: DialogId) -> bool:
    return edge.wait == Fetch.__name__ and proof.atlas.states[edge.target].at == at


def _asked_before(proof: Proof, sending: list[int]) -> Iterator[int]:
    """The moves that come to a question from which a text may be sent: those are looked at for the consent."""
    atlas = proof.atlas
    origins = {atlas.edges[number].source for number in sending}
    behind = {edge.source for edge in atlas.edges if edge.target in origins and edge.target in atlas.arrivals}
    questions = {
        atlas.states[one].at
        for one in origins | behind
        if one >= 0 and isinstance(proof.subject.dialogs[atlas.states[one].at], Asking)
    }
    for number, edge in enumerate(atlas.edges):
        if edge.wait == Listen.__name__ and atlas.states[edge.target].at in questions:
            yield number


def _remembered(proof: Proof, heard: frozenset[int], at: DialogId) -> Callable[[Phase, int], Phase]:
    """What was agreed to is good for what comes at once, and for one text."""
    states = proof.atlas.states

    def after(phase: Phase, number: int) -> Phase:
        edge = proof.atlas.edges[number]
        if number in heard:
            return _HEARD
        if phase == _HEARD and answered(proof, edge):
            return _NOTHING if edge.wait == Listen.__name__ else _AGREED
        sent = edge.source not in proof.atlas.arrivals and states[edge.source].at == at
        if phase == _AGREED and (sent or edge.wait == Listen.__name__):
            return _NOTHING
        if phase == _HEARD and (left_open(proof, edge) or not same_language(proof, edge)):
            return _NOTHING
        return phase

    return after


def _consent_is_heard(proof: Proof, number: int, at: DialogId) -> bool:
    """Whether all that a text's consent says, but for the key that agrees, is said to its end in a move."""
    moved = proof.atlas.again(proof.atlas.edges[number]).step
    program, state = proof.subject.program, moved.state
    language = state.language or program.voice.language
    consent = words_of(speak(program, state, _consent(program.dialog(at, language))))
    return bool(consent) and moved.turn is not None and consent in in_words(to_the_end(moved.turn), language)


def _consent(dialog: object) -> Prompt:
    """Without the last sentence, which names the key."""
    match dialog:
        case Fetching(inquiry=SendText(consent=consent) | RequestCallback(consent=consent)):
            return consent[:-1]
        case _:
            return ()
