"""IVR209."""

from collections.abc import Iterator

from ivr.checking.certificate import Broken, Proof, certificate
from ivr.checking.seen import hidden, seen
from ivr.checking.telling import numbers_in, telling
from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Fetching, Program, RequestCallback, SendText, prompts_of
from ivr.dialog.prompts import Prompt
from ivr.exploring.atlas import Moved


def _may_tell(proof: Proof, moved: Moved) -> bool:
    return bool(telling(seen(moved), hidden(proof.subject.program, moved)))


@certificate("IVR209", "secret-told", "No secret is told, written or handed over", watches=[_may_tell])
def secret_told(proof: Proof) -> Iterator[Broken]:
    """No secret reaches plain words, a whisper, a hand-off, a text, the ticket of a call back, an address or the journal.

    Why: what a caller keys is theirs. Account numbers are read back to whoever keyed them, as a secret that is in no
    log; of anything longer than four digits, the last four may be seen, and of a PIN nothing. On every call that can
    happen, all that can be seen or heard is searched for the digits of everything that is secret in that call: in
    figures, with blanks between them, or spelled in any language. What a line's author writes is no secret, whatever
    its digits. No line that can be written breaks this; the certificate shows that it is so.
    """
    own: frozenset[str] | None = None
    told: set[DialogId] = set()
    for number in proof.edges_of(_may_tell):
        own = _written(proof.subject.program) if own is None else own
        edge = proof.atlas.edges[number]
        moved = proof.atlas.again(edge)
        at = moved.step.state.at
        if at not in told and telling(seen(moved), hidden(proof.subject.program, moved)) - own:
            told.add(at)
            yield Broken(
                proof.place(at),
                "More than the last four digits of what a caller keyed can be seen or heard here.",
                "Digits that a caller keys are kept and said as a Secret, and nothing else is made of them.",
                proof.way_to(number),
            )


def _written(program: Program) -> frozenset[str]:
    """The numbers that a line's author wrote, such as the company's own telephone number."""
    tables = (program.dialogs, *program.translated.values())
    prompts = (
        prompt for table in tables for dialog in table.values() for prompt in (*prompts_of(dialog), *_bodies(dialog))
    )
    return frozenset(number for prompt in prompts for number in numbers_in(_constant(prompt)))


def _constant(prompt: Prompt) -> str:
    return " ".join("".join(one if type(one) is str else "|" for one in sentence.pieces) for sentence in prompt)


def _bodies(dialog: object) -> Iterator[Prompt]:
    if isinstance(dialog, Fetching) and isinstance(dialog.inquiry, SendText | RequestCallback):
        yield dialog.inquiry.body
