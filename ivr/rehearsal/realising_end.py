"""What should be true where a certificate is broken, as the last steps of a call file: a person can be reached, the call goes on,
the text is not sent, the words are not said.
"""

import json
from collections.abc import Iterator

from ivr.checking.certificate import Proof
from ivr.checking.proving import Break
from ivr.dialog.program import Captured
from ivr.dialog.prompts import Rest, Utterance
from ivr.dialog.turn import Disconnect, Fetch, Pay, Text
from ivr.exploring.calls import Moment
from ivr.line.line import Line
from ivr.rehearsal.phrases import first_words, steady_words
from ivr.rehearsal.staff import accepting_keys
from ivr.secret import Secret
from ivr.service.apology import SORRY

_NO_PERSON = frozenset({"IVR201", "IVR202"})
_FIRST = frozenset({Captured.CARD_NUMBER})
"""What the carrier asks for first."""
_GOES_ON = ("  - wait: 1 s", "  - hang_up: true")
"""The line is still there when everything was said."""


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def stated(one: Break, proof: Proof, line: Line) -> list[str]:
    """The first row is the step that fails."""
    if one.broken.then is not None:
        return [f"  - hear_not: {quoted(SORRY)}"]
    last = one.confirmed.call[-1]
    if isinstance(last.turn.wait, Disconnect):
        return list(_GOES_ON)
    if one.finding.code in _NO_PERSON:
        return list(_person(line))
    words = list(_words(last, proof))
    return words[:1] or list(_GOES_ON)


def _person(line: Line) -> Iterator[str]:
    who = next(iter(line.representatives.representatives.values()))
    yield f"  - ring: {quoted(str(who.name))}"
    yield f'    press: "{accepting_keys(line)[who.address]}"'


def _words(last: Moment, proof: Proof) -> Iterator[str]:
    """Those of a text that is sent; those in a language that is not the caller's; the last that are said."""
    wait = last.turn.wait
    if isinstance(wait, Fetch) and isinstance(wait.request, Text):
        body = "".join(part for part in wait.request.body if type(part) is str)
        yield f"  - text_not: {quoted(steady_words(body.split(), wait.request.language) or body)}"
    language = last.after.language or proof.atlas.program.voice.language
    said = [*last.turn.said, *(each for prompt in _prompts(last) for each in prompt)]
    said.reverse()
    for one in sorted(said, key=lambda each: each.language == language):
        if found := first_words(_plain(one).split(), one.language)[0]:
            yield f"  - hear_not: {quoted(found)}"


def _prompts(last: Moment) -> Iterator[tuple[Utterance, ...]]:
    if isinstance(last.turn.wait, Pay):
        asked = [one for one in last.turn.wait.prompts if one.step in _FIRST and not one.errors]
        yield from (one.said for one in asked[:1])


def _plain(said: Utterance) -> str:
    """Up to the first number that is read back."""
    words = []
    for part in said.parts:
        if isinstance(part, Secret):
            break
        words.append(" " if isinstance(part, Rest) else part)
    return "".join(words)
