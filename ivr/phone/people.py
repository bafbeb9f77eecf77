"""Who is behind a number, by the name the line has for it: whoever plugs a telephone in answers in somebody's place, and
transcripts and saved calls name that person, not the telephone.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from ivr.carrier.phones import Phone


@dataclass(frozen=True, slots=True)
class Named(Mapping[str, Phone]):
    """The same telephones. Where nothing is known of who is who, `names` is None and a telephone goes by its number, as it
    does in a call file."""

    phones: Mapping[str, Phone]
    names: Mapping[str, str] | None

    def __getitem__(self, number: str) -> Phone:
        phone = self.phones[number]
        name = number if self.names is None else self.names.get(number, phone.name)
        return replace(phone, name=name)

    def __contains__(self, number: object) -> bool:
        return number in self.phones

    def __iter__(self) -> Iterator[str]:
        return iter(self.phones)

    def __len__(self) -> int:
        return len(self.phones)


def number_of(people: Mapping[str, str]) -> Callable[[str], str | None]:
    """What rings somebody, by name or number as a softphone has it for an account. `people` are names by number."""
    known = {_plain(number): number for number in people} | {_plain(name): number for number, name in people.items()}
    return lambda user: known.get(_plain(user))


def _plain(text: str) -> str:
    return "".join(one for one in text.casefold() if one.isalnum())
