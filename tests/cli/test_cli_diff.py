"""`ivr diff`: folders, revisions, the exit code, and what could not be compared."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from needs import require

Run = Callable[..., Result]


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True, capture_output=True)


def commit(message: str) -> None:
    git("add", "-A")
    git("-c", "user.name=Ann", "-c", "user.email=ann@example.com", "commit", "-q", "-m", message)


@pytest.fixture
def kept(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny line in a repository, as it was first."""
    require("git", package="git")
    for name in [one for one in os.environ if one.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    git("init", "-q", "-b", "main")
    commit("first")
    return tiny


def edit(folder: Path, before: str, after: str) -> None:
    file = folder / "line.yaml"
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after, 1))


def reword(folder: Path) -> None:
    text = (folder / "line.yaml").read_text()
    words = next(row for row in text.split("\n") if "say: " in row)
    edit(folder, words, f"{words} Today")


def test_a_line_that_was_not_changed_is_0(kept: Path, ivr: Run) -> None:
    done = ivr("diff", str(kept))
    assert (done.exit_code, done.output) == (0, "Callers will notice nothing.\n")


def test_a_folder_alone_is_compared_with_its_last_revision(kept: Path, ivr: Run) -> None:
    reword(kept)
    done = ivr("diff", "tiny")
    assert done.exit_code == 1
    assert "{+Today" in done.output
    assert ivr("diff", "--line", "tiny").output == done.output
    assert ivr("diff", "HEAD:tiny").output == done.output
    assert ivr("diff", "main", "--line", "tiny").output == done.output


def test_two_revisions_are_compared_whatever_is_in_the_working_tree(kept: Path, ivr: Run) -> None:
    reword(kept)
    commit("second")
    shutil.rmtree(kept)
    done = ivr("diff", "HEAD~1:tiny", "HEAD:tiny")
    assert done.exit_code == 1
    assert "{+Today" in done.output
    assert ivr("diff", "HEAD:tiny", "HEAD:tiny").exit_code == 0


def test_two_folders_need_no_git(tiny: Path, ivr: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(tiny, tiny.parent / "other")
    reword(tiny)
    monkeypatch.setenv("PATH", "")
    assert ivr("diff", "other", "tiny").exit_code == 1
    assert ivr("diff", "tiny", "tiny").exit_code == 0


def test_a_branch_with_a_slash_is_a_revision(kept: Path, ivr: Run) -> None:
    git("branch", "menus/shorter")
    assert ivr("diff", "menus/shorter", "--line", "tiny").exit_code == 0


def test_a_folder_of_a_repository_elsewhere_is_compared_with_its_own_past(
    kept: Path, ivr: Run, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    reword(kept)
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert ivr("diff", str(kept)).exit_code == 1


def test_a_line_that_is_like_another_one_is_compared_with_what_that_was(kept: Path, ivr: Run) -> None:
    like = kept.parent / "like"
    like.mkdir()
    (like / "line.yaml").write_text("like: ../tiny\n")
    commit("a line like it")
    assert ivr("diff", "like").exit_code == 0
    reword(kept)
    assert ivr("diff", "like").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nonsense", "--line", "tiny"), "git knows no revision nonsense in"),
        (("--", "--output=x:tiny"), "git knows no revision --output=x in"),
        (("HEAD:nowhere",), "there was no folder nowhere at HEAD"),
        (("HEAD:tiny", "nowhere:tiny"), "git knows no revision nowhere"),
        ((":tiny",), "names no revision; write one such as HEAD:tiny"),
        (("HEAD:empty",), "there was no line.yaml in empty at HEAD"),
    ],
)
def test_what_is_not_there_is_told_in_a_sentence(kept: Path, ivr: Run, arguments: tuple[str, ...], told: str) -> None:
    (kept.parent / "empty").mkdir()
    (kept.parent / "empty" / "company.yaml").write_text("name: Nobody\n")
    commit("a folder without a line")
    done = ivr("diff", *arguments)
    assert done.exit_code == 2
    assert told in done.stderr
    assert not (kept.parent / "x").exists()


def test_a_line_with_mistakes_is_told_with_the_revision_it_has_them_in(kept: Path, ivr: Run) -> None:
    edit(kept, "menu:", "menue:")
    commit("broken")
    edit(kept, "menue:", "menu:")
    done = ivr("diff", "tiny")
    assert done.exit_code == 2
    assert "OLD, HEAD:tiny, has mistakes" in done.stderr
    assert "HEAD:tiny/line.yaml:" in done.stderr
    done = ivr("diff", "HEAD~1:tiny", "HEAD:tiny")
    assert "NEW, HEAD:tiny, has mistakes" in done.stderr


def test_without_a_repository_two_folders_are_asked_for(tiny: Path, ivr: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    require("git", package="git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tiny.parents[1]))
    done = ivr("diff", "tiny")
    assert done.exit_code == 2
    assert "is in no git repository" in done.stderr


def test_without_a_repository_a_word_that_is_no_folder_is_told_as_one(
    tiny: Path, ivr: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    require("git", package="git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tiny.parents[1]))
    done = ivr("diff", "tinny", "tiny")
    assert (done.exit_code, "there is no folder tinny" in done.stderr) == (2, True)


def test_without_git_two_folders_are_asked_for(tiny: Path, ivr: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tiny))
    done = ivr("diff", "tiny")
    assert done.exit_code == 2
    assert "git is not installed" in done.stderr


def test_every_format_is_written_and_the_count_is_printed(kept: Path, ivr: Run) -> None:
    reword(kept)
    for form, begins in (("markdown", "### What callers"), ("html", "<!doctype html>"), ("json", "{"), ("text", "")):
        done = ivr("diff", "tiny", "--format", form, "--output", f"out.{form}")
        assert done.exit_code == 1
        assert done.output.startswith("Callers will notice ")
        assert Path(f"out.{form}").read_text().startswith(begins)
    assert json.loads(Path("out.json").read_text())["different"] is True


def test_ways_can_be_measured_over_all_calls(kept: Path, ivr: Run) -> None:
    reword(kept)
    assert ivr("diff", "tiny", "--paths").exit_code == 1
    edit(kept, " Today", "")
    assert ivr("diff", "tiny", "--paths").exit_code == 0
