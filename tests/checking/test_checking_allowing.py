"""What authors allow is not told, unless they do not say why, say it of nothing, or of what cannot be allowed."""

import pytest

from ivr.checking.check import check
from ivr.checking.examples import TODAY, line_of
from ivr.diagnostics import Diagnostic
from ivr.line.loading import files_of_text, load
from ivr.source import Source

LONELY = """\
nodes:
  greeting:
    hangup: Thanks for calling.
{above}
  lonely:{behind}
    hangup: Nobody hears this.
"""
ALLOW = "# ivr: allow unreachable-node: it waits for next year"


def lonely(above: str = "", behind: str = "") -> list[str]:
    return found(LONELY.format(above=above, behind=behind and f"  {behind}"))


def found(nodes: str, others: dict[str, str] | None = None) -> list[str]:
    findings = check(load(files_of_text(line_of(nodes, "greeting", others))), TODAY)
    return [f"{one.place.line} {one.code}" for one in findings]


def test_without_a_comment_the_node_is_told_of() -> None:
    assert lonely() == ["5 IVR102"]


@pytest.mark.parametrize(
    "place", [{"behind": ALLOW}, {"above": f"  {ALLOW}"}, {"above": ALLOW}, {"above": f"  {ALLOW}\n  # More words."}]
)
def test_a_comment_on_the_line_or_alone_above_it_allows_the_finding(place: dict[str, str]) -> None:
    assert lonely(**place) == []


def test_a_comment_behind_a_value_speaks_of_no_other_line() -> None:
    nodes = LONELY.format(above="", behind="").replace("Thanks for calling.", f"Thanks.  {ALLOW}")
    assert found(nodes) == ["3 IVR115", "5 IVR102"]


def test_a_blank_line_ends_what_a_comment_speaks_of() -> None:
    assert lonely(above=f"  {ALLOW}\n") == ["4 IVR115", "6 IVR102"]


def test_without_a_reason_nothing_is_allowed() -> None:
    assert lonely(behind="# ivr: allow unreachable-node") == ["5 IVR102", "5 IVR113"]
    assert lonely(behind="# ivr: allow unreachable-node:") == ["5 IVR102", "5 IVR113"]
    assert lonely(behind="# ivr: allow unreachable-node it waits") == ["5 IVR102", "5 IVR113"]


@pytest.mark.parametrize("name", ["unreachable-nod", "IVR102", "unreachable-node, raw-figures", "", "unknown-key"])
def test_a_name_that_is_no_rule_is_told_of(name: str) -> None:
    assert lonely(behind=f"# ivr: allow {name}: it waits") == ["5 IVR102", "5 IVR114"]


def test_a_code_in_the_place_of_a_name_is_answered_with_the_name() -> None:
    nodes = LONELY.format(above="", behind="  # ivr: allow IVR102: it waits")
    findings = check(load(files_of_text(line_of(nodes, "greeting"))), TODAY)
    assert [one.help for one in findings if one.code == "IVR114"] == ["Did you mean unreachable-node?"]


def test_two_rules_on_one_line_are_two_comments() -> None:
    other = "# ivr: allow dangling-target: nobody gets there"
    assert lonely(above=f"  {ALLOW}\n  {other}") == ["5 IVR115"]


def test_words_of_a_text_that_look_like_a_comment_allow_nothing() -> None:
    assert lonely(behind="").count("5 IVR102") == 1
    nodes = LONELY.format(above="", behind="").replace("Nobody hears this.", f'"This {ALLOW}"')
    assert found(nodes) == ["5 IVR102"]
    nodes = LONELY.format(above="", behind="").replace("Thanks for calling.", f"|\n      Thanks.\n      {ALLOW}")
    assert "7 IVR102" in found(nodes)


def test_a_mistake_of_reading_cannot_be_allowed() -> None:
    nodes = "nodes:\n  greeting:\n    hangup: Goodbye.\n    outcom: x  # ivr: allow unknown-key: it is right\n"
    assert found(nodes) == ["4 IVR050", "4 IVR114"]


def test_while_a_text_has_mistakes_no_comment_is_called_unused() -> None:
    nodes = LONELY.format(above="", behind="").replace("Thanks for calling.", f"Thanks.  {ALLOW}\n    outcom: x")
    assert "3 IVR115" not in found(nodes)
    assert "4 IVR050" in found(nodes)


def test_without_a_day_no_comment_is_called_unused_because_not_every_rule_spoke() -> None:
    nodes = LONELY.format(above="", behind="").replace("Thanks for calling.", f"Thanks.  {ALLOW}")
    whole = load(files_of_text(line_of(nodes, "greeting")))
    assert [one.code for one in check(whole)] == ["IVR102"]


def test_one_space_before_such_a_comment_is_no_half_sentence() -> None:
    nodes = LONELY.format(above="", behind="").replace("Thanks for calling.", f"Thanks for calling. {ALLOW}")
    assert "IVR063" not in " ".join(found(nodes))


def test_company_and_representatives_and_call_files_may_hold_such_comments() -> None:
    wrong = "# ivr: allow nothing-known: because\n"
    files = line_of("nodes:\n  greeting:\n    hangup: Thanks for calling.\n", "greeting")
    files = {name: wrong + text if name != "line.yaml" else text for name, text in files.items()}
    call = Source("hello.call.yaml", f"{wrong}call: Somebody calls\nsteps:\n  - hear: Thanks\n")
    findings = check(load(files_of_text(files)), TODAY, [call])
    assert {one.place.file for one in findings} == {"company.yaml", "representatives.yaml", "example.yaml", call.name}
    assert {one.code for one in findings} == {"IVR114"}


HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: es-US\\n"\n\n'
FUZZY = 'msgid "Goodbye."\nmsgstr "Hola."\n\n'
WHISPER = 'msgid "A caller."\nmsgstr "Una llamada."\n'


def in_spanish(catalogue: str) -> list[Diagnostic]:
    files = line_of("nodes:\n  greeting:\n    hangup: Goodbye.\n", "greeting")
    files["line.yaml"] = files["line.yaml"].replace(
        "Polly.Joanna-Neural\n", "Polly.Joanna-Neural\n  es-US: Polly.Lupe-Neural\n"
    )
    return check(load(files_of_text({**files, "languages/es-US.po": HEADER + catalogue + WHISPER})), TODAY)


def test_in_a_catalogue_the_comment_of_a_translator_allows_what_is_found_in_its_entry() -> None:
    assert [one.code for one in in_spanish("#, fuzzy\n" + FUZZY)] == ["IVR076"]
    allowed = "# ivr: allow fuzzy-translation: Marta looks at it tomorrow\n#: example.yaml\n#, fuzzy\n"
    assert in_spanish(allowed + FUZZY) == []


def test_in_a_catalogue_a_comment_speaks_of_no_other_entry() -> None:
    unused = "# ivr: allow fuzzy-translation: Marta looks at it tomorrow\n"
    codes = [one.code for one in in_spanish("#, fuzzy\n" + FUZZY + unused)]
    assert codes == ["IVR076", "IVR115"]
