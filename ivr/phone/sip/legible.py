"""What can be read of a message, found out before anything is done with it: what fails after that is a fault of ours.

The library reads a header only when somebody asks for it, and then raises whatever its parser does.
"""

from aiosipua.message import SipMessage, SipRequest, SipResponse
from aiosipua.sdp import parse_sdp

SDP = "application/sdp"


def message_in(data: bytes) -> SipRequest | SipResponse | None:
    """None for what is no SIP, or could not even be refused: a reply goes by its Via and its CSeq."""
    try:
        message = SipMessage.parse(data)
        told_apart = bool(message.via) and message.cseq is not None
    except Exception:  # noqa: BLE001 - the library's parser at a stranger's bytes, and nothing of ours
        return None
    return message if told_apart else None


def legible(message: SipRequest | SipResponse) -> bool:
    """Whether everything can be read that somebody will ask for later."""
    try:
        _ = message.from_addr, message.to_addr, message.contact
        if message.content_type == SDP:
            parse_sdp(message.text)
    except Exception:  # noqa: BLE001 - as above
        return False
    return True
