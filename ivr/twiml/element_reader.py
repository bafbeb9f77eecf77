"""One element, read piece by piece: what is missing gets its default, what is wrong is dropped with a warning.

Whatever was not asked for when the element is done is reported as well, so a misspelt attribute cannot go unnoticed
because nobody looked for it. Names of elements and attributes are case-sensitive (Twilio, TwiML).
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from ivr.twiml.errors import NOT_PERFORMED, SCHEMA, Warning_
from ivr.twiml.tree import Element

_WHOLE = re.compile(r"[0-9]{1,9}")
_NAME = 40  # characters of a foreign name that a message repeats


@dataclass(slots=True)
class ElementReader:
    """An element that is being read, and the list that warnings go to."""

    element: Element
    warnings: list[Warning_]
    _asked: set[str] = field(default_factory=set)
    _took_elements: bool = False
    _took_text: bool = False

    def inner(self, element: Element) -> "ElementReader":
        return ElementReader(element, self.warnings)

    def warn(self, code: int, message: str) -> None:
        self.warnings.append(Warning_(code, message, self.element.line, self.element.column))

    def wrong(self, name: str, code: int, expected: str) -> None:
        self.warn(code, f"{name} of {self._name} is not {expected}")

    def text_of(self, name: str) -> str | None:
        """An attribute as it is written, None when it is not."""
        self._asked.add(name)
        return self.element.attributes.get(name)

    def whole(self, name: str, default: int, code: int, *, least: int, most: int = 999_999_999) -> int:
        found = self.whole_or_none(name, code, least=least, most=most)
        return default if found is None else found

    def whole_or_none(self, name: str, code: int, *, least: int, most: int = 999_999_999) -> int | None:
        text = self.text_of(name)
        if text is None:
            return None
        if _WHOLE.fullmatch(text) and least <= int(text) <= most:
            return int(text)
        self.wrong(name, code, f"a whole number from {least}" + ("" if most == 999_999_999 else f" to {most}"))
        return None

    def word(self, name: str, default: str, code: int, choices: Collection[str]) -> str:
        text = self.text_of(name)
        if text is None or text in choices:
            return default if text is None else text
        self.wrong(name, code, "one of " + ", ".join(repr(choice) for choice in choices))
        return default

    def flag(self, name: str, code: int, *, default: bool = False) -> bool:
        return self.word(name, "true" if default else "false", code, ("true", "false")) == "true"

    def method(self, code: int, name: str = "method") -> str:
        return self.word(name, "POST", code, ("GET", "POST"))

    def matching(self, name: str, code: int, pattern: re.Pattern[str], expected: str) -> str | None:
        text = self.text_of(name)
        if text is None or pattern.fullmatch(text):
            return text
        self.wrong(name, code, expected)
        return None

    def elements(self) -> list[Element]:
        self._took_elements = True
        return [part for part in self.element.content if isinstance(part, Element)]

    def text(self) -> str:
        """The text directly inside, trimmed: Twilio's own samples put URLs on lines of their own."""
        self._took_text = True
        return "".join(part for part in self.element.content if isinstance(part, str)).strip()

    def content(self) -> list[str | Element]:
        self._took_elements = self._took_text = True
        return self.element.content

    def finish(self, elsewhere: Collection[str] = ()) -> None:
        """Warn of all that was not asked for; `elsewhere` are Twilio's attributes that are not performed here."""
        for name in self.element.attributes:
            if name in self._asked:
                continue
            if name in elsewhere:
                self.warn(NOT_PERFORMED, f"{name} of {self._name} is not performed")
            else:
                self.warn(SCHEMA, f"{self._name} has no attribute {shown(name)}")
        if not self._took_elements:
            for child in self.elements():
                self.inner(child).warn(SCHEMA, f"{self._name} cannot hold {shown(child.name)}")
        if not self._took_text and self.text():
            self.warn(SCHEMA, f"{self._name} cannot hold text")

    @property
    def _name(self) -> str:
        return shown(self.element.name)


def shown(name: str) -> str:
    """A name out of a foreign document, short enough for a message."""
    return name if len(name) <= _NAME else name[:_NAME] + "..."
