"""`ivr call --save`: the call just made becomes a call file, and is played again to see that it passes."""

from dataclasses import dataclass
from pathlib import Path

from ivr.carrier.network import Call
from ivr.cli.parameters import is_url
from ivr.cli.trouble import CannotRunError
from ivr.rehearsal.finding import CALL_SUFFIX, NoLineError, line_folder
from ivr.rehearsal.saving import Circumstances, NotSavableError, holds_digits, save, written
from ivr.rehearsal.trying import FAILURES, Lines, attempt

WITH_DIGITS = "--with-digits"


@dataclass(frozen=True, slots=True)
class Wish:
    """Where to save, and whether numbers and PINs may be written: they are those of demonstration accounts, or the
    caller says so."""

    file: Path
    digits: bool

    def check(self, target: str) -> None:
        """Before the call, so that no call is made in vain. Raises CannotRunError."""
        if not self.file.name.endswith(CALL_SUFFIX):
            raise CannotRunError(f"--save: the name of a call file ends in {CALL_SUFFIX}")
        if self.file.exists():
            raise CannotRunError(f"--save: {self.file} is there already; calls are not written over")
        if not self.file.parent.is_dir():
            raise CannotRunError(f"--save: there is no folder {self.file.parent}")
        if not is_url(target) and not _stands_beside(self.file, Path(target)):
            raise CannotRunError(f"--save: a call stands beside the line it calls, somewhere below {target}")

    def keep(self, call: Call, seen: Circumstances, token: str | None) -> bool:
        """Whether the saved call passes. Raises CannotRunError for a call that is not to be saved."""
        if holds_digits(call) and not self.digits:
            raise CannotRunError(
                "nothing was saved: numbers were keyed on this call, and the file would hold them in full. They are not"
                f" known to be demonstration accounts; {WITH_DIGITS} says that they may be written down."
            )
        try:
            save(written(call, seen), self.file)
        except NotSavableError as error:
            raise CannotRunError(f"nothing was saved: {error}") from None
        except OSError as error:
            raise CannotRunError(f"nothing was saved: {self.file}: {error.strerror}") from None
        print(f"\nSaved as {self.file}. What was keyed stands in it in full, so only you can read it.")
        return self._passes(token)

    def _passes(self, token: str | None) -> bool:
        try:
            attempt(self.file, Lines(), token=token)
        except FAILURES as error:
            print(f"Played again, it does not go as it is written:\n\n{error}")
            return False
        print(f"Played again, it passes: ivr test {self.file}")
        return True


def _stands_beside(file: Path, line: Path) -> bool:
    try:
        return line_folder(file).resolve() == line.resolve()
    except NoLineError:
        return False
