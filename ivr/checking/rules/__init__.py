"""The rules, strangers to one another; the list is explicit, and a test holds it against the folder."""

from ivr.checking.rule import Rule
from ivr.checking.rules.banned_phrase import banned_phrase
from ivr.checking.rules.bargein_of_legal_words import bargein_of_legal_words
from ivr.checking.rules.card_outside_pay import card_outside_pay
from ivr.checking.rules.charge_too_large import charge_too_large
from ivr.checking.rules.confirmation_said_once import confirmation_said_once
from ivr.checking.rules.dangling_target import dangling_target
from ivr.checking.rules.deaf_prompt import deaf_prompt
from ivr.checking.rules.far_too_many_options import far_too_many_options
from ivr.checking.rules.insecure_address import insecure_address
from ivr.checking.rules.key_before_function import key_before_function
from ivr.checking.rules.key_said_twice import key_said_twice
from ivr.checking.rules.keys_out_of_order import keys_out_of_order
from ivr.checking.rules.long_timeout import long_timeout
from ivr.checking.rules.mentions_what_is_off import mentions_what_is_off
from ivr.checking.rules.missing_exhausted import missing_exhausted
from ivr.checking.rules.no_way_out import no_way_out
from ivr.checking.rules.raw_figures import raw_figures
from ivr.checking.rules.recording_without_notice import recording_without_notice
from ivr.checking.rules.reserved_key import reserved_key
from ivr.checking.rules.rings_others import rings_others
from ivr.checking.rules.said_length_of_a_secret import said_length_of_a_secret
from ivr.checking.rules.same_reprompt import same_reprompt
from ivr.checking.rules.short_timeout import short_timeout
from ivr.checking.rules.similar_labels import similar_labels
from ivr.checking.rules.stale_facts import stale_facts
from ivr.checking.rules.takes_far_too_long import takes_far_too_long
from ivr.checking.rules.takes_too_long import takes_too_long
from ivr.checking.rules.telephone_jargon import telephone_jargon
from ivr.checking.rules.too_long_for_the_carrier import too_long_for_the_carrier
from ivr.checking.rules.too_many_options import too_many_options
from ivr.checking.rules.two_that_contradict import two_that_contradict
from ivr.checking.rules.unknown_fact import unknown_fact
from ivr.checking.rules.unreachable_node import unreachable_node
from ivr.checking.rules.unsaid_length import unsaid_length
from ivr.checking.rules.unspoken_key import unspoken_key

RULES: tuple[Rule, ...] = (
    dangling_target,
    unreachable_node,
    missing_exhausted,
    unknown_fact,
    unspoken_key,
    mentions_what_is_off,
    stale_facts,
    two_that_contradict,
    rings_others,
    key_before_function,
    card_outside_pay,
    same_reprompt,
    banned_phrase,
    telephone_jargon,
    raw_figures,
    similar_labels,
    bargein_of_legal_words,
    no_way_out,
    too_many_options,
    far_too_many_options,
    keys_out_of_order,
    reserved_key,
    unsaid_length,
    said_length_of_a_secret,
    short_timeout,
    long_timeout,
    takes_too_long,
    takes_far_too_long,
    deaf_prompt,
    recording_without_notice,
    confirmation_said_once,
    too_long_for_the_carrier,
    insecure_address,
    charge_too_large,
    key_said_twice,
)
