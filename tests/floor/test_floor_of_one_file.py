"""Everything an installation keeps stands in one file, and other processes keep theirs there too: none may lose its locks."""

import sqlite3
import subprocess
import sys
from pathlib import Path

from floor_telephones import desk_of, unplugged

_STRANGER = "import sqlite3, sys; one = sqlite3.connect(sys.argv[1]); one.execute('SELECT * FROM floor'); one.close()"


def test_a_process_that_comes_and_goes_takes_no_log_from_under_another(tmp_path: Path) -> None:
    """SQLite throws the log away when the last process with a lock goes. Whatever of ours opens and closes the file besides
    SQLite would end our own locks, and what we write then would be written into a file that is gone."""
    path = tmp_path / "calls.db"
    log = tmp_path / "calls.db-wal"
    with desk_of(database=path, kept_accounts=True, client=unplugged()) as desk:
        desk.caller()
        before = log.stat().st_ino
        subprocess.run([sys.executable, "-c", _STRANGER, str(path)], check=True)
        assert log.stat().st_ino == before
        one = desk.caller(1)
        with sqlite3.connect(path) as stranger:
            found = stranger.execute("SELECT count(*) FROM replies WHERE call = ?", (one.sid,)).fetchone()
        stranger.close()
        assert found == (2,)
