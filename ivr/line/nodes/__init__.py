"""One file per node kind, strangers to one another; the list is explicit, and a test holds it against the folder."""

from ivr.line.node import Node
from ivr.line.nodes.amount import PayAmount
from ivr.line.nodes.branch import Branch
from ivr.line.nodes.callback import Callback
from ivr.line.nodes.collect import Collect
from ivr.line.nodes.hangup import Hangup
from ivr.line.nodes.hours import Hours
from ivr.line.nodes.lookup import Lookup
from ivr.line.nodes.menu import Menu
from ivr.line.nodes.pay import TakePayment
from ivr.line.nodes.presence import Presence
from ivr.line.nodes.queue import Queue
from ivr.line.nodes.say import Say
from ivr.line.nodes.sign_in import SigningIn
from ivr.line.nodes.take import Take
from ivr.line.nodes.text import Text
from ivr.line.nodes.transfer import Transfer
from ivr.line.nodes.voicemail import Voicemail

KINDS: dict[str, type[Node]] = {
    kind.kind: kind
    for kind in (
        Say,
        Menu,
        Collect,
        Hours,
        Branch,
        Lookup,
        PayAmount,
        TakePayment,
        Text,
        Transfer,
        Queue,
        Voicemail,
        Callback,
        Hangup,
        SigningIn,
        Presence,
        Take,
    )
}
