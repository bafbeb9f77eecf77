"""A line that shares its company and its people with another one: which file is read, and which never is."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_line import TEXTS

from ivr.line.loading import Loaded, files_of_folder, files_of_text, load
from ivr.line.overlay import is_folder_nearby

COMPANY, PEOPLE = "company.yaml", "representatives.yaml"
SHARED = {COMPANY, PEOPLE}


@pytest.fixture(autouse=True)
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny line in a folder `tiny`; the folder that others stand in too."""
    monkeypatch.chdir(tmp_path)
    put("tiny", TEXTS)
    return tmp_path


def put(folder: str, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def sharing(folder: str, shares: str, without: frozenset[str] = frozenset(SHARED), **own: str) -> Loaded:
    """The tiny line in another folder, without files that it shares."""
    texts = {name: text for name, text in TEXTS.items() if name not in without}
    put(folder, {**texts, "line.yaml": f"shares: {shares}\n" + TEXTS["line.yaml"], **own})
    return load(files_of_folder(folder))


def test_company_and_people_come_from_the_other_line() -> None:
    mine, theirs = sharing("other", "../tiny"), load(files_of_folder("tiny"))
    assert [str(one) for one in mine.findings] == []
    assert mine.line is not None
    assert theirs.line is not None
    assert mine.line.company == theirs.line.company
    assert mine.line.representatives == theirs.line.representatives


def test_a_file_of_its_own_takes_the_place_of_the_shared_one() -> None:
    own = TEXTS[COMPANY].replace("name: ", "name: Other ", 1)
    loaded = sharing("other", "../tiny", frozenset({PEOPLE, COMPANY}), **{COMPANY: own})
    assert loaded.line is not None
    assert loaded.line.company.name.startswith("Other ")


def test_what_is_kept_of_the_line_is_whole_and_under_its_own_names() -> None:
    """A call in flight finishes on the people it began with, and a copy of the line needs no other one beside it."""
    loaded = sharing("other", "../tiny")
    assert loaded.sources.keys() >= SHARED
    assert not [name for name in loaded.sources if ".." in name or name.startswith("/")]
    again = load(files_of_text(loaded.sources), demonstration=False)
    assert again.line is not None
    assert loaded.line is not None
    assert again.line.digest == loaded.line.digest
    assert again.line.representatives == loaded.line.representatives


def test_a_change_of_the_shared_people_is_another_version_of_the_line(beside: Path) -> None:
    before = sharing("other", "../tiny")
    people = beside / "tiny" / PEOPLE
    people.write_text(people.read_text() + "\n# Changed.\n")
    after = load(files_of_folder("other"))
    assert before.line is not None
    assert after.line is not None
    assert before.line.digest != after.line.digest


def test_nothing_else_is_read_from_there() -> None:
    """A part that is missing is missing, though the other line has one of that name."""
    put("tiny", {"more.yaml": "nodes:\n  more:\n    hangup: Goodbye.\n"})
    loaded = sharing("other", "../tiny\nparts: [more.yaml]")
    assert [(one.name, one.place.file) for one in loaded.findings] == [("missing-file", "other/more.yaml")]


def test_a_line_that_is_like_one_that_shares_has_what_that_one_has() -> None:
    sharing("other", "../tiny")
    put("third", {"line.yaml": "like: ../other\n"})
    loaded = load(files_of_folder("third"))
    assert [str(one) for one in loaded.findings] == []
    assert loaded.line is not None


def test_what_is_shared_may_be_one_that_is_like_another() -> None:
    put("twin", {"line.yaml": "like: ../tiny\n"})
    loaded = sharing("other", "../twin")
    assert [str(one) for one in loaded.findings] == []
    assert loaded.line is not None


def test_two_that_share_with_one_another_have_nothing() -> None:
    sharing("one", "../two")
    loaded = sharing("two", "../one")
    assert {(one.name, one.place.file) for one in loaded.findings} == {
        ("missing-file", f"one/{COMPANY}"),
        ("missing-file", f"one/{PEOPLE}"),
    }


def test_a_folder_without_the_file_is_told_where_it_was_looked_for() -> None:
    loaded = sharing("other", "../nowhere")
    assert {one.place.file for one in loaded.findings} == {
        f"other/../nowhere/{COMPANY}",
        f"other/../nowhere/{PEOPLE}",
    }


@pytest.mark.parametrize("shares", ["/etc", "..", "../..", "a/../b", "./tiny", "../tiny/", '"..\\\\tiny"', "../tiny/."])
def test_what_is_not_the_way_to_a_folder_is_told_and_not_followed(shares: str) -> None:
    loaded = sharing("other", shares)
    told = [(one.code, one.place.file, one.place.line) for one in loaded.findings if one.name != "missing-file"]
    assert told == [("IVR053", "other/line.yaml", 1)]
    assert {one.place.file for one in loaded.findings if one.name == "missing-file"} <= {
        f"other/{COMPANY}",
        f"other/{PEOPLE}",
    }


@pytest.mark.parametrize("way", ["../pay-my-bill", "../../pay-my-bill", "pay-my-bill", "../menus/pay-my-bill"])
def test_a_way_goes_up_and_then_down(way: str) -> None:
    assert is_folder_nearby(way)


@given(st.text(alphabet="./ab\\", max_size=12))
def test_no_way_goes_up_again_or_begins_at_the_root(text: str) -> None:
    if is_folder_nearby(text):
        assert not text.startswith("/")
        assert "\\" not in text
        assert ".." not in text.lstrip("./").split("/")
