"""A fault of ours as text for the log: where it happened and what it says, never what the variables held.

A logger left to format an exception may print every local variable beside it (structlog does, on a terminal), and those
are forms, states and documents.
"""

import traceback


def trace_of(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))
