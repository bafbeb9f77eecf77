"""`ivr serve`: a line on a production server.

Everything that can be wrong is looked for before the first worker starts; a worker reads the environment by itself.
"""

import os
import socket
from collections.abc import Iterable, Iterator, Mapping

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from ivr.bootstrap import MEMORY, REPRESENTATIVES, Installation, Settings, install, settings_from
from ivr.checking.check import check
from ivr.cli.check import counted
from ivr.cli.lines import load_folder
from ivr.cli.trouble import CannotRunError, told_plainly
from ivr.diagnostics import Severity
from ivr.line.loading import DEFAULT_LINE, Loaded

FINISH_SECONDS = 20
"""How long a worker may take to finish its requests after SIGTERM; the carrier itself waits 15 seconds for a reply."""
DEFAULT_THREADS = 8
ANYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - compared with, never listened on by itself


@click.command
@click.argument("line", envvar="IVR_LINE", default=DEFAULT_LINE)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@click.option(
    "--threads",
    default=DEFAULT_THREADS,
    show_default=True,
    type=click.IntRange(1, 256),
    help="Threads of each process.",
)
def serve(line: str, host: str, port: int, workers: int, threads: int) -> None:
    """Serve a line to a carrier.

    LINE is the folder with the line.yaml. Settings come from the environment, and are listed in deploy/env.example.
    """
    with told_plainly():
        settings = _settings(os.environ, line, host, port)
        streams = _streams(os.environ, settings, threads)
        loaded = _checked(line)
        if settings.representative_line:
            _checked(settings.representative_line)
        if settings.database_url == MEMORY and workers > 1:
            raise CannotRunError("calls kept in memory are one process's own; with more --workers, use a database")
        _require_free(host, port)
        with install(settings, loaded) as installation:  # the keys are made before workers race for them
            rows = [*_addresses(settings), *_desk(settings, installation)]
    os.environ.update(IVR_LINE=line, IVR_PUBLIC_URL=settings.public_url, IVR_DESK_STREAMS=str(streams))
    _announce(f"Serving {line} on http://{_bracketed(host)}:{port}; Ctrl-C stops it.", rows)
    _run(host, port, workers, threads)
    print("Stopped.", flush=True)


def _run(host: str, port: int, workers: int, threads: int) -> None:
    """Until SIGTERM or SIGINT. Exits with 1 when the workers cannot be kept alive."""
    server = Granian(
        "ivr.cli.worker:make_app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=workers,
        blocking_threads=threads,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=FINISH_SECONDS,
        log_level=LogLevels.error,
    )
    server.serve()


def _settings(environment: Mapping[str, str], line: str, host: str, port: int) -> Settings:
    """Raises SettingsError."""
    reachable = "127.0.0.1" if host in ANYWHERE else _bracketed(host)
    local = f"http://{reachable}:{port}"
    settings = settings_from({"IVR_PUBLIC_URL": local, **environment, "IVR_LINE": line})
    if not environment.get("IVR_PUBLIC_URL"):
        settings = settings_from({**environment, "IVR_PUBLIC_URL": local, "IVR_LINE": line})
        print(f"IVR_PUBLIC_URL is not set: signatures are checked as if the carrier called {local}")
    return settings


def _checked(line: str) -> Loaded:
    """Tells every finding. Raises CannotRunError when one of them is an error."""
    loaded = load_folder(line)
    found = check(loaded)
    for one in found:
        click.echo(str(one), err=True)
    if any(one.severity is Severity.ERROR for one in found):
        raise CannotRunError(f"{line} has {counted(found)}, so it is not served")
    return loaded


def _require_free(host: str, port: int) -> None:
    """Raises CannotRunError. The server itself would share the port with another one of its kind."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise CannotRunError(f"{host}:{port} cannot be listened on: {error.strerror}") from None


def _streams(environment: Mapping[str, str], settings: Settings, threads: int) -> int:
    """How many pages of the desk a worker keeps open. Each holds a thread, and half of those that nobody asked for are left
    to calls. Raises CannotRunError where none would be left."""
    if not environment.get("IVR_DESK_STREAMS"):
        return min(settings.streams, threads // 2)
    if settings.streams >= threads:
        raise CannotRunError(
            f"IVR_DESK_STREAMS is {settings.streams}, and each page of the desk that stays open holds one of {threads} threads, "
            "so no call would be answered; set it lower, or --threads higher"
        )
    return settings.streams


def _addresses(settings: Settings) -> Iterator[tuple[str, str]]:
    """Where a carrier finds the line."""
    url = settings.public_url
    yield "voice URL", f"{url}/voice"
    yield "fallback URL", f"{url}/fallback"
    yield "status URL", f"{url}/status"
    if settings.representative_line:
        yield "own line", f"{url}{REPRESENTATIVES}/voice, of the representatives ({settings.representative_line})"


def _desk(settings: Settings, installation: Installation) -> Iterator[tuple[str, str]]:
    """Where people find the desk."""
    somebody = installation.floor.store.users.all()
    yield "desk", f"{settings.public_url}/desk" + ("" if somebody else " (nobody may sign in yet: ivr desk add-user)")


def _announce(serving: str, rows: Iterable[tuple[str, str]]) -> None:
    """Flushed, since the workers would inherit what is not."""
    print("\n".join([serving, *(f"  {title:<14}{text}" for title, text in rows)]), flush=True)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
