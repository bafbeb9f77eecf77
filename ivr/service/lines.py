"""The program new calls begin on, and those that calls in flight began on.

A line's source text is saved under its digest when it is loaded, so a call finishes on the version it started with,
through a restart and a change of the menus.
"""

from collections.abc import Mapping
from threading import Lock

from ivr.diagnostics import Diagnostic, Severity
from ivr.dialog.program import Program
from ivr.line.compile import compile_line
from ivr.line.loading import Loaded, files_of_text, load
from ivr.routing.roster import Staff
from ivr.service.ports import Store


class UnknownVersionError(LookupError):
    """A call's program is neither loaded nor saved, or cannot be read by this version any more."""


class BrokenLineError(ValueError):
    """A line has mistakes, so nobody may be put through to it."""

    def __init__(self, findings: tuple[Diagnostic, ...]) -> None:
        super().__init__("\n".join(str(one) for one in findings))
        self.findings = findings


def program_of(loaded: Loaded) -> tuple[Program, Staff]:
    """The program of a line without mistakes, and who takes its calls. Raises BrokenLineError."""
    errors = [one for one in loaded.findings if one.severity is Severity.ERROR]
    if loaded.line is None or errors:
        raise BrokenLineError(tuple(errors))
    compiled = compile_line(loaded.line)
    if compiled.findings:
        raise BrokenLineError(compiled.findings)
    return compiled.program, loaded.line.representatives.staff(loaded.line.language)


class Lines:
    """Programs by digest; safe to use from several threads. Who takes calls is no part of a version: people come and go, and
    nobody who left is rung by a call that began before."""

    def __init__(self, store: Store, program: Program, sources: Mapping[str, str]) -> None:
        store.save_source(program.digest, sources)
        self._store = store
        self._programs: dict[str, Program] = {program.digest: program}
        self._lock = Lock()
        self.current = program

    def program(self, digest: str) -> Program:
        """Raises UnknownVersionError."""
        with self._lock:
            if digest not in self._programs:
                self._programs[digest] = self._saved(digest)
            return self._programs[digest]

    def _saved(self, digest: str) -> Program:
        texts = self._store.source(digest)
        if texts is None:
            raise UnknownVersionError(f"no source is saved for version {digest[:12]}")
        try:
            return program_of(load(files_of_text(texts), demonstration=False))[0]
        except BrokenLineError as error:
            raise UnknownVersionError(f"version {digest[:12]} cannot be read any more") from error
