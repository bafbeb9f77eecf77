import os
from pathlib import Path

import pytest

from ivr.diagnostics import Diagnostic
from ivr.reading import files
from ivr.reading.compose import read_source
from ivr.source import Place, Source


def refused(path: Path) -> Diagnostic:
    found = read_source(path, "a.yaml")
    assert isinstance(found, Diagnostic)
    return found


def test_a_file_is_read_under_the_name_messages_give_it(tmp_path: Path) -> None:
    path = tmp_path / "line.yaml"
    path.write_bytes("say: Grüße\r\n".encode())
    assert read_source(path, "line.yaml") == Source("line.yaml", "say: Grüße\r\n")
    assert read_source(path) == Source(str(path), "say: Grüße\r\n")
    assert read_source(str(path)) == read_source(path)


def test_a_byte_order_mark_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "line.yaml"
    path.write_bytes(b"\xef\xbb\xbfsay: x")
    assert read_source(path, "a") == Source("a", "say: x")


def test_a_missing_file_a_folder_and_a_file_in_a_file_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert refused(tmp_path / "none.yaml").name == "missing-file"
    assert refused(tmp_path / "file" / "none.yaml").name == "missing-file"
    assert refused(tmp_path).name == "folder-for-file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_nobody_waits_for_what_is_written_into_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "line.yaml")
    assert refused(tmp_path / "line.yaml").name == "closed-file"


def test_a_name_no_file_can_have_is_a_finding(tmp_path: Path) -> None:
    assert refused(Path("a\0b")).name == "closed-file"
    assert refused(tmp_path / ("x" * 5000)).name == "closed-file"


def test_a_file_of_somebody_else_is_a_finding() -> None:
    """The tests may run as a user who may read everything, so the error is given and not provoked."""
    found = files._refused("a.yaml", PermissionError(13, "Permission denied", "/secret/place"))
    assert (found.code, found.name) == ("IVR003", "closed-file")
    assert "/secret" not in str(found)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_bytes_that_are_not_utf8_are_found_where_they_stand(tmp_path: Path, mark: bytes) -> None:
    path = tmp_path / "line.yaml"
    path.write_bytes(mark + "a: b\r\nsay: Grüß".encode() + b" \xe9t\xe9\n")
    found = refused(path)
    assert (found.code, found.place) == ("IVR004", Place("a.yaml", 2, 11))


def test_a_file_over_four_megabytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "line.yaml"
    path.write_bytes(b"#" * (files.LARGEST + 1))
    assert refused(path).name == "huge-file"
    path.write_bytes(b"#" * files.LARGEST)
    assert isinstance(read_source(path), Source)
