"""How a script says that a call is not what it should be."""

from ivr.source import Place


class ScriptFailedError(Exception):
    """An expectation that was not met. The text begins with file:line:column, says what was expected, and shows the
    transcript so far; it is masked like every transcript."""

    def __init__(self, place: Place, expectation: str, transcript_text: str) -> None:
        indented = "\n".join(f"    {line}" for line in transcript_text.splitlines())
        super().__init__(f"{place}: {expectation}\n{indented}")
        self.place = place
        self.expectation = expectation
        self.transcript_text = transcript_text
