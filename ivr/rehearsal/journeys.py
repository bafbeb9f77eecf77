"""The calls of a line, and what each comes by: whoever changes a dialog knows which calls could notice."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ivr.dialog.grammar import DialogId
from ivr.dialog.journal import Entry, Happening
from ivr.exploring.mutants import EVERY_LANGUAGE, Spoken
from ivr.line.callfile import CallFile
from ivr.line.loading import Files, Loaded, load
from ivr.rehearsal.finding import call_files, read
from ivr.rehearsal.logs import overheard
from ivr.rehearsal.playing import Journals, play
from ivr.rehearsal.trying import of_company


@dataclass(frozen=True, slots=True)
class Journey:
    """A call file, and what it came by when the line was as it should be: dialogs, each in the languages it may have been
    said in there."""

    file: Path
    came_by: frozenset[Spoken]

    @property
    def dialogs(self) -> frozenset[DialogId]:
        return frozenset(one for _, one in self.came_by)

    def meets(self, spoken: Iterable[Spoken]) -> bool:
        """Whether the call came by one of these dialogs, in a language in which it is one of them."""
        return any(
            at in self.dialogs if language == EVERY_LANGUAGE else {(language, at), (EVERY_LANGUAGE, at)} & self.came_by
            for language, at in spoken
        )


def calls_of(folder: Path) -> Mapping[Path, CallFile]:
    """The call files of a line that are played on the line itself. Raises NotPlayableError."""
    calls = {file: read(file) for file in call_files([folder])}
    return {file: call for file, call in calls.items() if call.heading.given.url is None}


def journeys(calls: Mapping[Path, CallFile], files: Files) -> Iterator[Journey]:
    """Plays every call once. Raises ScriptFailedError for one that fails as it is, BrokenLineError."""
    as_it_is = load(files)
    for file, call in calls.items():
        with overheard():
            found = journey(file, call, load(of_company(call, files)) if call.company else as_it_is)
        yield found


def journey(file: Path, call: CallFile, loaded: Loaded) -> Journey:
    """Plays a call. Raises ScriptFailedError, BrokenLineError."""
    noted: list[Journals] = []
    play(call, loaded, noted=lambda _, journals: noted.append(journals))
    caller, *others = noted[0].values()
    first = loaded.line.language if loaded.line else ""
    with_others = {(EVERY_LANGUAGE, entry.dialog) for leg in others for entry in leg}
    return Journey(file, frozenset({*_spoken(caller, first), *with_others} - {(EVERY_LANGUAGE, "")}))


def _spoken(caller: Sequence[Entry], first: str) -> Iterator[Spoken]:
    """Whoever changes the language hears again what was asked, so all that lies behind counts in the new one as well."""
    language, before = first, set[DialogId]()
    for entry in caller:
        before.add(entry.dialog)
        yield language, entry.dialog
        if entry.kind is Happening.CHOSE_LANGUAGE:
            language = entry.detail
            yield from ((language, one) for one in before)
