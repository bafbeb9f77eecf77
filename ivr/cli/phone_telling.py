"""What stands at the terminal when telephones can be plugged in."""

import sys

import click

from ivr.cli.phone_wanted import Wanted


def announce(wanted: Wanted, address: str, sip: str | None, missing: str | None, *, drawn: bool) -> None:
    """Flushed, since whoever reads it from a pipe waits for it."""
    rows = [f"Call {wanted.target} at {address}/ in a browser; Ctrl-C ends it."]
    rows.append(f"  a representative  {address}/representative")
    if drawn:
        rows.append(f"  the map           {address}/map")
    if sip is not None:
        rows.append(f"  softphones        {sip}, whatever the account and the password")
    if wanted.save is not None:
        rows.append(f"  the first call    is written to {wanted.save}")
    if missing is not None:
        rows.append(f"  text only         {missing}")
    click.echo("\n".join(rows))
    sys.stdout.flush()
