"""How long a line takes in each language, as a table below its certificates."""

from collections.abc import Iterator
from math import isinf

from ivr.checking.times import Stretch, Times, TimesIn

_COLUMNS = ("first choice", "person", "payment", "longest prompt")


def time_rows(times: Times) -> Iterator[str]:
    """In 80 columns. All are seconds of words, for a caller who answers at once."""
    yield f"{'seconds of words':<18}" + "".join(f"{name:>15}" for name in _COLUMNS)
    for one in times.languages:
        yield f"{one.language:<18}" + "".join(f"{_seconds(each):>15}" for each in _row(one))
    yield f"A caller who never answers is on the line for {times.silent.seconds:,.0f} s at most."


def _row(one: TimesIn) -> tuple[Stretch | None, ...]:
    return (one.first_choice, one.person, one.payment, one.longest_prompt)


def _seconds(stretch: Stretch | None) -> str:
    return "-" if stretch is None or isinf(stretch.seconds) else f"{stretch.seconds:.0f}"
