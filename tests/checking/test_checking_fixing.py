"""Fixes: each on trial, kept when its finding is gone and nothing has come for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.checking.check import check
from ivr.checking.examples import TODAY, line_of
from ivr.checking.fixing import Mended, applied, mend
from ivr.diagnostics import Diagnostic, Edit, Fix
from ivr.line.loading import files_of_text, load
from ivr.reading.compose import compose
from ivr.reading.mending import in_quotes
from ivr.reading.tree import Table, plain
from ivr.source import Place, Source

EXAMPLE = "example.yaml"
MENU = """\
nodes:
  greeting:
    menu:  # the first one
      options:
        1:
          say: To end the call  # as everybody wants
          go: goodbye
      exhausted: representative
  goodbye:
    hangup: Goodbye.
"""


def mended(nodes: str, call: str = "") -> Mended:
    texts = {**line_of(nodes, "greeting"), **({"hello.call.yaml": call} if call else {})}

    def recheck(instead: dict[str, str]) -> list[Diagnostic]:
        files = {**texts, **instead}
        calls = [Source(name, files[name]) for name in files if name.endswith(".call.yaml")]
        return check(load(files_of_text(files)), TODAY, calls)

    return mend(texts, recheck({}), recheck)


def errors(done: Mended) -> list[str]:
    return [str(one) for one in done.findings if one.severity == "error"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (MENU.replace("To end the call  #", "Please press # or #"), "IVR063"),
        (MENU.replace("hangup: Goodbye.", "hangup: {company.name} thanks you."), "IVR060"),
        (MENU.replace("hangup: Goodbye.", "hangup: {{company.name}}"), "IVR060"),
        (MENU.replace("hangup: Goodbye.", "hangup: [Good] bye"), "IVR060"),
        (MENU.replace("hangup: Goodbye.", "hangup: Please note: goodbye."), "IVR065"),
        (MENU.replace("hangup: Goodbye.", 'hangup: Please note: "it\'s" goodbye.  # really'), "IVR065"),
        (MENU.replace("hangup: Goodbye.", "hangup: @home is our newsletter."), "IVR066"),
        (MENU.replace("hangup: Goodbye.", "hangup: * goodbye"), "IVR062"),
        (MENU.replace("say: To end", "say:To end"), "IVR064"),
        (MENU.replace("hangup: Goodbye.", "hangpu: Goodbye."), "IVR037"),
        (MENU.replace("exhausted:", "exhuasted:"), "IVR050"),
        (MENU.replace("go: goodbye", "go: goodby"), "IVR101"),
        (MENU.replace("      exhausted: representative\n", ""), "IVR103"),
        (MENU.replace("menu:  # the first one", "menu:  # ivr: allow dangling-target: it is right"), "IVR115"),
        (MENU.replace("  goodbye:\n", "  # ivr: allow dangling-target: it is right\n  goodbye:\n"), "IVR115"),
        (MENU + "  # ivr: allow dangling-target: it is right", "IVR115"),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_each_kind_of_fix_does_away_with_its_finding_and_keeps_all_else(wrong: str, code: str, ending: str) -> None:
    done = mended(wrong.replace("\n", ending))
    assert [one.code for one in done.fixed] == [code]
    assert errors(done) == []
    assert code not in {one.code for one in done.findings}
    assert set(done.texts) == {EXAMPLE}
    text = done.texts[EXAMPLE]
    assert text.count("\n") == text.count(ending)
    kept = [row for row in wrong.split("\n") if "# " in row and row in MENU]
    assert all(row in text for row in kept)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("press: *9", 'press: "*9"'),
        ("press: *", 'press: "*"'),
        ("haer: Thanks", "hear: Thanks"),
    ],
)
def test_calls_are_mended_as_well(wrong: str, right: str) -> None:
    call = f"call: Somebody calls\nsteps:\n  - {wrong}\n"
    done = mended(MENU, call)
    assert done.texts == {"hello.call.yaml": call.replace(wrong, right)}


def test_a_key_that_was_a_comment_is_a_key_again() -> None:
    waiting = "{to: billing, whisper: A caller., bridged: goodbye, noanswer: goodbye, busy: goodbye, failed: goodbye}"
    nodes = f"nodes:\n  greeting:\n    transfer: {waiting}\n  goodbye:\n    hangup: Goodbye.\n    #: more\n"
    done = mended(nodes)
    assert done.texts == {}
    assert [one.code for one in done.taken_back] == ["IVR067"]


def test_several_files_and_mistakes_that_hid_one_another_are_mended_in_one_go() -> None:
    wrong = MENU.replace("hangup: Goodbye.", "hangup: Please note: goodbye.").replace("say: To", "say: Now: to")
    done = mended(wrong.replace("go: goodbye", "go: goodby"), "call: Somebody\nsteps:\n  - press: *\n")
    assert [one.code for one in done.fixed] == ["IVR065", "IVR062", "IVR065", "IVR101"]
    assert errors(done) == []
    assert set(done.texts) == {EXAMPLE, "hello.call.yaml"}


def test_a_node_whose_own_name_is_misspelt_is_the_authors_to_mend() -> None:
    wrong = MENU.replace("  goodbye:\n", "  goodby:\n").replace("exhausted: representative", "exhausted: goodbye")
    done = mended(wrong)
    assert [one.code for one in done.findings if one.fix is None] == ["IVR101", "IVR101"]
    assert done.texts == {}


def test_the_written_exhausted_leads_where_0_does() -> None:
    done = mended(MENU.replace("      exhausted: representative\n", ""))
    assert "    menu:  # the first one\n      exhausted: representative\n      options:\n" in done.texts[EXAMPLE]
    flow = (
        "nodes:\n  greeting:\n    menu: {options: {1: {say: To go, go: goodbye}}}\n  goodbye:\n    hangup: Goodbye.\n"
    )
    assert "menu: {exhausted: representative, options:" in mended(flow).texts[EXAMPLE]


@pytest.mark.parametrize(
    "wrong",
    [
        MENU.replace("hangup: Goodbye.", "hangup: Please note: goodbye\n      and thank you."),
        MENU.replace("hangup: Goodbye.", "hangup: - goodbye"),
        MENU.replace("go: goodbye", "go: goodnight"),
        MENU.replace("hangup: Goodbye.", "hangup: *goodbye"),
        MENU.replace("hangup: Goodbye.", 'hangup: "Goodbye'),
        MENU.replace("hangup: Goodbye.", "hangup: Good bye # now"),
    ],
    ids=["two rows", "a dash", "another word", "a reference", "an open quote", "two readings"],
)
def test_what_may_mean_two_things_is_left_to_its_author(wrong: str) -> None:
    done = mended(wrong)
    assert (done.texts, done.fixed) == ({}, ())
    assert done.findings


def place(line: int, column: int) -> Place:
    return Place("a", line, column)


def finding(code: str, at: Place, text: str, start: Place | None = None, end: Place | None = None) -> Diagnostic:
    fix = Fix("Change it", (Edit(start or at, end or at, text),))
    return Diagnostic(code, "some-rule", at, "It is wrong.", fix=fix)


def test_a_fix_that_brings_another_finding_is_taken_back_and_the_others_stay() -> None:
    texts = {"a": "one\ntwo\nthree\n"}
    good, bad = finding("IVR101", place(1, 1), "1 "), finding("IVR102", place(3, 1), "3 ")

    def recheck(now: dict[str, str]) -> list[Diagnostic]:
        left = [] if now["a"].startswith("1") else [good]
        return [*left, Diagnostic("IVR103", "worse", place(3, 1), "Worse.") if "3 " in now["a"] else bad]

    done = mend(texts, recheck(texts), recheck)
    assert done.texts == {"a": "1 one\ntwo\nthree\n"}
    assert (done.fixed, done.taken_back, done.findings) == ((good,), (bad,), (bad,))


def test_a_fix_that_changes_nothing_for_the_better_is_taken_back() -> None:
    same = finding("IVR101", place(2, 1), "2 ")
    done = mend({"a": "one\ntwo\n"}, [same], lambda _: [same])
    assert (done.texts, done.fixed, done.taken_back) == ({}, (), (same,))


def test_a_finding_below_rows_that_came_or_went_is_the_same_finding() -> None:
    texts = {"a": "one\ntwo\nthree\n"}
    grows = finding("IVR101", place(1, 1), "zero\n", place(1, 1))
    below = Diagnostic("IVR102", "other", place(3, 2), "Below.")

    def recheck(now: dict[str, str]) -> list[Diagnostic]:
        moved = Diagnostic("IVR102", "other", place(4, 2), "Below.")
        return [moved] if "zero" in now["a"] else [grows, below]

    done = mend(texts, recheck(texts), recheck)
    assert done.texts == {"a": "zero\none\ntwo\nthree\n"}
    assert done.taken_back == ()


def test_fixes_on_one_row_are_made_one_after_the_other() -> None:
    rounds: list[str] = []

    def recheck(now: dict[str, str]) -> list[Diagnostic]:
        rounds.append(now["a"])
        places = {"IVR101": 1, "IVR102": 3}
        return [
            finding(code, place(1, column), "y", None, place(1, column + 1))
            for code, column in places.items()
            if now["a"][column - 1] == "x"
        ]

    texts = {"a": "x x\n"}
    done = mend(texts, recheck(texts), recheck)
    assert done.texts["a"] == "y y\n"
    assert rounds == ["x x\n", "y x\n", "y y\n"]


def test_texts_of_others_are_not_touched() -> None:
    elsewhere = Diagnostic(
        "IVR101", "rule", Place("b", 1, 1), "Wrong.", fix=Fix("x", (Edit(Place("b", 1, 1), Place("b", 1, 2), ""),))
    )
    assert mend({"a": "text"}, [elsewhere], lambda _: []).texts == {}


@given(st.text("ab\n\r\t é#", max_size=40), st.data())
def test_an_edit_changes_what_stands_between_its_places_and_nothing_else(text: str, data: st.DataObject) -> None:
    text = text.replace("\r", "")
    starts = [0, *(at + 1 for at, one in enumerate(text) if one == "\n")]
    first = data.draw(st.integers(0, len(text)))
    last = data.draw(st.integers(first, len(text)))

    def at(index: int) -> Place:
        line = max(number for number, start in enumerate(starts) if start <= index)
        return place(line + 1, index - starts[line] + 1)

    edit = Edit(at(first), at(last), "[new\nrow]")
    assert applied(text, [edit], "a") == text[:first] + "[new\nrow]" + text[last:]
    windows = text.replace("\n", "\r\n")
    if "\n" in text:
        assert applied(windows, [edit], "a") == applied(text, [edit], "a").replace("\n", "\r\n")


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=300)
    .map(str.strip)
    .filter(bool)
)
def test_words_in_quotes_are_read_back_as_they_were(words: str) -> None:
    tree = compose(Source("a.yaml", f"say: {in_quotes(words)}\n")).tree
    assert isinstance(tree, Table)
    assert plain(tree) == {"say": words}
