"""The ways to pay that are switched on, in words: "online, by phone, or by mail"."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ivr.line.channels import Channels, InPerson
from ivr.speech.languages import spoken
from ivr.speech.lists import list_words


@dataclass(frozen=True, slots=True)
class _Ways:
    online: str
    in_the_app: str
    by_phone: str
    by_mail: str
    in_person: str
    at_a_bank: str


_WAYS: Mapping[str, _Ways] = {
    "en-US": _Ways("online", "in the app", "by phone", "by mail", "in person", "at a bank"),
    "es-US": _Ways("por internet", "en la aplicación", "por teléfono", "por correo", "en persona", "en un banco"),
    "id-ID": _Ways(
        "lewat situs web", "lewat aplikasi", "lewat telepon", "lewat pos", "dengan datang langsung", "di bank"
    ),
}


def ways(channels: Channels, language: str) -> str:
    """Paying by phone is always one. Raises UnknownLanguageError."""
    return list_words(list(_on(channels, _WAYS[spoken(language).tag])), language)


def _on(channels: Channels, words: _Ways) -> Iterator[str]:
    if channels.online:
        yield words.online
    elif channels.app:
        yield words.in_the_app
    yield words.by_phone
    if channels.mail is not None:
        yield words.by_mail
    if channels.in_person in (InPerson.STORES, InPerson.PARTNERS):
        yield words.in_person
    if channels.bank_counter:
        yield words.at_a_bank
