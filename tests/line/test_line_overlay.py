"""A line that is like another one: which file is read, and what is told where it cannot be."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_line import TEXTS

from ivr.line.loading import Loaded, files_of_folder, load
from ivr.line.overlay import where_is
from ivr.source import Source

Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """Makes a folder of files; `like` writes a line.yaml."""
    monkeypatch.chdir(tmp_path)

    def make(name: str, texts: dict[str, str] | None = None, *, like: str | None = None) -> Path:
        for file, text in ((texts or {}) | ({} if like is None else {"line.yaml": f"like: {like}\n"})).items():
            path = Path(name) / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return Path(name)

    return make


def loaded(folder: Path) -> Loaded:
    return load(files_of_folder(str(folder)))


def told(folder: Path) -> tuple[str, str]:
    (one,) = loaded(folder).findings
    return f"{one.code} {one.place}", one.help


def test_a_line_is_like_another_but_for_the_files_beside_it(folder: Folder) -> None:
    folder("lines/tiny", dict(TEXTS))
    own = folder(
        "lines/more/huge", {"company.yaml": TEXTS["company.yaml"].replace("Example", "Huge")}, like="../../tiny"
    )
    huge, tiny = loaded(own).line, loaded(Path("lines/tiny")).line
    assert huge is not None
    assert tiny is not None
    assert (huge.company.name, tiny.company.name) == ("Huge", "Example")
    assert huge.nodes.keys() == tiny.nodes.keys()
    assert huge.digest != tiny.digest


def test_nothing_beside_it_is_the_very_same_line(folder: Folder) -> None:
    folder("tiny", dict(TEXTS))
    same, tiny = loaded(folder("same", like="../tiny")).line, loaded(Path("tiny")).line
    assert same is not None
    assert tiny is not None
    assert same.digest == tiny.digest
    assert (same.file, same.company, same.nodes) == (tiny.file, tiny.company, tiny.nodes)


def test_a_line_may_be_like_one_that_is_like_another(folder: Folder) -> None:
    folder("tiny", dict(TEXTS))
    folder("huge", {"company.yaml": TEXTS["company.yaml"].replace("Example", "Huge")}, like="../tiny")
    people = TEXTS["representatives.yaml"].replace("Rosa", "Mia")
    line = loaded(folder("third", {"representatives.yaml": people}, like="../huge")).line
    assert line is not None
    assert line.company.name == "Huge"
    assert [str(one.name) for one in line.representatives.representatives.values()] == ["Mia", "Ben"]


def test_files_deeper_down_take_the_place_of_theirs(folder: Folder) -> None:
    folder("tiny", {"line.yaml": "x", "languages/es-US.po": "old"})
    own = folder("own", {"languages/es-US.po": "new"}, like="../tiny")
    assert files_of_folder(str(own))("languages/es-US.po") == Source("own/languages/es-US.po", "new")


def test_messages_name_the_file_where_it_really_stands(folder: Folder) -> None:
    folder("tiny", TEXTS | {"company.yaml": "name: Example\npone: 1\n"})
    own = folder("own", {"representatives.yaml": "representatives: {}\n"}, like="../tiny")
    assert {one.place.file for one in loaded(own).findings} == {"own/representatives.yaml", "tiny/company.yaml"}
    Path("tiny/company.yaml").unlink()
    assert "tiny/company.yaml:1:1" in {str(one.place) for one in loaded(own).findings}


def test_where_a_file_is_found(folder: Folder) -> None:
    folder("tiny", dict(TEXTS))
    own = str(folder("own", {"company.yaml": ""}, like="../tiny"))
    assert where_is(own, "company.yaml") == Path("own/company.yaml")
    assert where_is(own, "representatives.yaml") == Path("tiny/representatives.yaml")
    assert where_is(own, "nowhere.yaml") == Path("own/nowhere.yaml")
    assert where_is("nowhere", "line.yaml") == Path("nowhere/line.yaml")


def test_a_line_like_nothing_is_told(folder: Folder) -> None:
    assert told(folder("own", like="../lost")) == (
        "IVR045 own/line.yaml:1:7",
        "Write the way from this folder to that of the other line, such as ../pay-my-bill.",
    )
    Path("own/empty").mkdir()
    assert told(folder("own", like="empty"))[0] == "IVR045 own/line.yaml:1:7"
    assert told(folder("own", like=""))[0].startswith("IVR045 own/line.yaml:1:")
    assert told(folder("own", like="[../a, ../b]"))[0] == "IVR045 own/line.yaml:1:7"


def test_lines_that_are_like_one_another_in_a_ring_are_told(folder: Folder) -> None:
    folder("a", like="../b")
    folder("b", like="../c")
    folder("c", like="../a")
    assert told(Path("a")) == ("IVR045 c/line.yaml:1:7", "Name the folder of a line that has nodes.")
    assert told(folder("self", like="."))[0] == "IVR045 self/line.yaml:1:7"


def test_like_beside_other_keys_is_told_at_the_other_key(folder: Folder) -> None:
    folder("tiny", dict(TEXTS))
    own = folder("own", {"line.yaml": "# mine\nlike: ../tiny\nstart: main\n"})
    place, remedy = told(own)
    assert place == "IVR046 own/line.yaml:3:1"
    assert remedy.startswith("Take it out")


def test_a_line_that_mentions_like_elsewhere_is_a_line_of_its_own(folder: Folder) -> None:
    text = TEXTS["line.yaml"].replace("say: Welcome.", "say: Whatever you\n      like: do it.")
    assert "IVR045" not in {one.code for one in loaded(folder("own", TEXTS | {"line.yaml": text})).findings}


def test_a_line_yaml_that_cannot_be_read_is_told_as_ever(folder: Folder) -> None:
    assert told(folder("own", {"line.yaml": "like: [\n"}))[0].startswith("IVR01")
    assert told(Path("lost"))[0] == "IVR001 lost/line.yaml:1:1"
