"""A fault of ours as text for the log: where it happened and what it says, never what the variables held.

A logger left to format an exception may print every local variable beside it (structlog does, on a terminal), and those
are forms, states and documents.
"""

import traceback
from pathlib import Path


def trace_of(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))


def fault_of(error: BaseException) -> str:
    """What kind and where, without the error's own words: where sound and keys pass, they may repeat what was keyed."""
    frames = traceback.extract_tb(error.__traceback__)
    kind = type(error).__name__
    return f"{kind} at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else kind
