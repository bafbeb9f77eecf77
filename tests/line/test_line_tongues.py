"""A line in several languages: its voices, how the others are offered and chosen, and what differs between its tables."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from line_laboratory import words

from ivr.checking.check import check
from ivr.checking.examples import line_of
from ivr.diagnostics import Severity
from ivr.dialog.grammar import LanguageKey
from ivr.dialog.program import Asking, Connecting, Dialog, Ending, Fetching, Passing, Paying, Program, exits
from ivr.dialog.prompts import Prompt, Sentence, Voice
from ivr.line.compile import Compiled, compile_line
from ivr.line.loading import Loaded, files_of_text, load
from ivr.line.tongues import LANGUAGES

VOICES = {"en-US": "Polly.Joanna-Neural", "es-US": "Polly.Lupe-Neural", "id-ID": "Google.id-ID-Wavenet-A"}
COMPANY = """\
name: Example Cable
services: [internet, T V]
account_number: {length: 8}
pin: {length: 4}
accepted: {cards: [Visa], other: [electronic checks]}
hours:
  billing: {zone: America/New_York, week: {monday-friday: 8:00-18:00}}
"""
GREETING = "  greeting:\n    say: Thanks for calling {company.name}.\n    next: main\n"
MAIN = """\
  main:
    menu:
      prompt: What would you like?
      options:
        1: {say: To pay your bill, go: number}
        2: {say: To leave, go: goodbye}
      exhausted: representative
  number:
    collect: {into: account.number, prompt: Enter your eight-digit account number., noinput: It is on your bill., confirm: true, exhausted: representative}
    next: proof
  proof:
    collect: {into: account.pin, prompt: Enter your PIN., noinput: You chose it., exhausted: representative}
    next: identify
  identify:
    lookup:
      accounts: verify
      wait: One moment.
      verified: balance
      refused: number
      exhausted: representative
      down: representative
  balance:
    say: ["You owe {account.balance}.", "We take {company.accepted.other}."]
    next: open
  open:
    hours: {of: billing, open: main, closed: goodbye}
  goodbye:
    hangup: Goodbye.
"""


def catalogue(language: str, *entries: tuple[str, str], context: str = "") -> str:
    head = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: {language}\\n"\n\n'
    told = f'msgctxt "{context}"\n' if context else ""
    return head + "\n".join(f'{told}msgid "{text}"\nmsgstr "{said}"\n' for text, said in entries)


def read(languages: dict[str, str], nodes: str = GREETING + MAIN, start: str = "greeting", **files: str) -> Loaded:
    texts = line_of("nodes:\n" + nodes, start, {"company.yaml": COMPANY})
    listed = "".join(f"  {tag}: {voice}\n" for tag, voice in languages.items())
    texts["line.yaml"] = texts["line.yaml"].replace("  en-US: Polly.Joanna-Neural\n", listed)
    named = {f"languages/{tag.replace('_', '-')}.po": text for tag, text in files.items()}
    return load(files_of_text({**texts, **named}))


def compiled(
    languages: dict[str, str], nodes: str = GREETING + MAIN, start: str = "greeting", **files: str
) -> Compiled:
    loaded = read(languages, nodes, start, **files)
    assert loaded.line is not None
    return compile_line(loaded.line)


def program(*languages: str, nodes: str = GREETING + MAIN, start: str = "greeting", **files: str) -> Program:
    found = compiled({tag: VOICES[tag] for tag in languages}, nodes, start, **files)
    assert found.findings == ()
    return found.program


@pytest.mark.parametrize(
    ("languages", "place", "message", "remedy"),
    [
        (
            {"en-US": "Polly.Joanna-Neural", "id-ID": "Polly.Lupe"},
            "line.yaml:5:10",
            'The carrier has no voice "Polly.Lupe" that speaks id-ID.',
            (
                "Write one such as Google.id-ID-Standard-A, Google.id-ID-Standard-B, Google.id-ID-Standard-C, "
                "Google.id-ID-Standard-D."
            ),
        ),
        (
            {"en-US": "Polly.Joanna-Neural", "es-US": "Google.es-MX-Wavenet-A"},
            "line.yaml:5:10",
            'The carrier has no voice "Google.es-MX-Wavenet-A" that speaks es-US.',
            "Did you mean Google.es-US-Wavenet-A?",
        ),
        (
            {"en-US": "Polly.Joana-Neural"},
            "line.yaml:4:10",
            'The carrier has no voice "Polly.Joana-Neural" that speaks en-US.',
            "Did you mean Polly.Joanna-Neural?",
        ),
        (
            {"en-US": "Polly.Joanna", "id-ID": "Google.id-ID-Neural2-A"},
            "line.yaml:5:10",
            'The carrier has no voice "Google.id-ID-Neural2-A" that speaks id-ID.',
            "Did you mean Google.id-ID-Wavenet-A?",
        ),
        (
            {"es-US": "Polly.Mia"},
            "line.yaml:4:10",
            'The carrier has no voice "Polly.Mia" that speaks es-US.',
            None,
        ),
    ],
)
def test_a_voice_that_does_not_speak_its_language_is_told(
    languages: dict[str, str], place: str, message: str, remedy: str | None
) -> None:
    (one,) = compiled(languages).findings
    assert (one.code, str(one.place), one.message) == ("IVR120", place, message)
    assert one.help == remedy or (remedy is None and one.help)


@pytest.mark.parametrize(
    ("language", "voice"),
    [
        ("en-US", "Polly.Joanna"),
        ("en-US", "Google.en-US-Chirp3-HD-Kore"),
        ("es-US", "Polly.Lupe-Neural"),
        ("es-US", "Polly.Pedro-Generative"),
        ("id-ID", "Google.id-ID-Wavenet-A"),
        ("id-ID", "Google.id-ID-Chirp3-HD-Kore"),
    ],
)
def test_a_voice_that_speaks_its_language_is_taken(language: str, voice: str) -> None:
    found = compiled({language: voice})
    assert found.findings == ()
    assert (found.program.voice.language, found.program.voice.name) == (language, voice)


def test_a_header_that_could_not_be_read_says_nothing_of_voices() -> None:
    loaded = read({"en-US": "Polly.Joanna-Neural", "xx": "Polly.Joanna"})
    assert [one.code for one in check(loaded)] == ["IVR053"]


def test_one_language_offers_nothing_and_has_no_tables() -> None:
    one = program("en-US")
    assert (one.others, one.translated, one.languages) == ((), {}, None)
    assert words(one.dialogs["greeting"].prompt) == "Thanks for calling Example Cable."


def test_of_two_languages_the_other_is_offered_in_its_own_words_and_voice() -> None:
    two = program("en-US", "es-US")
    greeting = two.dialogs["greeting"]
    assert isinstance(greeting, Passing)
    assert greeting.prompt[-1] == Sentence(("Para español, oprima nueve.",), "es-US")
    assert two.others == (Voice("es-US", "Polly.Lupe-Neural", paced=True),)
    assert two.languages is None
    assert LANGUAGES not in two.dialogs


def test_in_the_other_language_the_first_is_offered() -> None:
    two = program("en-US", "es-US")
    greeting = two.translated["es-US"]["greeting"]
    assert isinstance(greeting, Passing)
    assert greeting.prompt[-1] == Sentence(("For English, press nine.",), "en-US")


def test_the_first_language_is_the_first_that_is_written() -> None:
    two = program("es-US", "en-US")
    assert (two.voice.language, [one.language for one in two.others]) == ("es-US", ["en-US"])
    assert isinstance(two.dialogs["main"], Asking)
    assert words(two.dialogs["main"].prompt).endswith("Para hablar con un representante, oprima cero.")


def test_of_three_languages_nine_leads_to_a_choice_in_which_each_speaks_for_itself() -> None:
    three = program("en-US", "es-US", "id-ID")
    choice = three.dialogs[LANGUAGES]
    assert three.languages == LANGUAGES
    assert isinstance(choice, Asking)
    assert choice.grammar == LanguageKey({"1": "en-US", "2": "es-US", "3": "id-ID"})
    assert [(one.language, words((one,))) for one in choice.prompt] == [
        ("en-US", "For English, press one."),
        ("es-US", "Para español, oprima dos."),
        ("id-ID", "Untuk bahasa Indonesia, tekan tiga."),
    ]
    said = three.dialogs["greeting"]
    assert isinstance(said, Passing)
    assert [one.language for one in said.prompt] == [None, "es-US", "id-ID"]


def test_a_question_at_the_start_comes_after_the_offers() -> None:
    for body in (
        "menu: {prompt: Welcome., options: {1: {say: To leave, go: goodbye}}, exhausted: representative}",
        "collect: {into: account.pin, prompt: Welcome., exhausted: representative}\n    next: goodbye",
    ):
        two = program("en-US", "es-US", nodes=f"  greeting:\n    {body}\n  goodbye:\n    hangup: Goodbye.\n")
        asking = two.dialogs["greeting"]
        assert isinstance(asking, Asking)
        assert words(asking.prompt).startswith("Para español, oprima nueve. Welcome.")
        assert not any("español" in words(one) for one in (*asking.noinput, *asking.nomatch))


def test_behind_a_branch_at_the_start_whatever_speaks_first_offers_the_other_language() -> None:
    nodes = """\
  start_here:
    hours: {of: billing, open: by_switch, closed: closed}
  by_switch:
    branch: {cases: [{if: channels.chat, go: closed}], otherwise: greeting}
  closed:
    hangup: We are closed.
"""
    two = program("en-US", "es-US", nodes=nodes + GREETING + MAIN, start="start_here")
    offering = {at for at, one in two.dialogs.items() if "español" in "".join(map(words, prompts(one)))}
    assert offering == {"greeting"}


def prompts(dialog: Dialog) -> list[Prompt]:
    match dialog:
        case Passing(prompt=prompt) | Ending(prompt=prompt) | Connecting(prompt=prompt):
            return [prompt]
        case Asking(prompt=prompt, noinput=noinput, nomatch=nomatch):
            return [prompt, *noinput, *nomatch]
        case _:
            return []


def test_the_name_of_the_choice_collides_with_no_node() -> None:
    """Not even with one called like its beginning."""
    three = {tag: VOICES[tag] for tag in VOICES}
    nodes = GREETING + MAIN + "  line:\n    hangup: Nobody comes here.\n  choice:\n    hangup: Nor here.\n"
    full = {tag.replace("-", "_"): catalogue(tag) for tag in list(VOICES)[1:]}
    found = check(read(three, nodes, **full))
    assert [one.message for one in found if one.severity is Severity.ERROR] == []
    assert [one.message for one in found if one.code == "IVR102"] == [
        'No caller can get to the node "line".',
        'No caller can get to the node "choice".',
    ]


SPANISH = [
    ("What would you like?", "¿Qué desea?"),
    ("To pay your bill", "Para pagar su factura"),
    ("To leave", "Para salir"),
    ("You owe {account.balance}.", "Usted debe {account.balance}."),
    ("We take {company.accepted.other}.", "Aceptamos {company.accepted.other}."),
    ("electronic checks", "cheques electrónicos"),
    ("Goodbye.", "Adiós."),
]


def test_what_is_translated_is_said_in_the_language_and_what_is_not_in_the_first_ones_words_and_voice() -> None:
    two = program("en-US", "es-US", es_US=catalogue("es-US", *SPANISH))
    spanish = two.translated["es-US"]
    main, greeting, balance = spanish["main"], spanish["greeting"], spanish["balance"]
    assert isinstance(main, Asking)
    assert isinstance(greeting, Passing)
    assert isinstance(balance, Passing)
    assert words(main.prompt) == (
        "¿Qué desea? Para pagar su factura, oprima uno. Para salir, oprima dos. "
        "Para hablar con un representante, oprima cero."
    )
    assert {one.language for one in main.prompt} == {None}
    assert greeting.prompt[0] == Sentence(("Thanks for calling ", "Example Cable", "."), "en-US")
    assert words(balance.prompt) == "Usted debe {account.balance}. Aceptamos cheques electrónicos."


def test_a_choice_that_is_not_translated_names_its_key_in_its_own_language() -> None:
    two = program("en-US", "es-US", es_US=catalogue("es-US", *SPANISH[2:]))
    main = two.translated["es-US"]["main"]
    assert isinstance(main, Asking)
    assert [(one.language, words((one,))) for one in main.prompt[:3]] == [
        ("en-US", "What would you like?"),
        ("en-US", "To pay your bill, press one."),
        (None, "Para salir, oprima dos."),
    ]


def test_a_translation_for_one_node_wins_there_and_nowhere_else() -> None:
    own = catalogue("es-US", ("Goodbye.", "Adiós.")) + 'msgctxt "goodbye"\nmsgid "Goodbye."\nmsgstr "Hasta luego."\n'
    nodes = (
        GREETING.replace("next: main", "next: leave")
        + "  leave:\n    say: Goodbye.\n    next: goodbye\n  goodbye:\n    hangup: Goodbye.\n"
    )
    spanish = program("en-US", "es-US", nodes=nodes, es_US=own).translated["es-US"]
    assert [words(prompts(spanish[at])[0]) for at in ("leave", "goodbye")] == ["Adiós.", "Hasta luego."]


def test_two_sentences_before_a_key_keep_the_blank_between_them() -> None:
    nodes = (
        "  greeting:\n    menu: {options: {1: {say: It is late. To leave, go: goodbye}}, exhausted: representative}\n"
    )
    asking = program("en-US", nodes=nodes + "  goodbye:\n    hangup: Goodbye.\n").dialogs["greeting"]
    assert isinstance(asking, Asking)
    assert words(asking.prompt).startswith("It is late. To leave, press one.")


def test_the_digest_changes_when_a_translation_does() -> None:
    def digest(**files: str) -> str:
        line = read({"en-US": VOICES["en-US"], "es-US": VOICES["es-US"]}, **files).line
        assert line is not None
        return line.digest

    spanish = catalogue("es-US", *SPANISH)
    assert len({digest(), digest(es_US=spanish), digest(es_US=spanish.replace("Adiós", "Adios"))}) == 3
    assert digest(es_US=spanish) == digest(es_US=spanish)


def skeleton(dialog: Dialog) -> tuple[object, ...]:
    """A dialog without its words."""
    match dialog:
        case Asking():
            return (
                replace(dialog, prompt=(), noinput=(), nomatch=(), card=()),
                len(dialog.noinput),
                len(dialog.nomatch),
            )
        case Fetching():
            return (replace(dialog, comfort=()),)
        case Paying():
            return (replace(dialog, prompts=()), [(one.step, one.attempts, one.errors) for one in dialog.prompts])
        case Passing() | Connecting() | Ending():
            return (replace(dialog, prompt=()),)
        case _:
            return (dialog,)


@settings(max_examples=30, deadline=None)
@given(
    st.permutations(list(VOICES)),
    st.integers(1, 3),
    st.sets(st.sampled_from(SPANISH)),
    st.sampled_from(["greeting", "main", "number", "open"]),
)
def test_the_tables_of_all_languages_differ_in_words_only(
    tags: list[str], count: int, translated: set[tuple[str, str]], start: str
) -> None:
    """The same dialogs, exits, grammars and timings, whatever is translated: a change of language loses nothing."""
    full = {tag.replace("-", "_"): catalogue(tag, *sorted(translated)) for tag in tags[1:count]}
    line = program(*tags[:count], start=start, **full)
    assert len(line.translated) == count - 1
    for table in line.translated.values():
        assert table.keys() == line.dialogs.keys()
        for at, dialog in table.items():
            assert skeleton(dialog) == skeleton(line.dialogs[at])
            assert exits(dialog) == exits(line.dialogs[at])
