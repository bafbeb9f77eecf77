"""A line of one node, for the tests of this folder: what the node becomes, and what its author is told."""

from ivr.checking.check import check
from ivr.checking.examples import loaded
from ivr.diagnostics import Diagnostic
from ivr.dialog.program import Dialog, Program
from ivr.dialog.prompts import Known, Rest, Sentence
from ivr.line.compile import compile_line

GOODBYE = "  goodbye:\n    hangup: Goodbye.\n"
COMPANY = """\
name: Example Cable
account_number: {length: 16, prefix: 8448, checksum: luhn}
pin: {min: 4, max: 6}
hours:
  billing:
    zone: America/New_York
    week: {saturday-sunday: 8:00-18:00}
"""


def nodes(body: str) -> str:
    """A part whose greeting is `body`, which may be more than one key; it may lead to goodbye."""
    rows = "".join(f"    {row}\n" for row in body.strip("\n").split("\n"))
    return f"nodes:\n  greeting:\n{rows}{GOODBYE}"


def program(body: str, company: str = COMPANY) -> Program:
    whole = loaded(nodes(body), "greeting", {"company.yaml": company})
    assert [str(one) for one in whole.findings] == []
    assert whole.line is not None
    compiled = compile_line(whole.line)
    assert [str(one) for one in compiled.findings] == []
    return compiled.program


def dialog(body: str, name: str = "greeting") -> Dialog:
    return program(body).dialogs[name]


def found(body: str, company: str = COMPANY) -> list[Diagnostic]:
    findings = check(loaded(nodes(body), "greeting", {"company.yaml": company}))
    return [one for one in findings if one.code != "IVR102"]


def told(body: str, company: str = COMPANY) -> tuple[str, int, str, str]:
    (one,) = found(body, company)
    return one.code, one.place.line, one.message, one.help


def words(sentences: tuple[Sentence, ...]) -> str:
    """A prompt without rests, values by their names."""
    parts = [
        f"{{{piece.value}}}" if isinstance(piece, Known) else piece
        for sentence in sentences
        for piece in (*sentence.pieces, " ")
        if not isinstance(piece, Rest)
    ]
    return " ".join("".join(parts).split())
