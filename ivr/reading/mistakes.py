"""The codes of this floor, IVR001 to IVR099, each in one place. A code never changes its meaning; gaps stay gaps.

IVR030 to IVR049 are given out by the floor that knows nodes and call files."""

from dataclasses import dataclass

from ivr.diagnostics import Diagnostic, Severity
from ivr.source import Place


@dataclass(frozen=True, slots=True)
class Mistake:
    """A kind of finding; `name` reads as "allow <name>"."""

    code: str
    name: str

    def at(self, place: Place, message: str, help: str = "", severity: Severity = Severity.ERROR) -> Diagnostic:  # noqa: A002 - the field of Diagnostic is called help
        return Diagnostic(self.code, self.name, place, message, help, severity)


# The file as a whole.
MISSING_FILE = Mistake("IVR001", "missing-file")
FOLDER_FOR_FILE = Mistake("IVR002", "folder-for-file")
CLOSED_FILE = Mistake("IVR003", "closed-file")
NOT_UTF8 = Mistake("IVR004", "not-utf8")
HUGE_FILE = Mistake("IVR005", "huge-file")
EMPTY_FILE = Mistake("IVR006", "empty-file")
CONTROL_CHARACTER = Mistake("IVR007", "control-character")
SEVERAL_DOCUMENTS = Mistake("IVR008", "several-documents")
DEEP_NESTING = Mistake("IVR009", "deep-nesting")

# What is not YAML; one of these per file.
NOT_YAML = Mistake("IVR010", "not-yaml")
STRANGE_INDENTATION = Mistake("IVR011", "strange-indentation")
UNEVEN_INDENTATION = Mistake("IVR012", "uneven-indentation")
OPEN_QUOTE = Mistake("IVR013", "open-quote")
QUOTE_ENDS_EARLY = Mistake("IVR014", "quote-ends-early")
BACKSLASH = Mistake("IVR015", "backslash")
OPEN_BRACKET = Mistake("IVR016", "open-bracket")
NO_KEY = Mistake("IVR017", "no-key")

# YAML that this language does without.
ANCHOR = Mistake("IVR020", "anchor")
ALIAS = Mistake("IVR021", "alias")
TAG = Mistake("IVR022", "tag")
MERGE_KEY = Mistake("IVR023", "merge-key")
DUPLICATE_KEY = Mistake("IVR024", "duplicate-key")
KEY_NOT_TEXT = Mistake("IVR025", "key-not-text")

# YAML that means something else than it says.
BRACE_FIRST = Mistake("IVR060", "brace-first")
SENTENCE_IN_BRACES = Mistake("IVR061", "sentence-in-braces")
UNQUOTED_STAR = Mistake("IVR062", "unquoted-star")
UNQUOTED_HASH = Mistake("IVR063", "unquoted-hash")
MISSING_SPACE = Mistake("IVR064", "missing-space")
COLON_IN_SENTENCE = Mistake("IVR065", "colon-in-sentence")
SYMBOL_FIRST = Mistake("IVR066", "symbol-first")
LOST_HASH_KEY = Mistake("IVR067", "lost-hash-key")

# Good YAML that does not fit the model.
UNKNOWN_KEY = Mistake("IVR050", "unknown-key")
MISSING_KEY = Mistake("IVR051", "missing-key")
WRONG_SHAPE = Mistake("IVR052", "wrong-shape")
BAD_VALUE = Mistake("IVR053", "bad-value")
UNKNOWN_CHOICE = Mistake("IVR054", "unknown-choice")
WRONG_COUNT = Mistake("IVR055", "wrong-count")
