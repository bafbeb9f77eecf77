"""Elements that stand where a verb may stand and are passed over: right TwiML that this project does not perform, and
names that are no verb. They stay in the document, since some carriers stop there, and since what is never reached need
not be reported.

Attributes: Twilio, its page on each verb, and the twilio library. What they hold is not looked at.
"""

from dataclasses import dataclass

from ivr.twiml.element_reader import ElementReader, shown
from ivr.twiml.errors import SCHEMA


@dataclass(frozen=True, slots=True)
class Unperformed:
    """A verb of Twilio's, by name, that is not performed."""

    name: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """An element that is no verb. Its name is a stranger's, cut to bearable length."""

    name: str


def read_unknown(read: ElementReader) -> Unknown:
    read.warn(SCHEMA, f"{shown(read.element.name)} is no verb")
    return Unknown(shown(read.element.name))


def read_refer(read: ElementReader) -> Unperformed:
    _asked(read, "action")
    read.method(SCHEMA)
    if [child.name for child in read.elements()] != ["Sip"]:
        read.warn(SCHEMA, "Refer needs one Sip inside")
    return Unperformed("Refer")


def read_sms(read: ElementReader) -> Unperformed:
    _asked(read, "to", "from", "action", "statusCallback")
    read.method(14104)
    if not read.text():
        read.warn(14103, "Sms has no text")
    return Unperformed("Sms")


def read_connect(read: ElementReader) -> Unperformed:
    _asked(read, "action")
    read.method(SCHEMA)
    return _with_children(read, "Connect")


def read_start(read: ElementReader) -> Unperformed:
    _asked(read, "action")
    read.method(SCHEMA)
    return _with_children(read, "Start")


def read_stop(read: ElementReader) -> Unperformed:
    return _with_children(read, "Stop")


def read_echo(_read: ElementReader) -> Unperformed:
    return Unperformed("Echo")


def _with_children(read: ElementReader, name: str) -> Unperformed:
    known = _CHILDREN[name]
    children = read.elements()
    for child in children:
        if child.name not in known:
            read.inner(child).warn(SCHEMA, f"{name} cannot hold {shown(child.name)}")
    if not children:
        read.warn(SCHEMA, f"{name} has nothing inside")
    return Unperformed(name)


def _asked(read: ElementReader, *names: str) -> None:
    for name in names:
        read.text_of(name)


_CHILDREN = {
    "Connect": frozenset(
        (
            "AiSession",
            "Assistant",
            "Autopilot",
            "Conversation",
            "ConversationRelay",
            "ConversationRelaySession",
            "Room",
            "Stream",
            "VirtualAgent",
        )
    ),
    "Start": frozenset(("Recording", "Siprec", "Stream", "Transcription")),
    "Stop": frozenset(("Siprec", "Stream", "Transcription")),
}
