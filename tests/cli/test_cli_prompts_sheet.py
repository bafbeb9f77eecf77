"""`ivr prompts sheet`: a table that spreadsheets and screen readers understand."""

import csv
import io
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
PO = """\
msgid ""
msgstr ""
"Language: es_US\\n"
"X-Review: awaiting native review\\n"

msgid "To give your account number"
msgstr "Para dar su número de cuenta"

msgid "Hello from {company.name}."
msgstr "=1+1, {company.name} <b>"

#, fuzzy
msgid "Goodbye."
msgstr "Adiós."
"""


@pytest.fixture
def sheet(tiny: Path, ivr: Run) -> Callable[..., str]:
    """What `ivr prompts sheet` prints for the tiny line in two languages."""
    file = tiny / "line.yaml"
    first = "  en-US: Polly.Joanna-Neural\n"
    file.write_text(file.read_text().replace(first, f"{first}  es-US: Polly.Lupe-Neural\n"))
    (tiny / "languages").mkdir()
    (tiny / "languages/es-US.po").write_text(PO)

    def run(*options: str) -> str:
        done = ivr("prompts", "sheet", "tiny", *options)
        assert done.exit_code == 0, done.output
        return done.stdout_bytes.decode()

    return run


def rows_of(text: str) -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


def test_every_text_has_a_row_with_its_place_and_each_language(sheet: Callable[..., str]) -> None:
    row = rows_of(sheet())["main.options.1"]
    assert row["place"] == "tiny/line.yaml:20:16"
    assert row["en-US"] == "To give your account number, press one."
    assert row["es-US"] == "Para dar su número de cuenta, oprima uno."
    assert (row["en-US review"], row["es-US review"]) == ("as written", "awaiting native review")
    assert 1 < float(row["en-US seconds"]) < 10
    assert 1 < float(row["es-US seconds"]) < 10


def test_what_will_not_be_said_is_not_shown(sheet: Callable[..., str]) -> None:
    rows = rows_of(sheet())
    for name, state in (("goodbye", "fuzzy"), ("account_number.noinput", "missing")):
        row = rows[name]
        assert (row["es-US"], row["es-US seconds"], row["es-US review"]) == ("", "", state)


def test_what_this_company_never_says_is_marked(sheet: Callable[..., str], tiny: Path) -> None:
    file = tiny / "line.yaml"
    choice = "        2:\n          if: survey\n          say: To rate this call\n          go: goodbye\n"
    file.write_text(
        file.read_text().replace(
            "      exhausted: representative\n\n  account", f"{choice}      exhausted: representative\n\n  account"
        )
    )
    said = {on: rows_of(_with_survey(tiny, sheet, on=on))["main.options.2"] for on in (True, False)}
    assert said[True]["en-US review"] == "as written"
    assert said[False]["en-US review"] == "not said by this company"
    assert said[False]["en-US"] == "To rate this call, press two."


def _with_survey(tiny: Path, sheet: Callable[..., str], *, on: bool) -> str:
    company = tiny / "company.yaml"
    plain = company.read_text().partition("survey:")[0]
    company.write_text(f"{plain}survey: {'true' if on else 'false'}\n")
    return sheet()


def test_what_every_line_says_by_itself_is_in_it(sheet: Callable[..., str]) -> None:
    row = rows_of(sheet())["phrases.for_a_person"]
    assert (row["en-US"], row["place"]) == ("For a representative", "built in")
    assert row["es-US"].startswith("Para ")


def test_names_of_rows_are_unique(sheet: Callable[..., str]) -> None:
    text = sheet()
    assert len(rows_of(text)) == len(list(csv.reader(io.StringIO(text, newline="")))) - 1


def test_the_rows_of_the_file_end_as_the_standard_says(sheet: Callable[..., str]) -> None:
    text = sheet()
    assert text.count("\r\n") == text.count("\n") > 8


def test_what_a_spreadsheet_would_calculate_is_text(sheet: Callable[..., str]) -> None:
    text = sheet()
    assert rows_of(text)["greeting"]["es-US"] == "'=1+1, Tiny Company <b>"
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


class Page(HTMLParser):
    """The attributes of every tag, and the text of every cell by its language."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[tuple[str | None, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        tag, attributes = self.tags[-1] if self.tags else ("", {})
        if tag == "td":
            self.said.append((attributes.get("lang"), data))


def test_the_page_is_a_table_that_can_be_heard(sheet: Callable[..., str]) -> None:
    page = Page(sheet("--format", "html"))
    names = [tag for tag, _ in page.tags]
    assert {tag: names.count(tag) for tag in ("html", "table", "caption", "thead", "tbody", "title")} == dict.fromkeys(
        ("html", "table", "caption", "thead", "tbody", "title"), 1
    )
    scopes = [attributes.get("scope") for tag, attributes in page.tags if tag == "th"]
    assert set(scopes) == {"col", "row"}
    assert scopes.count("col") == 8
    assert ("es-US", "Para dar su número de cuenta, oprima uno.") in page.said
    assert ("en-US", "To give your account number, press one.") in page.said


def test_the_page_needs_nothing_else_and_runs_nothing(sheet: Callable[..., str]) -> None:
    page = Page(sheet("--format", "html"))
    assert not {"script", "link", "img", "iframe", "b"} & {tag for tag, _ in page.tags}
    assert not [one for _, attributes in page.tags for one in attributes if one in ("src", "href") or one[:2] == "on"]


def test_an_output_file_is_written_whole(sheet: Callable[..., str], tiny: Path) -> None:
    said = sheet("-o", "sheet.csv")
    assert said.startswith("sheet.csv: ")
    written = Path("sheet.csv").read_bytes().decode()
    assert rows_of(written)["goodbye"]["en-US"] == "Goodbye."
    assert written == sheet()


def test_an_output_file_that_cannot_be_written_is_told(sheet: Callable[..., str], ivr: Run) -> None:
    done = ivr("prompts", "sheet", "tiny", "-o", "nowhere/deep/sheet.csv")
    assert done.exit_code == 2
    assert "cannot be written" in done.output
