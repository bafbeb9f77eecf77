"""The phone network in a box: it calls any TwiML application with signed requests, and somebody holds the handset.

Nothing here knows what a menu is. The network meets an application only through XML and forms, as a real carrier does.
What a test of such an application needs is in `__all__`; what is not may change with any version. The switches of
`Readings` stand in `ivr.carrier.readings`, and how payment connectors answer in `ivr.carrier.paying.connectors`.
"""

from ivr.carrier.clock import VirtualClock, WallClock
from ivr.carrier.debugger import Entry, Level
from ivr.carrier.faults import (
    At,
    Broken,
    CallerGone,
    Fault,
    FaultyWeb,
    Halved,
    Hung,
    Late,
    Lost,
    Refused,
    Repeated,
    Slow,
)
from ivr.carrier.handsets.handset import Handset
from ivr.carrier.handsets.keys import Keys
from ivr.carrier.handsets.script import Script, ScriptFailedError
from ivr.carrier.handsets.silent import SilentCaller, Talker
from ivr.carrier.handsets.steps import (
    NOINPUT,
    Ends,
    HangUp,
    Hear,
    HearNot,
    Pay,
    Press,
    RingOf,
    Speak,
    Wait,
    here,
)
from ivr.carrier.handsets.taker import Taker
from ivr.carrier.happenings import Ended
from ivr.carrier.http import Made
from ivr.carrier.httpweb import HttpWeb
from ivr.carrier.network import Call, Network
from ivr.carrier.paying.connectors import Connector, Payments
from ivr.carrier.phones import AnsweredBy, Phone
from ivr.carrier.readings import Readings
from ivr.carrier.readings import each as each_reading
from ivr.carrier.recordings import Recording
from ivr.carrier.rest.holdings import Message, OwnNumber
from ivr.carrier.textleg import TextLeg
from ivr.carrier.tracing import Tracer
from ivr.carrier.transcript import Line, Transcript
from ivr.carrier.web import FetchFailedError, Reply, Request, Web
from ivr.carrier.wsgi import WsgiWeb

__all__ = [
    "NOINPUT",
    "AnsweredBy",
    "At",
    "Broken",
    "Call",
    "CallerGone",
    "Connector",
    "Ended",
    "Ends",
    "Entry",
    "Fault",
    "FaultyWeb",
    "FetchFailedError",
    "Halved",
    "Handset",
    "HangUp",
    "Hear",
    "HearNot",
    "HttpWeb",
    "Hung",
    "Keys",
    "Late",
    "Level",
    "Line",
    "Lost",
    "Made",
    "Message",
    "Network",
    "OwnNumber",
    "Pay",
    "Payments",
    "Phone",
    "Press",
    "Readings",
    "Recording",
    "Refused",
    "Repeated",
    "Reply",
    "Request",
    "RingOf",
    "Script",
    "ScriptFailedError",
    "SilentCaller",
    "Slow",
    "Speak",
    "Taker",
    "Talker",
    "TextLeg",
    "Tracer",
    "Transcript",
    "VirtualClock",
    "Wait",
    "WallClock",
    "Web",
    "WsgiWeb",
    "each_reading",
    "here",
]
