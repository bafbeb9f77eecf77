"""What a line logs during a rehearsal: kept for whoever wants to know why a call failed, and printed nowhere else."""

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Never

import structlog

from ivr.service.trace import trace_of

_FRAME = re.compile(r'^  File "(?P<file>[^"\n]+)", line (?P<line>\d+)', re.MULTILINE)


@contextmanager
def overheard() -> Iterator[list[str]]:
    """The errors the line logs meanwhile, as text: what and where in the first line, the traceback in those below. Everything
    else it logs is dropped."""
    errors: list[str] = []
    pages = _Pages(errors)

    def keep(_: object, __: str, event: Mapping[str, object]) -> Never:
        errors.append(_in_words(event))
        raise structlog.DropEvent

    before, configured = structlog.get_config(), structlog.is_configured()
    structlog.configure(
        processors=[structlog.processors.format_exc_info, keep],
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        cache_logger_on_first_use=False,
    )
    logging.getLogger().addHandler(pages)
    try:
        yield errors
    finally:
        logging.getLogger().removeHandler(pages)
        structlog.configure(**before)
        if not configured:
            structlog.reset_defaults()


class _Pages(logging.Handler):
    """What the web framework logs of a fault outside of the gate. Without a handler it would print that."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__()  # of any level, or Flask adds a handler of its own
        self._errors = errors

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR and record.name.partition(".")[0] == "ivr":
            error = record.exc_info[1] if record.exc_info else None
            self._errors.append(_in_words({"event": record.getMessage(), "trace": trace_of(error) if error else ""}))


def _in_words(event: Mapping[str, object]) -> str:
    known = ("event", "exception", "trace")
    facts = " ".join(f"{name}={value}" for name, value in event.items() if name not in known)
    said = f"the line logged an error: {event['event']} {facts}".rstrip()
    trace = str(event.get("trace") or event.get("exception") or "")
    return f"{said}: {in_short(trace)}\n{trace}" if trace else said


def in_short(trace: str) -> str:
    """The error that a traceback ends with, and where it came from: "KeyError: 'pin' (ivr/dialog/step.py, line 12)"."""
    frames = list(_FRAME.finditer(trace))
    below = trace[frames[-1].end() :] if frames else f"\n{trace}"
    error = next((line for line in below.splitlines()[1:] if line and not line.startswith(" ")), "")
    return f"{error} ({_from_here(frames[-1]['file'])}, line {frames[-1]['line']})" if frames else error


def _from_here(file: str) -> str:
    """Of a file of ours or of a library the part that is the same on every machine."""
    parts = file.split("/")
    own = [place for place, part in enumerate(parts) if part in ("site-packages", "ivr")]
    return "/".join(parts[own[-1] + (parts[own[-1]] != "ivr") :]) if own else parts[-1]
