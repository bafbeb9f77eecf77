"""What a company's own words are called in the line's other languages, said in company.yaml itself."""

from ivr.line.catalogue import Catalogue
from ivr.line.catalogue_findings import catalogue_findings
from ivr.line.compile import compile_line
from ivr.line.line import Line
from ivr.line.loading import files_of_text, load

TEXTS = {
    "line.yaml": """
line: words
company: company.yaml
languages:
  en-US: Polly.Joanna-Neural
  es-US: Polly.Lupe-Neural
start: greeting
person: greeting
nodes:
  greeting:
    hangup: This line is for {company.services}.
""",
    "company.yaml": """
name: Example Power
services: [electricity, water]
words:
  es-US:
    electricity: electricidad
    water: agua
""",
    "representatives.yaml": """
representatives:
  ann:
    name: Ann
    number: +1 555 010 0107
    groups: [all]
""",
    "languages/es-US.po": """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: es-US\\n"

msgid "This line is for {company.services}."
msgstr "Esta línea es para {company.services}."
""",
}


def line_of(**changes: str) -> Line:
    loaded = load(files_of_text(TEXTS | changes))
    assert loaded.line is not None, loaded.findings
    return loaded.line


def test_they_are_said_without_an_entry_in_the_catalogue() -> None:
    line = line_of()
    assert catalogue_findings(line, line.catalogues["es-US"]) == ()
    ending = compile_line(line).program.translated["es-US"]["greeting"]
    assert ending.prompt[0].pieces == ("Esta línea es para ", "electricidad y agua", ".")


def test_without_them_the_catalogue_is_asked_and_says_what_it_lacks() -> None:
    bare = TEXTS["company.yaml"].partition("words:")[0]
    line = line_of(**{"company.yaml": bare})
    missing = catalogue_findings(line, line.catalogues["es-US"])
    assert [one.name for one in missing] == ["missing-translation"] * 2


def test_they_win_over_the_catalogue() -> None:
    more = '\nmsgid "water"\nmsgstr "el agua"\n'
    line = line_of(**{"languages/es-US.po": TEXTS["languages/es-US.po"] + more})
    assert isinstance(line.catalogues["es-US"], Catalogue)
    ending = compile_line(line).program.translated["es-US"]["greeting"]
    assert ending.prompt[0].pieces[1] == "electricidad y agua"


def test_a_word_that_stands_nowhere_was_misspelt() -> None:
    loaded = load(files_of_text(TEXTS | {"company.yaml": TEXTS["company.yaml"].replace("    water:", "    watr:")}))
    (found,) = [one for one in loaded.findings if "watr" in one.message]
    assert (found.place.file, found.place.line) == ("company.yaml", 7)
    assert found.help == "Did you mean water?"
