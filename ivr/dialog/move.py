"""One move under way. Lives no longer than a call of `begin` or `step`, and nobody outside dialog/ sees it."""

from ivr.dialog.grammar import DialogId
from ivr.dialog.journal import Entry, Happening
from ivr.dialog.program import Dialog, Program
from ivr.dialog.prompts import Prompt, Utterance
from ivr.dialog.speaking import speak
from ivr.dialog.state import CallState
from ivr.dialog.turn import Wait
from ivr.dialog.world import World

Onward = DialogId | Wait
"""What a dialog comes to: it leads to another one, or it waits for the caller, the back office or a telephone."""


class Move:
    """The state so far, what was said on the way, what happened. `guard`: keys may still come that answer nothing; `held` are the queues that were passed by."""

    def __init__(self, program: Program, state: CallState, world: World) -> None:
        self.program = program
        self.state = state
        self.world = world
        self.said: list[Utterance] = []
        self.journal: list[Entry] = []
        self.guard = False
        self.held: set[DialogId] = set()

    def note(self, kind: Happening, detail: str = "", count: int = 0) -> None:
        self.journal.append(Entry(kind, self.world.now, self.state.turn, self.state.at, detail, count))

    @property
    def language(self) -> str:
        """What is spoken now."""
        return self.state.language or self.program.voice.language

    def dialog(self, at: DialogId) -> Dialog:
        """A dialog of the program, with its words in this call's language."""
        return self.program.dialog(at, self.language)

    def spoken(self, prompt: Prompt, *, bargein: bool = True) -> tuple[Utterance, ...]:
        return speak(self.program, self.state, prompt, bargein=bargein)

    def say(self, prompt: Prompt, *, bargein: bool = True) -> None:
        self.said.extend(self.spoken(prompt, bargein=bargein))
