"""What a line logs during a rehearsal: kept for whoever wants to know why a call failed, and printed nowhere else."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Never

import structlog


@contextmanager
def overheard() -> Iterator[list[str]]:
    """The errors the line logs meanwhile, as text. Everything else it logs is dropped."""
    errors: list[str] = []

    def keep(_: object, __: str, event: Mapping[str, object]) -> Never:
        errors.append(_in_words(event))
        raise structlog.DropEvent

    before, configured = structlog.get_config(), structlog.is_configured()
    structlog.configure(
        processors=[structlog.processors.format_exc_info, keep],
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        cache_logger_on_first_use=False,
    )
    try:
        yield errors
    finally:
        structlog.configure(**before)
        if not configured:
            structlog.reset_defaults()


def _in_words(event: Mapping[str, object]) -> str:
    facts = " ".join(f"{name}={value}" for name, value in event.items() if name not in ("event", "exception"))
    trace = event.get("exception")
    return f"the line logged an error: {event['event']} {facts}".rstrip() + (f"\n{trace}" if trace else "")
