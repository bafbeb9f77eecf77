"""The rules, strangers to one another; the list is explicit, and a test holds it against the folder."""

from ivr.checking.rule import Rule
from ivr.checking.rules.dangling_target import dangling_target
from ivr.checking.rules.dead_end import dead_end
from ivr.checking.rules.loop_without_input import loop_without_input
from ivr.checking.rules.mentions_what_is_off import mentions_what_is_off
from ivr.checking.rules.missing_exhausted import missing_exhausted
from ivr.checking.rules.rings_others import rings_others
from ivr.checking.rules.stale_facts import stale_facts
from ivr.checking.rules.two_that_contradict import two_that_contradict
from ivr.checking.rules.unknown_fact import unknown_fact
from ivr.checking.rules.unreachable_node import unreachable_node
from ivr.checking.rules.unspoken_key import unspoken_key
from ivr.checking.rules.unverified_balance import unverified_balance

RULES: tuple[Rule, ...] = (
    dangling_target,
    unreachable_node,
    missing_exhausted,
    dead_end,
    loop_without_input,
    unknown_fact,
    unverified_balance,
    unspoken_key,
    mentions_what_is_off,
    stale_facts,
    two_that_contradict,
    rings_others,
)
