"""What stands at the terminal of `ivr phone`.

Much of it comes from elsewhere, an application's documents or a softphone: whatever would move a terminal's cursor, or colour
it, is shown as what it is.
"""

import sys
from contextlib import suppress

import click

from ivr.cli.phone_wanted import Wanted


def announce(
    wanted: Wanted, address: str, sip: str | None, missing: str | None, customers: str | None, *, drawn: bool
) -> None:
    rows = [f"Call {wanted.target} at {address}/ in a browser; Ctrl-C ends it."]
    rows.append(f"  a representative  {address}/representative")
    if drawn:
        rows.append(f"  the map           {address}/map")
    if customers is not None:
        rows.append(f"  who you can be    {customers}")
    if sip is not None:
        rows.append(f"  softphones        {sip}, whatever the account and the password")
    if wanted.save is not None:
        rows.append(f"  the first call    is written to {wanted.save}")
    if missing is not None:
        rows.append(f"  text only         {missing}")
    tell("\n".join(rows))


def tell(text: str, *, err: bool = False) -> None:
    """Flushed, since whoever reads it from a pipe waits for it. Where nobody reads any more, a closed terminal for instance, calls
    go on."""
    with suppress(OSError):
        click.echo(_plain(text), err=err)
        (sys.stderr if err else sys.stdout).flush()


def _plain(text: str) -> str:
    return "".join(one if one.isprintable() or one == "\n" else ascii(one)[1:-1] for one in text)
