"""New passwords and PINs: asked for twice at a terminal, without showing them, or read from a file. Never from the
command line, which other people of the machine can see."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TextIO

import click

from ivr.cli.trouble import CannotRunError
from ivr.secret import Secret
from ivr.service.signing_in import weak, weak_pin

FILE = click.File("r", encoding="utf-8")
PASSWORD_FILE = click.option(
    "--password-file",
    metavar="FILE",
    type=FILE,
    help="Read the password from the first line of this file, - for standard input, and a PIN from the second.",
)
PIN_FILE = click.option(
    "--pin-file",
    metavar="FILE",
    type=FILE,
    help="Read the PIN from the first line of this file, - for standard input.",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """`problem` says what is wrong with one, empty for nothing; `option` is how it is given without a terminal."""

    word: str
    problem: Callable[[Secret], str]
    option: str = "--password-file"


def password_for(name: str) -> Wanted:
    return Wanted("Password", lambda given: weak(given, name))


def pin_for(option: str = "--password-file") -> Wanted:
    return Wanted("PIN", weak_pin, option)


def given(wanted: Sequence[Wanted], file: TextIO | None) -> tuple[Secret, ...]:
    """One for each. Raises CannotRunError for one that is missing, or is weak and cannot be asked for again."""
    return tuple(map(_asked, wanted)) if file is None else _read(wanted, file)


def _asked(one: Wanted) -> Secret:
    if not sys.stdin.isatty():
        raise CannotRunError(f"there is no terminal to ask for a {one.word} at; hand it in with {one.option} -")
    while True:
        secret = Secret(click.prompt(one.word, hide_input=True, confirmation_prompt=f"{one.word} again"))
        problem = one.problem(secret)
        if not problem:
            return secret
        click.echo(problem)


def _read(wanted: Sequence[Wanted], file: TextIO) -> tuple[Secret, ...]:
    try:
        lines = file.read().splitlines()
    except UnicodeDecodeError:
        raise CannotRunError(f"{file.name} is not text in UTF-8") from None
    for number, one in enumerate(wanted, start=1):
        if len(lines) < number or not lines[number - 1]:
            raise CannotRunError(f"there is no {one.word} in line {number} of {file.name}")
    secrets = tuple(map(Secret, lines[: len(wanted)]))
    for one, secret in zip(wanted, secrets, strict=True):
        if problem := one.problem(secret):
            raise CannotRunError(problem)
    return secrets
