"""`ivr desk`: who may sign in to the desk and to the representatives' own line, and the office without a browser."""

import secrets
from dataclasses import replace
from typing import TextIO

import click

from ivr.cli import desk_office
from ivr.cli.desk_ground import Ground, ground, meant, person
from ivr.cli.desk_secrets import PASSWORD_FILE, PIN_FILE, given, password_for, pin_for
from ivr.cli.trouble import CannotRunError
from ivr.service.desk_ports import Role, User, Users
from ivr.service.signing_in import hashed

CODE_LENGTHS = range(2, 13)
"""Digits. One would be too few: 0 alone is a person everywhere. The question for it takes twelve."""


@click.group
def desk() -> None:
    """Say who may sign in to the desk; close and open the office.

    Works on the database of IVR_DATABASE_URL and the line of IVR_LINE, also while the server runs.
    """


desk.add_command(desk_office.status)
desk.add_command(desk_office.close)
desk.add_command(desk_office.open_)


def _code(text: str) -> str:
    """Raises BadParameter."""
    if not (text.isascii() and text.isdigit() and len(text) in CODE_LENGTHS):
        raise click.BadParameter(f"a code is {CODE_LENGTHS[0]} to {CODE_LENGTHS[-1]} digits")
    return text


NAME = click.argument("name", type=person, metavar="NAME")


@desk.command("add-user")
@NAME
@click.option(
    "--role", required=True, type=click.Choice([one.value for one in Role]), help="What this person sees and may do."
)
@click.option(
    "--representative",
    metavar="ID",
    help="Whose calls these are: an id of representatives.yaml. For a representative, by default NAME.",
)
@click.option(
    "--code", metavar="DIGITS", type=_code, help="Keyed on the representatives' own line, together with a PIN."
)
@PASSWORD_FILE
def add_user(name: str, role: str, representative: str | None, code: str | None, password_file: TextIO | None) -> None:
    """Let somebody sign in.

    Asks for a password, and for a PIN when there is a code.
    """
    with ground(new=True) as place:
        users = place.store.users
        _require_new(users, name)
        wanted = representative or (name if role == Role.REPRESENTATIVE else "")
        _require_known(place, wanted)
        _require_free(users, code, wanted)
        asked = [password_for(name), *([pin_for()] if code else [])]
        password, *pins = given(asked, password_file)
        pin = hashed(pins[0]) if pins else ""
        _put(users, User(name, hashed(password), Role(role), wanted, code or "", pin, _session()))
    print(f"{name} may sign in as a {role}.")


@desk.command("set-password")
@NAME
@PASSWORD_FILE
def set_password(name: str, password_file: TextIO | None) -> None:
    """Give somebody a new password. Whoever is signed in with the old one is out."""
    with ground() as place:
        user = _known(place.store.users, name)
        (password,) = given([password_for(name)], password_file)
        place.store.users.put(replace(user, password=hashed(password), session=_session()))
    print(f"{name} has a new password.")


@desk.command("set-pin")
@NAME
@click.option("--code", metavar="DIGITS", type=_code, help="A new code as well; needed by whoever has none.")
@PIN_FILE
def set_pin(name: str, code: str | None, pin_file: TextIO | None) -> None:
    """Give somebody a PIN for the representatives' own line."""
    with ground() as place:
        users = place.store.users
        user = _known(users, name)
        code = code or user.code
        if not code:
            raise CannotRunError(f"{name} has no code to key before the PIN; give one with --code")
        if not user.representative:
            raise CannotRunError(f"{name} takes no calls, and a PIN is for whoever does")
        (pin,) = given([pin_for("--pin-file")], pin_file)
        _put(users, replace(user, code=code, pin=hashed(pin)))
    print(f"{name} has a new PIN. The code is {code}.")


@desk.command("users")
def list_users() -> None:
    """List everybody who may sign in."""
    with ground() as place:
        rows = [_row(user) for user in place.store.users.all()]
    if not rows:
        print("Nobody may sign in yet; `ivr desk add-user` changes that.")
        return
    for cells in desk_office.in_columns([("name", "role", "representative", "code", "PIN"), *rows]):
        print(cells)


@desk.command("remove-user")
@NAME
def remove_user(name: str) -> None:
    """Let somebody sign in no more. Whoever is signed in under that name is out."""
    with ground() as place:
        user = _known(place.store.users, name)
        place.store.users.remove(name)
    print(f"{name} can sign in no more.")
    if user.representative:
        print(f"Calls still ring for {user.representative}, who stands in representatives.yaml.")


def _row(user: User) -> tuple[str, ...]:
    return user.name, user.role.value, user.representative or "-", user.code or "-", "yes" if user.pin else "-"


def _require_new(users: Users, name: str) -> None:
    """Two names that differ in capitals would be taken for one another. Raises CannotRunError."""
    for user in users.all():
        if user.name.casefold() == name.casefold():
            raise CannotRunError(
                f"{user.name} may sign in already; `ivr desk set-password {user.name}` gives a new password"
            )


def _require_known(place: Ground, representative: str) -> None:
    """Raises CannotRunError."""
    if not representative:
        return
    staff = place.staff()
    if staff.get(representative) is None:
        ids = [one.id for one in staff.representatives]
        raise CannotRunError(
            f"nobody has the id {representative} in the representatives.yaml of {place.line}; {meant(representative, ids)}"
        )
    other = next((one.name for one in place.store.users.all() if one.representative == representative), None)
    if other is not None:
        raise CannotRunError(f"{other} signs in for {representative} already, and one telephone is one person's")


def _require_free(users: Users, code: str | None, representative: str) -> None:
    """Before anybody is asked for a password. Raises CannotRunError."""
    if code is None:
        return
    if not representative:
        raise CannotRunError("a code is for whoever takes calls; say who with --representative")
    holder = users.by_code(code)
    if holder is not None:
        raise CannotRunError(f"code {code} is {holder.name}'s")


def _known(users: Users, name: str) -> User:
    """Raises CannotRunError."""
    user = users.get(name)
    if user is None:
        raise CannotRunError(f"nobody signs in as {name}; {meant(name, [one.name for one in users.all()])}")
    return user


def _put(users: Users, user: User) -> None:
    """Raises CannotRunError."""
    try:
        users.put(user)
    except ValueError:
        raise CannotRunError(f"code {user.code} is somebody else's") from None


def _session() -> str:
    return secrets.token_urlsafe(32)
