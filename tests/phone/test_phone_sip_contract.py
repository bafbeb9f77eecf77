"""What ivr/phone/sip touches of aiosipua and aiortp that those do not promise, name by name.

A version that changes one of them fails here, with its name, and not in somebody's call.
"""

import ast
import inspect
from importlib.metadata import version
from pathlib import Path

import pytest
from aiortp import DtmfEvent, RtpPacket
from aiosipua.dialog import Dialog, DialogState, create_dialog_from_request
from aiosipua.incoming_call import IncomingCall
from aiosipua.outgoing_call import OutgoingCall
from aiosipua.transport import SipTransport
from aiosipua.uac import SipUAC
from aiosipua.uas import SipUAS

SIP = Path(__file__).parents[2] / "ivr/phone/sip"
METHODS = {"INVITE", "ACK", "PRACK", "BYE", "CANCEL", "OPTIONS", "UPDATE", "REFER", "NOTIFY"}


def _uas() -> SipUAS:
    transport = SipTransport()
    return SipUAS(transport, uac=SipUAC(transport))


def _privately(path: Path) -> set[str]:
    """Names with an underscore that are taken of something other than self."""
    return {
        node.attr
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute)
        and node.attr.startswith("_")
        and not node.attr.startswith("__")
        and not (isinstance(node.value, ast.Name) and node.value.id == "self")
    }


def test_the_versions_are_those_that_were_read() -> None:
    assert (version("aiosipua"), version("aiortp")) == ("0.7.1", "0.8.0")


def test_one_file_alone_touches_private_parts_and_this_contract_names_them_all() -> None:
    private = {path.name: names for path in SIP.glob("*.py") if (names := _privately(path))}
    assert private == {
        "stack.py": {
            "_handlers",
            "_calls",
            "_remove_invite_transaction",
            "_send_error",
            "_find_dialog",
            "_validate_in_dialog",
            "_stop_retransmissions",
            "_answered",
        }
    }


def test_the_server_has_its_tables_and_handlers() -> None:
    uas = _uas()
    assert uas._calls == {}
    assert set(uas._handlers) == METHODS
    assert uas._find_dialog("nobody") == (None, None)


@pytest.mark.parametrize(
    ("function", "parameters"),
    [
        (SipUAS._remove_invite_transaction, ["self", "invite"]),
        (SipUAS._send_error, ["self", "request", "status_code", "reason", "extra_headers"]),
        (SipUAS._find_dialog, ["self", "call_id"]),
        (SipUAS._validate_in_dialog, ["self", "dialog", "request"]),
        (IncomingCall._stop_retransmissions, ["self"]),
        (SipUAC.send_cancel, ["self", "call"]),
        (SipUAC.send_bye, ["self", "dialog", "remote_addr"]),
        (SipTransport.send, ["self", "message", "addr"]),
        (SipTransport.send_reply, ["self", "response"]),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_what_is_called_takes_what_it_is_given(function: object, parameters: list[str]) -> None:
    assert list(inspect.signature(function).parameters) == parameters  # type: ignore[arg-type]


def test_a_call_knows_whether_it_was_answered() -> None:
    call = IncomingCall(dialog=Dialog(), invite=None)  # type: ignore[arg-type]
    assert call._answered is False
    assert call.retransmit_2xx is False
    outgoing = OutgoingCall(dialog=Dialog(), invite=None)  # type: ignore[arg-type]
    assert not outgoing._answered.is_set()
    assert SipUAC(SipTransport())._calls == {}


def test_a_dialog_may_be_confirmed_again_by_hand() -> None:
    dialog = Dialog()
    dialog.terminate()
    dialog.confirm()
    assert dialog.state is DialogState.TERMINATED
    dialog.state = DialogState.CONFIRMED
    assert callable(create_dialog_from_request)


def test_packets_are_read_and_written_as_rtp_has_it() -> None:
    packet = RtpPacket(payload_type=8, sequence_number=7, timestamp=160, ssrc=9, payload=b"abc")
    assert packet.serialize() == b"\x80\x08\x00\x07\x00\x00\x00\xa0\x00\x00\x00\x09abc"
    with pytest.raises(ValueError, match="length"):
        RtpPacket.parse(b"\x80")
    assert DtmfEvent.parse(b"\x0b\x8a\x00\xa0").digit == "#"
