"""Every rule about words holds in every language of a line, and tells where a translation stands."""

import pytest

from ivr.checking.check import check
from ivr.checking.examples import line_of
from ivr.diagnostics import Diagnostic
from ivr.line.loading import files_of_text, load

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: {}\\n"\n\n'
VOICES = {"es-US": "Polly.Lupe-Neural", "id-ID": "Google.id-ID-Wavenet-A"}
END = "  goodbye:\n    hangup: Goodbye.\n"
MENU = """\
nodes:
  greeting:
    menu:
      prompt: Welcome.
      noinput: Are you there?
      options:
        1:
          say: To pay
          go: goodbye
        2:
          say: To ask
          go: representative
      exhausted: representative
"""
COLLECT = """\
nodes:
  greeting:
    collect:
      into: caller.reference
      prompt: Enter your number. To go back, press star.
      noinput: It is on your receipt.
      min: 4
      max: 8
      attempts:
        noinput: 0
      exhausted: representative
    next: goodbye
"""
WELCOME, THERE, PAY, ASK = "Welcome.", "Are you there?", "To pay", "To ask"
ENTER, RECEIPT = "Enter your number. To go back, press star.", "It is on your receipt."

FAULTS = [
    ("es-US", "key-before-function", MENU, {WELCOME: "Oprima uno para pagar."}, WELCOME),
    ("id-ID", "key-before-function", MENU, {THERE: "Tekan satu untuk membayar."}, THERE),
    ("es-US", "card-outside-pay", COLLECT, {ENTER: "Ingrese su número de tarjeta. O asterisco."}, ENTER),
    ("id-ID", "card-outside-pay", COLLECT, {RECEIPT: "Lihat kode keamanan di kartu."}, RECEIPT),
    ("es-US", "same-reprompt", MENU, {WELCOME: "Hola.", THERE: "¡Hola!"}, THERE),
    ("id-ID", "same-reprompt", COLLECT, {RECEIPT: "Silakan."}, RECEIPT),
    ("es-US", "banned-phrase", MENU, {WELCOME: "Su llamada es importante."}, WELCOME),
    ("id-ID", "banned-phrase", MENU, {WELCOME: "Ada promo baru."}, WELCOME),
    ("es-US", "telephone-jargon", MENU, {WELCOME: "Para pagar, marque uno."}, WELCOME),
    ("id-ID", "telephone-jargon", MENU, {WELCOME: "Untuk membayar, pencet satu."}, WELCOME),
    ("es-US", "raw-figures", MENU, {PAY: "Para pagar $20"}, PAY),
    ("id-ID", "raw-figures", MENU, {THERE: "Lihat www.example.com."}, THERE),
    ("es-US", "similar-labels", MENU, {PAY: "Para pagos", ASK: "Para su cuenta"}, ASK),
    ("id-ID", "similar-labels", MENU, {PAY: "Untuk alamat rumah", ASK: "Untuk rumah alamat"}, ASK),
    ("es-US", "bargein-of-legal-words", MENU, {WELCOME: "Esta llamada será grabada."}, WELCOME),
    ("id-ID", "bargein-of-legal-words", MENU, {WELCOME: "Anda menyetujui biaya ini."}, WELCOME),
    ("es-US", "no-way-out", COLLECT, {ENTER: "Ingrese su número."}, ENTER),
    ("id-ID", "no-way-out", COLLECT, {ENTER: "Masukkan nomor Anda."}, ENTER),
]


def found(nodes: str, language: str, catalogue: str) -> list[Diagnostic]:
    files = line_of(nodes + END, "greeting")
    files["line.yaml"] = files["line.yaml"].replace("Neural\n", f"Neural\n  {language}: {VOICES[language]}\n")
    whole = check(load(files_of_text({**files, f"languages/{language}.po": HEAD.format(language) + catalogue})))
    return [one for one in whole if "IVR130" <= one.code < "IVR145"]


def entries(translations: dict[str, str]) -> str:
    return "".join(f'msgid "{text}"\nmsgstr "{said}"\n\n' for text, said in translations.items())


@pytest.mark.parametrize(("language", "rule", "nodes", "translations", "at"), FAULTS)
def test_a_fault_of_a_translation_is_told_where_it_is_written(
    language: str, rule: str, nodes: str, translations: dict[str, str], at: str
) -> None:
    catalogue = entries(translations)
    line = (HEAD + catalogue).split("\n").index(f'msgid "{at}"') + 1
    assert [(one.name, one.place.file, one.place.line) for one in found(nodes, language, catalogue)] == [
        (rule, f"languages/{language}.po", line)
    ]


def test_every_rule_about_words_is_tried_in_both_languages() -> None:
    names = {row[1] for row in FAULTS}
    assert {(row[0], row[1]) for row in FAULTS} == {(language, name) for language in VOICES for name in names}
    assert len(names) == 9


@pytest.mark.parametrize("language", VOICES)
def test_what_is_not_translated_is_judged_once_where_it_was_written(language: str) -> None:
    told = found(MENU.replace("Welcome.", "Did you know?"), language, "")
    assert [(one.name, str(one.place)) for one in told] == [("banned-phrase", "example.yaml:4:15")]


def test_the_entry_of_a_node_is_judged_where_it_is_used_and_the_general_one_is_not() -> None:
    own = 'msgctxt "greeting"\nmsgid "Welcome."\nmsgstr "Hola."\n\n'
    assert found(MENU, "es-US", entries({WELCOME: "Tenemos promociones."}) + own) == []


def test_a_translation_that_is_used_by_nobody_yet_is_not_judged() -> None:
    assert found(MENU, "es-US", "#, fuzzy\n" + entries({WELCOME: "Tenemos promociones."})) == []


def test_where_a_nodes_own_entry_is_no_use_the_general_one_is_judged() -> None:
    own = '#, fuzzy\nmsgctxt "greeting"\nmsgid "Welcome."\nmsgstr "Hola."\n\n'
    told = found(MENU, "es-US", own + entries({WELCOME: "Tenemos promociones."}))
    assert [one.name for one in told] == ["banned-phrase"]


def test_a_node_that_nobody_gets_to_is_not_judged() -> None:
    island = "  island:\n    hangup: Did you know?\n"
    assert found(MENU + island, "es-US", "") == []


def test_while_nobody_can_say_who_gets_where_every_node_is_judged() -> None:
    files = line_of(MENU + "  island:\n    hangup: Did you know?\n" + END, "greeting")
    files["line.yaml"] = files["line.yaml"].replace("start: greeting", "start: [greeting]")
    assert "banned-phrase" in {one.name for one in check(load(files_of_text(files)))}


def test_where_only_the_question_is_translated_the_help_is_heard_as_it_was_written() -> None:
    assert found(COLLECT, "es-US", entries({ENTER: "Ingrese su número. Para regresar, oprima asterisco."})) == []


def test_a_sign_that_was_told_of_while_the_file_was_read_is_not_told_of_again() -> None:
    assert found(MENU.replace("Welcome.", "Press the # key."), "es-US", "") == []
    (quoted,) = found(MENU.replace("Welcome.", '"Press the # key."'), "es-US", "")
    assert (quoted.name, quoted.help) == ("raw-figures", 'Write "pound".')


@pytest.mark.parametrize("said", ["Esta llamada será grabada.", "Hola."])
def test_a_key_that_cuts_legal_words_short_is_one_mistake_in_however_many_languages(said: str) -> None:
    nodes = MENU.replace("Welcome.", "This call is recorded.")
    told = found(nodes, "es-US", entries({"This call is recorded.": said}))
    assert [(one.code, str(one.place)) for one in told] == [("IVR137", "example.yaml:4:15")]
