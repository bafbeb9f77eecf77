"""What an author, a translator or an operator gets wrong: each is told with its place and what to do, and nothing falls
over. The sentences are read aloud by whoever changes them, so here they only have to be there."""

import re
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from trap_line import ROOT, SHIPPED

from ivr.bootstrap import Settings, SettingsError, install
from ivr.cli.main import main
from ivr.line.loading import files_of_folder, load
from ivr.service.ports import StoreError

PLACE = re.compile(r"^(\S+?):(\d+):(\d+) (IVR\d{3}) (error|warning) \[([a-z-]+)\] \S.*$", re.MULTILINE)


@pytest.fixture
def menu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped line without its calls and its third language, in the working folder."""
    shutil.copytree(SHIPPED, tmp_path / "line", ignore=shutil.ignore_patterns("calls"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "t" * 32)
    for name in ("IVR_LINE", "IVR_DATABASE_URL", "IVR_PUBLIC_URL", "IVR_STATE_KEY"):
        monkeypatch.delenv(name, raising=False)
    header = tmp_path / "line" / "line.yaml"
    text = header.read_text().replace("demonstration: calls/representative.call.yaml\n", "")
    header.write_text(re.sub(r"^  id-ID: .*\n", "", text, flags=re.MULTILINE))
    (tmp_path / "line" / "languages" / "id-ID.po").unlink()
    return tmp_path / "line"


@pytest.fixture
def ivr() -> Callable[..., Result]:
    """Whatever is raised comes out, so a traceback is a red test."""
    return lambda *arguments: CliRunner(catch_exceptions=False).invoke(main, arguments, prog_name="ivr")


def told(done: Result, file: str, code: str | None = None) -> None:
    """A finding in that file, at a place that is there, with a sentence and a help below it; exit code 1."""
    assert done.exit_code == 1, done.output
    assert "Traceback" not in done.output
    rows = done.output.splitlines()
    here = [(at, found) for at, row in enumerate(rows) if (found := PLACE.match(row)) and found[1] == file]
    assert here, done.output
    assert code is None or code in {found[4] for _, found in here}, done.output
    for at, found in here:
        assert 1 <= int(found[2]) <= len(Path(file).read_text(errors="replace").splitlines()) + 1
        assert found[0].endswith((".", "?", '"')), found[0]
        assert rows[at + 1].startswith("    help: "), found[0]


COMPANY = {
    "no name": ("name: Spectrum\n", ""),
    "a name that is misspelled": ("name: Spectrum", "nane: Spectrum"),
    "no way to tell an account number": ("  length: 16\n", ""),
    "a length in words": ("length: 16", "length: sixteen"),
    "groups longer than the number": ("groups: [4, 4, 4, 4]", "groups: [4, 4, 4, 8]"),
    "a prefix longer than the number": ("prefix: 8448", "prefix: 84484848484848484"),
    "a telephone number that is none": ("+1 800 555 0100", "800 CALL NOW"),
    "an unknown verifier": ("[pin, bill_code, zip, phone_last4]", "[pin, mothers_name]"),
    "no verifier": ("[pin, bill_code, zip, phone_last4]", "[]"),
    "an unknown way to pay": ("mode: person  ", "mode: cheque  "),
    "bank debits by keypad": ("bank: person", "bank: keypad"),
    "links without a page": ("mode: person  ", "mode: link  "),
    "more than the most": ("least: 1.00", "least: 3000.00"),
    "an amount in words": ("most: 2000.00", "most: a lot"),
    "chat without a website": ("online: true", "online: false"),
    "cash and nowhere to bring it": (
        "in_person: ask                # one article says thousands of stores, the other says generally not\n  cash: false",
        "in_person: none\n  cash: true",
    ),
    "an unknown in-person switch": ("in_person: ask", "in_person: sometimes"),
    "a zone that is none": ("zone: America/New_York", "zone: America/New_Yorc"),
    "hours that end before they begin": ("saturday: 9:00-17:00", "saturday: 17:00-9:00"),
    "a day that is none": ("2026-12-25: Christmas Day", "2026-12-32: Christmas Day"),
    "a country that is none": ("countries: [US, CA]", "countries: [US, UK]"),
    "a switch that is neither": ("survey: false", "survey: perhaps"),
}


@pytest.mark.parametrize(("old", "new"), COMPANY.values(), ids=COMPANY)
def test_a_company_that_cannot_be_is_told_where_it_says_so(
    menu: Path, ivr: Callable[..., Result], old: str, new: str
) -> None:
    file = menu / "company.yaml"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new, 1))
    done = ivr("check", "line")
    told(done, "line/company.yaml")
    served = ivr("serve", "line")
    assert (served.exit_code, "Traceback" in served.output) == (2, False)


HELLO = 'msgid "Thanks for calling {company.name} bill pay."\n'
CATALOGUES = {
    "a quote that is not closed": ('msgid "To pay your bill"\n', 'msgid "To pay your bill\n', "IVR070"),
    "a word that is no keyword": ('msgid "To pay your bill"\n', 'mgsid "To pay your bill"\n', "IVR070"),
    "no translation behind a text": ('msgstr "Para pagar su factura"\n', "", "IVR070"),
    "no header": ('"Language: es_US\\n"\n', "", "IVR074"),
    "the header of another language": ('"Language: es_US\\n"', '"Language: id_ID\\n"', "IVR074"),
    "another encoding": ("charset=UTF-8", "charset=ISO-8859-1", "IVR073"),
    "a value that is left out": ("a la línea de pagos de {company.name}.", "a la línea de pagos.", "IVR077"),
    "a value too many": ('"Para pagar su factura"', '"Para pagar su factura, {account.balance}"', "IVR077"),
    "a brace that is not closed": ("de pagos de {company.name}.", "de pagos de {company.name.", "IVR078"),
    "a plural": (
        'msgid "To pay your bill"\n',
        'msgid "To pay your bill"\nmsgid_plural "To pay your bills"\n',
        "IVR071",
    ),
    "a text twice": (HELLO, f'{HELLO}msgstr "Hola, {{company.name}}."\n\n{HELLO}', "IVR072"),
}


@pytest.mark.parametrize(("old", "new", "code"), CATALOGUES.values(), ids=CATALOGUES)
def test_a_broken_catalogue_is_told_where_it_is_broken(
    menu: Path, ivr: Callable[..., Result], old: str, new: str, code: str
) -> None:
    file = menu / "languages" / "es-US.po"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new, 1))
    told(ivr("check", "line"), "line/languages/es-US.po", code)
    told(ivr("prompts", "check", "line"), "line/languages/es-US.po", code)


DIRECTORY = """\
headers:
  Authorization: Bearer ${BILLING_TOKEN}
verify:
  url: ${BILLING_URL}/accounts/verify
  send:
    number: account.number
    proof: account.verifier
    kind: account.verifier_kind
  answer: result
  verified: ok
  refused: [wrong]
  facts:
    account.balance: balance.cents
amounts:
  unit: minor
  currency: USD
deadline: 8 s
"""
BACK_OFFICES = {
    "a token in the file": ("Bearer ${BILLING_TOKEN}", "Bearer s3cret"),
    "an account number in an address": ("/accounts/verify", "/accounts/{account.number}"),
    "an address that is none": ("${BILLING_URL}/accounts/verify", "billing"),
    "no proof sent": ("    proof: account.verifier\n", ""),
    "something sent that is not known": ("account.verifier_kind", "account.pincode"),
    "no refusal": ("  refused: [wrong]\n", ""),
    "yes and no alike": ("refused: [wrong]", "refused: [ok]"),
    "a fact that is none": ("account.balance: balance", "account.owner: balance"),
    "no unit of amounts": ("amounts:\n  unit: minor\n  currency: USD\n", ""),
    "a currency that is none": ("currency: USD", "currency: dollars"),
    "a deadline past the carrier's": ("deadline: 8 s", "deadline: 30 s"),
    "a key that is misspelled": ("deadline: 8 s", "dedline: 8 s"),
}


def with_directory(menu: Path, text: str) -> None:
    (menu / "directory.yaml").write_text(text)
    header = menu / "line.yaml"
    header.write_text(header.read_text().replace("accounts: demo-accounts.yaml", "directory: directory.yaml"))


@pytest.mark.parametrize(("old", "new"), BACK_OFFICES.values(), ids=BACK_OFFICES)
def test_a_back_office_that_cannot_be_asked_is_told_where_its_file_is_wrong(
    menu: Path, ivr: Callable[..., Result], old: str, new: str
) -> None:
    assert old in DIRECTORY
    with_directory(menu, DIRECTORY.replace(old, new, 1))
    told(ivr("check", "line"), "line/directory.yaml")


def test_a_back_office_whose_token_is_not_in_the_environment_is_told_before_the_first_call(
    menu: Path, ivr: Callable[..., Result]
) -> None:
    with_directory(menu, DIRECTORY)
    assert ivr("check", "line").output == "line: nothing is wrong.\n"
    loaded = load(files_of_folder("line"))
    with pytest.raises(SettingsError, match=r"BILLING_TOKEN|BILLING_URL"):
        install(Settings(("t",), database_url="memory:"), loaded)


OVERLAYS: Mapping[str, tuple[str, str]] = {
    "a line that leads nowhere": ("like: ../nowhere\n", "IVR045"),
    "a line that is like itself": ("like: .\n", "IVR045"),
    "something beside it": ("like: ../line\nstart: greeting\n", "IVR046"),
}


@pytest.mark.parametrize(("text", "code"), OVERLAYS.values(), ids=OVERLAYS)
def test_an_overlay_that_cannot_be_is_told(menu: Path, ivr: Callable[..., Result], text: str, code: str) -> None:
    other = menu.parent / "other"
    other.mkdir()
    (other / "line.yaml").write_text(text)
    shutil.copy(menu / "company.yaml", other)
    told(ivr("check", "other"), "other/line.yaml", code)


DATABASES = {
    "a version from the future": "PRAGMA user_version = 99",
    "accounts of another version": "UPDATE accounts_number SET number = 99",
    "texts of another version": "UPDATE text_tables SET version = 99",
}


@pytest.mark.parametrize("change", DATABASES.values(), ids=DATABASES)
def test_a_database_of_another_version_is_told_and_left_as_it_is(
    menu: Path, ivr: Callable[..., Result], change: str
) -> None:
    settings = Settings(("t",), database_url="sqlite:///calls.db", account="AC" + "0" * 32, text_sender="+15550100198")
    loaded = load(files_of_folder("line"))
    install(settings, loaded).shut()
    with sqlite3.connect("calls.db") as connection:
        connection.execute(change)
    connection.close()
    with pytest.raises(StoreError, match=r"99.*knows"):
        install(settings, loaded)


def test_a_file_that_is_no_database_is_told_by_serve(
    menu: Path, ivr: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("calls.db").write_text("not a database, but a letter\n" * 100)
    monkeypatch.setenv("IVR_DATABASE_URL", "sqlite:///calls.db")
    done = ivr("serve", "line", "--port", "18098")
    assert (done.exit_code, "Traceback" in done.output) == (2, False)
    assert "the database: " in done.output


def test_the_line_these_mistakes_are_made_in_has_none(menu: Path, ivr: Callable[..., Result]) -> None:
    assert ivr("check", "line").output == "line: nothing is wrong.\n"
    assert ROOT.joinpath("menus").is_dir()
