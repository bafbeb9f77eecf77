"""`ivr` without the second it takes to import everything: a process that has done so forks for each command.

A page of the documentation runs a dozen commands, and a suite with twenty pages would spend its time on imports. The fork
has the command's own folder, environment and files, and ends as the program does. What starts processes of its own or
listens on a port runs as the real program, and so does every command of README.md in a long run.
"""

import array
import contextlib
import json
import os
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CLIENT = """\
#!{python} -SE
import array, json, os, socket, sys
if sys.argv[1:2] in (["serve"], ["phone"]):
    os.execv({program!r}, [{program!r}, *sys.argv[1:]])
wire = socket.socket(socket.AF_UNIX)
wire.connect({address!r})
told = json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ)]).encode()
files = array.array("i", [0, 1, 2])
wire.sendmsg([len(told).to_bytes(4, "big")], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, files)])
wire.sendall(told)
ended = wire.recv(1)
sys.exit(ended[0] if ended else 70)
"""


@contextmanager
def warm_program(folder: Path, program: Path) -> Iterator[Path]:
    """A folder with an `ivr` in it, to be put before others in PATH."""
    address = str(folder / "wire")
    client = folder / "ivr"
    client.write_text(CLIENT.format(python=sys.executable, program=str(program), address=address))
    client.chmod(client.stat().st_mode | stat.S_IXUSR)
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(address)
    listening.listen()
    command = [sys.executable, __file__, str(listening.fileno())]
    with subprocess.Popen(command, pass_fds=[listening.fileno()], start_new_session=True) as keeper:
        listening.close()
        try:
            yield folder
        finally:
            keeper.kill()


def _keep(listening: socket.socket) -> None:
    """In a process of its own, for ever: one fork for each command."""
    _import_all()
    while True:
        wire, _ = listening.accept()
        if os.fork() == 0:
            listening.close()
            _serve(wire)
        wire.close()
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG) != (0, 0):
                pass


def _import_all() -> None:
    import ivr.bootstrap
    import ivr.checking.check
    import ivr.cli.main
    import ivr.rehearsal.trying

    for module in (Path(ivr.cli.main.__file__).parent).glob("*.py"):
        if module.stem not in ("worker", "serve", "__init__"):
            __import__(f"ivr.cli.{module.stem}")


def _serve(wire: socket.socket) -> None:
    """The command itself runs in a fork of this fork, which tells how that ended."""
    size, control, _, _ = wire.recvmsg(4, socket.CMSG_SPACE(3 * array.array("i").itemsize))
    files = array.array("i", control[0][2])
    told = b""
    while len(told) < int.from_bytes(size, "big"):
        told += wire.recv(1 << 16)
    arguments, folder, environment = json.loads(told)
    child = os.fork()
    if child == 0:
        wire.close()
        for place, file in enumerate(files):
            os.dup2(file, place)
        _run(arguments, folder, environment)
    _, status = os.waitpid(child, 0)
    wire.sendall(bytes([os.waitstatus_to_exitcode(status) & 0xFF]))
    os._exit(0)


def _run(arguments: list[str], folder: str, environment: dict[str, str]) -> None:
    from ivr.cli.main import main

    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["ivr", *arguments]
    sys.stdin, sys.stdout, sys.stderr = (open(place, mode) for place, mode in ((0, "r"), (1, "w"), (2, "w")))  # noqa: SIM115, PTH123 - descriptors, for the rest of the process
    ended = 0
    try:
        main(prog_name="ivr")
    except SystemExit as end:
        ended = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(ended)


if __name__ == "__main__":
    _keep(socket.socket(fileno=int(sys.argv[1])))
