"""`ivr call`: somebody calls a line, at this terminal, with keys written beforehand, or as its demonstration says."""

import sys
from datetime import datetime
from pathlib import Path

import click

from ivr.carrier.happenings import Ended
from ivr.carrier.network import CALLER
from ivr.cli.calling import Wanted, at_terminal, demonstration, with_keys
from ivr.cli.keeping import WITH_DIGITS, Wish
from ivr.cli.parameters import instant, is_url, number, url, url_problem
from ivr.cli.trouble import CannotRunError, told_plainly
from ivr.line.loading import DEFAULT_LINE

FAILED = 1


@click.command
@click.argument("target", default=DEFAULT_LINE)
@click.option("--keys", metavar="ROW", help='Play keys without a terminal: "1 w20 8448200012345678 1 h".')
@click.option("--fast", is_flag=True, help="Words take no time to say; waiting stays as long as it is.")
@click.option("--at", type=instant, help='Call at another time: "2026-11-24 10:05 America/New_York".')
@click.option("--from", "caller", type=number, default=CALLER, show_default=True, help="The number that calls.")
@click.option("--to", "called", type=number, help="The number that is called.")
@click.option("--token", envvar="TWILIO_AUTH_TOKEN", help="Signs what is sent to a URL.  [env: TWILIO_AUTH_TOKEN]")
@click.option("--fallback-url", type=url, help="Where a URL's call goes when a document fails.")
@click.option("--status-url", type=url, help="Where the end of a URL's call is reported.")
@click.option("--trace", is_flag=True, help="Print requests, replies and timers among what is heard.")
@click.option(
    "--save", type=click.Path(path_type=Path), metavar="FILE", help="Write the call as FILE.call.yaml, a test."
)
@click.option(WITH_DIGITS, is_flag=True, help="Save numbers and PINs that are not of demonstration accounts, too.")
def call(target: str, keys: str | None, **options: str | bool | datetime | Path | None) -> None:
    """Call a line and hear what a caller hears.

    TARGET is a line's folder, which is installed for this one call on an embedded database, or the voice URL of any
    TwiML application. In --keys each group is pressed when the line listens, w20 is twenty seconds of silence and h
    hangs up. Without a terminal and without keys the line's own demonstration call is played.

    A call saved with --save is played again at once. Its file holds what was keyed, in full, and only its owner can
    read it.

    Exit code 0: the call took place; 1: it failed; 2: nothing could be called.
    """
    wanted = Wanted(target, **options)  # type: ignore[arg-type]  # click has parsed each option to its field's type
    _refuse_misfits(wanted)
    with told_plainly():
        done = _placed(wanted, keys)
    sys.exit(FAILED if done is Ended.ERROR else 0)


def _placed(wanted: Wanted, keys: str | None) -> Ended:
    if keys is not None:
        return with_keys(wanted, keys)
    if sys.stdin.isatty() and sys.stdout.isatty():
        return at_terminal(wanted)
    if wanted.save is not None:
        raise CannotRunError(
            "--save needs a call of your own; there is no terminal here, so say with --keys what to press"
        )
    if is_url(wanted.target):
        raise CannotRunError("there is no terminal here to type on; say with --keys what to press")
    return demonstration(wanted)


def _refuse_misfits(wanted: Wanted) -> None:
    if is_url(wanted.target):
        if problem := url_problem(wanted.target):
            raise CannotRunError(problem)
        if wanted.at is not None:
            raise CannotRunError("--at is for a line of this machine: what runs elsewhere has a clock of its own")
    elif wanted.fallback_url or wanted.status_url:
        raise CannotRunError("--fallback-url and --status-url are for a URL; a line's folder has its own")
    if wanted.save is not None:
        Wish(wanted.save, digits=wanted.with_digits).check(wanted.target)
