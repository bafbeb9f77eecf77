"""Why a server of ours cannot listen where it was told to, in a sentence for people."""

import errno


class CannotListenError(Exception):
    """The message says what to do."""


def cannot_listen(host: str, port: int, error: OSError) -> CannotListenError:
    match error.errno:
        case errno.EADDRINUSE:
            what = f"Port {port} of {host} is in use, perhaps by another ivr phone: choose another with --port, or --port 0 for any free one."
        case errno.EACCES:
            what = f"Port {port} of {host} may not be opened by this user: choose one above 1023 with --port."
        case _:
            what = f"This machine cannot listen at {host}, port {port} ({error.strerror or type(error).__name__})."
    return CannotListenError(what)
