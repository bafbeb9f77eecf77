"""`ivr number`: what a number of the carrier calls, looked at, changed and put back."""

import json
import os
from dataclasses import asdict, fields
from pathlib import Path

import click

from ivr.bootstrap import REPRESENTATIVES
from ivr.cli.account import Account, Addresses, account_from
from ivr.cli.parameters import number as telephone
from ivr.cli.parameters import url as address
from ivr.cli.trouble import CannotRunError


@click.group
def number() -> None:
    """Point a Twilio number at a line, and back.

    Needs TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.
    """


@number.command
@click.argument("phone", metavar="NUMBER", type=telephone)
@click.option(
    "--url", type=address, envvar="IVR_PUBLIC_URL", required=True, help="The line's public URL, without /voice."
)
@click.option("--representatives", is_flag=True, help="Let it call the representatives' own line.")
@click.option("--yes", is_flag=True, help="Change it without asking.")
@click.pass_context
def connect(ctx: click.Context, phone: str, url: str, *, representatives: bool, yes: bool) -> None:
    """Let a number call the line: its voice, fallback and status URL.

    Shows the change before it is made, and keeps what was there before in a file for `ivr number undo`.
    """
    account = _account(ctx)
    before = account.addresses(phone)
    after = Addresses.of_line(url, REPRESENTATIVES if representatives else "")
    if not _agreed(phone, before, after, yes=yes):
        return
    _keep(phone, before)
    account.change(phone, after)
    called = "the representatives' own line" if representatives else "the line"
    print(f"{phone} now calls {called}. `ivr number undo {phone}` puts back what was there.")


@number.command
@click.argument("phone", metavar="NUMBER", type=telephone)
@click.option("--yes", is_flag=True, help="Change it without asking.")
@click.pass_context
def undo(ctx: click.Context, phone: str, *, yes: bool) -> None:
    """Put back what a number called before it was connected."""
    before = _kept(phone)
    account = _account(ctx)
    if not _agreed(phone, account.addresses(phone), before, yes=yes):
        return
    account.change(phone, before)
    _file(phone).unlink()
    print(f"{phone} calls again what it called before.")


def _account(ctx: click.Context) -> Account:
    """The account of this environment, or the one a test hands in."""
    return ctx.obj if isinstance(ctx.obj, Account) else account_from()


def _agreed(phone: str, before: Addresses, after: Addresses, *, yes: bool) -> bool:
    """Shows the change; whether it is to be made."""
    if before == after:
        print(f"{phone} calls that already; nothing to change.")
        return False
    print(phone)
    for (title, old), (_, new) in zip(before.rows(), after.rows(), strict=True):
        print(f"  {title:<13} {old}" + ("" if old == new else f"\n{'->':>15} {new}"))
    if yes or click.confirm("Change it?"):
        return True
    print("Nothing was changed.")
    return False


def _file(phone: str) -> Path:
    return Path(f".ivr-number-{phone}.json")


def _keep(phone: str, before: Addresses) -> None:
    """The first state stays when a number is connected twice: undo goes all the way back. Raises CannotRunError."""
    file = _file(phone)
    try:
        with open(file, "x", opener=_private) as fresh:
            json.dump(asdict(before), fresh, indent=2)
    except FileExistsError:
        return
    except OSError as error:
        raise CannotRunError(f"{file} cannot be written ({error.strerror}), so nothing was changed") from None


def _kept(phone: str) -> Addresses:
    """Raises CannotRunError."""
    file = _file(phone)
    try:
        written = json.loads(file.read_text())
    except FileNotFoundError:
        raise CannotRunError(f"there is no {file} in this folder, so what {phone} called before is not known") from None
    except (OSError, ValueError):
        written = None
    if not isinstance(written, dict) or set(written) != {one.name for one in fields(Addresses)}:
        raise CannotRunError(f"{file} cannot be read as what a number called before")
    return Addresses(**{name: str(value) for name, value in written.items()})


def _private(path: str, flags: int) -> int:
    """Readable by its owner: a URL may carry a password."""
    return os.open(path, flags, 0o600)
