"""`ivr prompts extract`, `update` and `check`: files a translator can work with, and what is told of them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
VOICES = "  es-US: Polly.Lupe-Neural\n  id-ID: Google.id-ID-Wavenet-A\n"
SPANISH = {
    "Hello from {company.name}.": "Hola, esta es {company.name}.",
    "To give your account number": "Para dar su número de cuenta",
    "Please enter your account number.": "Ingrese su número de cuenta.",
    "It is on your bill.": "Está en su factura.",
    "That was not an account number.": "Ese no era un número de cuenta.",
    "I am connecting you.": "Le estoy comunicando.",
    "A caller.": "Alguien llama.",
    "Goodbye.": "Adiós.",
}


def speaks(folder: Path, voices: str) -> None:
    file = folder / "line.yaml"
    first = "  en-US: Polly.Joanna-Neural\n"
    file.write_text(file.read_text().replace(first, first + voices))


@pytest.fixture
def spanish(tiny: Path, ivr: Run) -> Path:
    """The tiny line in two languages, all of it translated."""
    speaks(tiny, VOICES.splitlines(keepends=True)[0])
    assert ivr("prompts", "update", "tiny").exit_code == 0
    file = tiny / "languages/es-US.po"
    text = file.read_text()
    for one, two in SPANISH.items():
        assert f'msgid "{one}"\nmsgstr ""' in text
        text = text.replace(f'msgid "{one}"\nmsgstr ""', f'msgid "{one}"\nmsgstr "{two}"')
    file.write_text(text)
    return file


def change(folder: Path, old: str, new: str) -> None:
    file = folder / "line.yaml"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))


def test_extract_writes_the_template_once(tiny: Path, ivr: Run) -> None:
    template = tiny / "languages/messages.pot"
    assert ivr("prompts", "extract", "tiny").output == "tiny/languages/messages.pot: 8 texts.\n"
    before = template.read_bytes()
    assert b"#. greeting: say\n#. {company.name}: a fact of the company\n#: line.yaml:12\n" in before
    assert ivr("prompts", "extract", "tiny").output == "tiny/languages/messages.pot: 8 texts, unchanged.\n"
    assert template.read_bytes() == before
    assert [one.name for one in template.parent.iterdir()] == ["messages.pot"]


def test_update_makes_a_catalogue_for_each_further_language(tiny: Path, ivr: Run) -> None:
    speaks(tiny, VOICES)
    done = ivr("prompts", "update", "tiny")
    assert (done.exit_code, done.output.splitlines()[1:]) == (
        0,
        ["tiny/languages/es-US.po: made, 8 new.", "tiny/languages/id-ID.po: made, 8 new."],
    )
    assert "X-Review: awaiting native review" in (tiny / "languages/id-ID.po").read_text()


def test_update_tells_what_changed_and_then_that_nothing_did(spanish: Path, tiny: Path, ivr: Run) -> None:
    change(tiny, "It is on your bill.", "It is on top of your bill.")
    change(tiny, "hangup: Goodbye.", "hangup: Thank you, and have a nice day.")
    done = ivr("prompts", "update", "tiny")
    assert done.output.splitlines()[1] == "tiny/languages/es-US.po: 1 new, 1 changed and fuzzy now, 1 obsolete now."
    before = spanish.read_bytes()
    assert ivr("prompts", "update", "tiny").output.splitlines()[1] == "tiny/languages/es-US.po: no text changed."
    assert spanish.read_bytes() == before


def test_update_keeps_the_rights_of_a_file(spanish: Path, tiny: Path, ivr: Run) -> None:
    spanish.chmod(0o664)
    change(tiny, "hangup: Goodbye.", "hangup: So long.")
    ivr("prompts", "update", "tiny")
    assert spanish.stat().st_mode & 0o777 == 0o664


def test_update_leaves_a_broken_catalogue_as_it_is_and_goes_on(spanish: Path, tiny: Path, ivr: Run) -> None:
    change(tiny, "  es-US: Polly.Lupe-Neural\n", VOICES)
    broken = spanish.read_text().replace('msgstr "Adiós."', 'msgstr "Adiós.')
    spanish.write_text(broken)
    done = ivr("prompts", "update", "tiny")
    assert done.exit_code == 1
    assert "IVR070" in done.output
    assert "tiny/languages/es-US.po: left as it is until its mistakes are put right." in done.output
    assert "tiny/languages/id-ID.po: made, 8 new." in done.output
    assert spanish.read_text() == broken


def test_update_loses_no_second_translation_of_one_text(spanish: Path, ivr: Run) -> None:
    """Babel would keep one of the two."""
    twice = spanish.read_text() + '\nmsgid "Goodbye."\nmsgstr "Chao."\n'
    spanish.write_text(twice)
    done = ivr("prompts", "update", "tiny")
    assert (done.exit_code, spanish.read_text()) == (1, twice)
    assert "IVR072" in done.output


def test_update_says_so_when_a_catalogue_is_not_of_the_line(spanish: Path, tiny: Path, ivr: Run) -> None:
    text = spanish.read_text().replace("es_US", "es_MX")
    (tiny / "languages/es-MX.po").write_text(text)
    done = ivr("prompts", "update", "tiny")
    assert "tiny/languages/es-MX.po: no text changed. line.yaml does not name this language." in done.output


def test_check_finds_nothing_in_a_complete_catalogue(spanish: Path, ivr: Run) -> None:
    done = ivr("prompts", "check", "tiny")
    assert done.output == (
        "language  translated  fuzzy  missing  obsolete  review\n"
        "es-US     8           0      0        0         awaiting native review\n"
        "tiny: nothing is wrong.\n"
    )
    assert done.exit_code == 0


def test_check_of_a_line_in_one_language_has_nothing_to_say(tiny: Path, ivr: Run) -> None:
    done = ivr("prompts", "check", "tiny")
    assert (done.exit_code, done.output) == (0, "tiny: nothing is wrong.\n")


def test_check_tells_what_is_missing_fuzzy_and_obsolete(spanish: Path, tiny: Path, ivr: Run) -> None:
    change(tiny, "It is on your bill.", "It is on top of your bill.")
    change(tiny, "hangup: Goodbye.", "hangup: Thank you, and have a nice day.")
    ivr("prompts", "update", "tiny")
    done = ivr("prompts", "check", "tiny")
    assert done.exit_code == 1
    assert "IVR075 warning" in done.output
    assert "IVR076 warning" in done.output
    assert "obsolete: Goodbye." in done.output
    assert "es-US     6           1      1        1         awaiting native review" in done.output
    assert done.output.endswith("tiny: 2 warnings.\n")


def test_check_tells_a_value_that_was_lost(spanish: Path, ivr: Run) -> None:
    spanish.write_text(spanish.read_text().replace("esta es {company.name}.", "esta es Tiny Company."))
    done = ivr("prompts", "check", "tiny")
    assert done.exit_code == 1
    assert "IVR077 error" in done.output


def test_check_tells_a_language_without_a_catalogue(tiny: Path, ivr: Run) -> None:
    speaks(tiny, VOICES.splitlines(keepends=True)[0])
    done = ivr("prompts", "check", "tiny")
    assert done.exit_code == 1
    assert "tiny/line.yaml:5:3 IVR079 error" in done.output


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b'msgid "Goodbye.\n', "IVR070"),
        (b"\xff\xfe", "IVR004"),
        (b"\0", "IVR007"),
        (b"", "IVR006"),
        (b'msgid ""\nmsgstr "Language: id_ID\\n"\n', "IVR074"),
    ],
)
@pytest.mark.parametrize("command", ["check", "update", "sheet"])
def test_a_broken_catalogue_is_a_finding_and_never_a_traceback(
    spanish: Path, ivr: Run, raw: bytes, code: str, command: str
) -> None:
    spanish.write_bytes(raw)
    done = ivr("prompts", command, "tiny")
    assert done.exit_code == (2 if command == "sheet" else 1)
    assert code in done.output
    assert "es-US.po:1:" in done.output
    assert spanish.read_bytes() == raw


@pytest.mark.parametrize("command", ["extract", "update", "check", "sheet"])
def test_a_line_that_cannot_be_read_whole_is_refused(spanish: Path, tiny: Path, ivr: Run, command: str) -> None:
    """Otherwise every text of a broken file would look as if nobody said it any more."""
    before = spanish.read_bytes()
    change(tiny, "hangup: Goodbye.", "hangpu: Goodbye.")
    done = ivr("prompts", command, "tiny")
    assert done.exit_code == 2
    assert "IVR037" in done.output
    assert spanish.read_bytes() == before


@pytest.mark.parametrize("command", ["extract", "update", "check", "sheet"])
def test_a_folder_without_a_line_is_refused(tiny: Path, ivr: Run, command: str) -> None:
    assert ivr("prompts", command, "nowhere").exit_code == 2


def test_a_folder_that_cannot_be_written_is_told(tiny: Path, ivr: Run) -> None:
    (tiny / "languages").write_text("a file where a folder should be")
    done = ivr("prompts", "extract", "tiny")
    assert done.exit_code == 2
    assert "messages.pot cannot be written" in done.output


def test_a_line_that_is_like_another_gets_a_catalogue_of_its_own(spanish: Path, tiny: Path, ivr: Run) -> None:
    other = tiny.parent / "other"
    other.mkdir()
    (other / "line.yaml").write_text("like: ../tiny\n")
    company = (tiny / "company.yaml").read_text()
    (other / "company.yaml").write_text(f"{company}services: [water]\n")
    before = spanish.read_bytes()
    done = ivr("prompts", "update", "other")
    assert "other/languages/es-US.po: 1 new." in done.output
    assert 'msgid "Goodbye."\nmsgstr "Adiós."' in (other / "languages/es-US.po").read_text()
    assert spanish.read_bytes() == before
