"""Who is behind a number, by the name the line has for it: whoever plugs a telephone in answers in somebody's place, and
transcripts and saved calls name that person, not the telephone.
"""

from collections.abc import Iterator, Mapping
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
