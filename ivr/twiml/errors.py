"""What is wrong with a document, by Twilio's own error codes (Twilio, "Error and Warning Dictionary").

An ERROR of Twilio's is raised and ends the document; a WARNING is a value, and the document goes on without the
element or attribute. No message repeats what a document says to a caller, nor its URLs: they may hold what was keyed.
"""

from dataclasses import dataclass

TOO_LARGE = 11750
MALFORMED = 12100
BAD_VERSION = 12101
WRONG_ROOT = 12102
SCHEMA = 12200

NOT_PERFORMED = 0
"""No code of Twilio's: right TwiML, which Twilio would perform and this project does not yet."""


class TwimlError(Exception):
    """The document cannot be executed. `line` and `column` count from 1 and are None where no place is known."""

    def __init__(self, code: int, message: str, line: int | None = None, column: int | None = None) -> None:
        place = "" if line is None else f" (line {line}, column {column})"
        super().__init__(f"{code}: {message}{place}")
        self.code = code
        self.message = message
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class Warning_:  # noqa: N801 - Twilio's word; without the underscore it would hide Python's own
    """What was dropped and why. `line` and `column` count from 1 and are those of the element's start."""

    code: int
    message: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.code}: {self.message} (line {self.line}, column {self.column})"
