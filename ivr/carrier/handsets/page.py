"""A transcript that is being written: words as they are spoken, in paragraphs, each with its time and whose words they
are. Knows nothing of calls.
"""

from dataclasses import dataclass
from typing import TextIO

TIME, NAME = 6, 9
INDENT = TIME + 2 + NAME + 1
NARROWEST = 24
DIM, BOLD, PLAIN = "\x1b[2m", "\x1b[1m", "\x1b[0m"


@dataclass(frozen=True, slots=True)
class _Paragraph:
    name: str
    dim: bool = False


class Page:
    """`width` is columns; without `styled` nothing but text is written."""

    def __init__(self, out: TextIO, width: int = 80, *, styled: bool = False) -> None:
        self._out = out
        self._width = max(width, INDENT + NARROWEST)
        self._styled = styled
        self._open: _Paragraph | None = None
        self._column = 0

    def word(self, at: float, name: str, word: str) -> None:
        """The next word of whoever speaks; somebody else's opens a paragraph."""
        self._continue(at, _Paragraph(name))
        self._flow(word)
        self._out.flush()

    def note(self, at: float, text: str) -> None:
        """A paragraph of its own about what happens."""
        self.close()
        self._continue(at, _Paragraph("", dim=True))
        for word in text.split():
            self._flow(word)
        self.close()

    def entry(self, at: float, name: str, text: str) -> None:
        """A line that is written again, longer, while somebody types."""
        if self._open == _Paragraph(name) and self._column:
            self._out.write("\r")
        else:
            self.close()
            self._open = _Paragraph(name)
        self._out.write(f"{_margin(at, name)}{self._style(text, BOLD)}")
        self._column = INDENT + len(text)
        self._out.flush()

    def close(self) -> None:
        """End the paragraph, if one is open."""
        if self._open is not None:
            self._out.write("\n")
        self._open, self._column = None, 0
        self._out.flush()

    def _continue(self, at: float, paragraph: _Paragraph) -> None:
        if self._open != paragraph:
            self.close()
            self._open = paragraph
            self._out.write(_margin(at, paragraph.name))
            self._column = INDENT

    def _flow(self, word: str) -> None:
        """One blank before a word, or a new row where the word would not end in this one."""
        first = self._column == INDENT
        if not first and self._column + 1 + len(word) >= self._width:
            self._out.write(f"\n{' ' * INDENT}")
            self._column, first = INDENT, True
        dim = self._open is not None and self._open.dim
        self._out.write(("" if first else " ") + (self._style(word, DIM) if dim else word))
        self._column += len(word) + (0 if first else 1)

    def _style(self, text: str, style: str) -> str:
        return f"{style}{text}{PLAIN}" if self._styled else text


def _margin(at: float, name: str) -> str:
    seconds = max(0, int(at))
    return f"{seconds // 60:>{TIME - 3}}:{seconds % 60:02d}  {name:<{NAME}} "
