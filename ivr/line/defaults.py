"""What holds where a node does not say otherwise: timeouts, attempts, limits. A line may change each for all its nodes.

The built-in numbers are the dialog rules for phone menus: 7 s for a menu, 8 s between digits with 15 s for the first,
two reprompts of each kind, four failures in a call before a person takes over.
"""

from pydantic import Field

from ivr.dialog.program import Attempts, Limits, Patience, Timing
from ivr.line.model import Written
from ivr.line.scalars import Positive, Timeout
from ivr.reading.scalars import Count


class AttemptsWritten(Written):
    """How often a caller is asked again; the next failure goes where `exhausted` says."""

    noinput: Count = Field(default=Count(2), description="After silence.")
    nomatch: Count = Field(default=Count(2), description="After a wrong answer.")

    def lower(self, own: "OwnAttempts | None" = None) -> Attempts:
        """Of the line, unless the node has a number of its own."""
        noinput = None if own is None else own.noinput
        nomatch = None if own is None else own.nomatch
        return Attempts(
            self.noinput if noinput is None else noinput,
            self.nomatch if nomatch is None else nomatch,
        )


class OwnAttempts(Written):
    """How often this node asks again; what is left out is as in the rest of the line."""

    noinput: Count | None = Field(default=None, description="After silence.")
    nomatch: Count | None = Field(default=None, description="After a wrong answer.")


class MenuDefaults(Written):
    """Menus and confirmations."""

    timeout: Timeout = Field(default=Timeout(7), description="Silence after the words before it counts as noinput.")
    attempts: AttemptsWritten = Field(default=AttemptsWritten(), description="How often they are asked again.")


class CollectDefaults(Written):
    """Questions answered with several digits."""

    timeout: Timeout = Field(default=Timeout(8), description="Silence between two digits, and after the last.")
    first_digit: Timeout = Field(default=Timeout(15), description="Silence after the words before the first digit.")
    attempts: AttemptsWritten = Field(default=AttemptsWritten(), description="How often they are asked again.")


class LimitsWritten(Written):
    """Bounds on a whole call; past them the caller goes to a person."""

    errors: Count = Field(default=Count(4), description="Silences and wrong answers.")
    turns: Positive = Field(default=Positive(60), description="Exchanges.")

    def lower(self) -> Limits:
        return Limits(self.errors, self.turns)


class PatientWritten(Written):
    """For a caller who was silent once, or changed the language: more time, slower words, one more chance."""

    menu: Timeout = Field(default=Timeout(15), description="Silence after the words of a menu.")
    digits: Timeout = Field(default=Timeout(20), description="Silence between two digits, and after the last.")
    noinput: Count = Field(default=Count(3), description="How often such a caller is asked again after silence.")
    rate: Positive = Field(default=Positive(90), description="Per cent of the voice's own pace.")

    def lower(self) -> Patience:
        return Patience(menu=self.menu, digits=self.digits, noinput=self.noinput, rate=self.rate)


class Defaults(Written):
    """The line's own defaults; a node overrides them key by key."""

    menu: MenuDefaults = Field(default=MenuDefaults(), description="Of menus and confirmations.")
    collect: CollectDefaults = Field(default=CollectDefaults(), description="Of questions answered with digits.")
    patient: PatientWritten = Field(
        default=PatientWritten(), description="For a caller who was silent once, or changed the language."
    )
    call: LimitsWritten = Field(default=LimitsWritten(), description="Of the whole call.")

    def menu_timing(self, timeout: int | None) -> Timing:
        return Timing(self.menu.timeout if timeout is None else timeout)

    def collect_timing(self, timeout: int | None, first_digit: int | None) -> Timing:
        """One Gather timeout serves both waits, so the longer first one is silence after the words."""
        gap = self.collect.timeout if timeout is None else timeout
        first = self.collect.first_digit if first_digit is None else first_digit
        return Timing(gap, max(0, first - gap))
