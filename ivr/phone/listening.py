"""Why this machine cannot listen where it was told to, in a sentence for people. Which option says where, the command adds."""

import errno


class CannotListenError(Exception):
    """The message says what to do."""


def cannot_listen(host: str, port: int, error: OSError, perhaps: str) -> CannotListenError:
    """`perhaps` is who may have that port already."""
    match error.errno:
        case errno.EADDRINUSE:
            what = (
                f"port {port} of {host} is in use, perhaps by {perhaps}: choose another one, or 0 for any that is free"
            )
        case errno.EACCES:
            what = f"port {port} of {host} may not be opened by this user: choose one above 1023"
        case _:
            what = f"this machine cannot listen at {host}, port {port}: {error.strerror or type(error).__name__}"
    return CannotListenError(what)
