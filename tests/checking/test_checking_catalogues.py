"""Translations are judged in the same run as the line: what is missing warns, what is wrong is an error."""

from collections.abc import Mapping
from pathlib import Path

from ivr.checking.check import check
from ivr.checking.examples import line_of
from ivr.diagnostics import Diagnostic, Severity
from ivr.line.loading import files_of_folder, files_of_text, load

NODES = """\
nodes:
  greeting:
    say: Thanks for calling {company.name}.
    next: goodbye
  goodbye:
    hangup: Goodbye.
"""
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: es-US\\n"\n\n'
THANKS = 'msgid "Thanks for calling {company.name}."\nmsgstr "Gracias por llamar a {company.name}."\n\n'
GOODBYE = 'msgid "Goodbye."\nmsgstr "Adiós."\n\n'
COMPANY = "name: Example Cable\nservices: [internet]\n"
INTERNET = 'msgid "internet"\nmsgstr "internet"\n\n'


def found(spanish: str | None, others: Mapping[str, str] | None = None) -> list[Diagnostic]:
    files = line_of(NODES, "greeting", {"company.yaml": COMPANY, **(others or {})})
    files["line.yaml"] = files["line.yaml"].replace(
        "Polly.Joanna-Neural\n", "Polly.Joanna-Neural\n  es-US: Polly.Lupe-Neural\n"
    )
    whisper = 'msgid "A caller."\nmsgstr "Una llamada."\n\n'
    return check(load(files_of_text(files | ({} if spanish is None else {"languages/es-US.po": spanish + whisper}))))


def in_short(findings: list[Diagnostic]) -> list[tuple[str, str, int, Severity]]:
    return [(one.code, one.place.file, one.place.line, one.severity) for one in findings]


def test_a_line_that_is_wholly_translated_has_no_findings() -> None:
    assert found(HEAD + THANKS + GOODBYE + INTERNET) == []


def test_a_text_and_a_fact_of_the_company_without_a_translation_warn_where_they_are_written() -> None:
    assert in_short(found(HEAD + THANKS)) == [
        ("IVR075", "company.yaml", 2, Severity.WARNING),
        ("IVR075", "example.yaml", 6, Severity.WARNING),
    ]


def test_a_text_that_names_what_there_is_not_is_told_of_and_not_that_nobody_translated_it() -> None:
    mistyped = {"example.yaml": NODES.replace("{company.name}", "{company.nmae}")}
    (error,) = found(HEAD + THANKS + GOODBYE + INTERNET, mistyped)
    assert (error.code, error.help) == ("IVR106", "Did you mean {company.name}?")


def test_a_translation_made_for_another_text_warns_in_the_catalogue() -> None:
    assert in_short(found(HEAD + THANKS + "#, fuzzy\n" + GOODBYE + INTERNET)) == [
        ("IVR076", "languages/es-US.po", 10, Severity.WARNING)
    ]


def test_a_translation_with_another_value_is_an_error_in_the_catalogue() -> None:
    wrong = THANKS.replace("a {company.name}", "a {company.phone}")
    assert [one[:2] + one[3:] for one in in_short(found(HEAD + wrong + GOODBYE + INTERNET))] == [
        ("IVR077", "languages/es-US.po", Severity.ERROR),
        ("IVR077", "languages/es-US.po", Severity.ERROR),
    ]


def test_a_language_without_a_catalogue_is_told_once_at_its_name() -> None:
    (one,) = found(None)
    assert (one.code, str(one.place)) == ("IVR079", "line.yaml:5:3")
    assert "es-US" in one.message


def test_a_catalogue_that_cannot_be_read_is_told_once_and_nothing_it_lacks() -> None:
    (one,) = found('msgid "Goodbye."\nmsgstr Adiós\n')
    assert (one.code, one.place.file) == ("IVR070", "languages/es-US.po")


def test_a_company_that_cannot_be_read_makes_no_noise_in_its_translations() -> None:
    findings = found(HEAD + THANKS + GOODBYE + INTERNET, {"company.yaml": "nam: Example\n"})
    assert {one.place.file for one in findings} == {"company.yaml"}


THREE = {"es-US": "Polly.Lupe-Neural", "id-ID": "Google.id-ID-Wavenet-A"}
TIERS = """\
nodes:
  greeting:
    menu:
      options:
        1: {say: To pay, go: number}
      exhausted: representative
  number:
    collect: {into: account.number, prompt: Your sixteen digits., noinput: On your bill., confirm: true, exhausted: representative}
    next: proof
  proof:
    collect: {into: account.pin, prompt: Your PIN., exhausted: representative}
    next: identify
  identify:
    lookup: {accounts: verify, verified: amount, refused: number, down: representative, exhausted: representative}
  amount:
    needs: T2
    collect: {into: caller.reference, min: 1, max: 8, prompt: "You owe {account.balance}.", noinput: On your bill., confirm: true, exhausted: representative}
    next: representative
"""


def test_the_choice_of_a_language_lets_nobody_past_a_verification() -> None:
    """It leads back to the question it was asked at, and to no other, whichever of three languages is chosen."""
    files = line_of(TIERS, "greeting")
    listed = "".join(f"  {tag}: {voice}\n" for tag, voice in THREE.items())
    files["line.yaml"] = files["line.yaml"].replace("Polly.Joanna-Neural\n", f"Polly.Joanna-Neural\n{listed}")
    findings = [one for one in check(load(files_of_text(files))) if one.code not in ("IVR079", "IVR075")]
    assert [str(one) for one in findings] == []


def test_three_languages_hide_no_node_that_nobody_can_get_to() -> None:
    files = line_of(
        TIERS + "  forgotten:\n    menu: {options: {1: {say: To go, go: number}}, exhausted: representative}\n",
        "greeting",
    )
    listed = "".join(f"  {tag}: {voice}\n" for tag, voice in THREE.items())
    files["line.yaml"] = files["line.yaml"].replace("Polly.Joanna-Neural\n", f"Polly.Joanna-Neural\n{listed}")
    assert [one.message for one in check(load(files_of_text(files))) if one.code == "IVR102"] == [
        'No caller can get to the node "forgotten".'
    ]


def test_in_free_words_the_key_is_named_in_every_language() -> None:
    nodes = """\
nodes:
  greeting:
    menu:
      prompt: To end the call, press one.
      options:
        1: {go: goodbye}
      exhausted: representative
  goodbye:
    hangup: Goodbye.
"""
    key = 'msgid "To end the call, press one."\nmsgstr "Para terminar, {} uno."\n\n'
    right, wrong = ([one for one in found(HEAD + key.format(verb) + GOODBYE + INTERNET, {"example.yaml": nodes}) if one.code == "IVR108"] for verb in ("oprima", "gire"))  # fmt: skip
    assert right == []
    assert [one.message for one in wrong] == ['Nobody who calls hears in es-US what key 1 of "greeting" does.']


def test_a_catalogue_that_is_no_text_is_told_once_and_is_not_called_missing(tmp_path: Path) -> None:
    files = line_of(NODES, "greeting", {"company.yaml": COMPANY})
    files["line.yaml"] = files["line.yaml"].replace(
        "Polly.Joanna-Neural\n", "Polly.Joanna-Neural\n  es-US: Polly.Lupe-Neural\n"
    )
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "es-US.po").write_bytes(b'msgid "Goodbye."\nmsgstr "Adi\xf3s."\n')
    assert [one.code for one in check(load(files_of_folder(str(tmp_path))))] == ["IVR004"]
