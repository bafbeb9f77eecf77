"""Edits of the shipped line that callers notice, each of them found, and some that nobody does."""

import re
from dataclasses import replace
from functools import cache

import pytest
from differences import SHOP, side, told
from hypothesis import given, settings
from hypothesis import strategies as st
from sampling import sampled

from ivr.checking.examples import line_of
from ivr.exploring.difference import Difference
from ivr.exploring.difference_change import Change, Kind, Side
from ivr.line.loading import files_of_folder, load

EDITS = [
    # file, before, after, the node or the part that must be named
    ("line.yaml", "Thanks for calling {company.name} bill pay.", "Welcome to {company.name} bill pay.", "greeting"),
    ("line.yaml", "say: To pay your bill", "say: To pay a bill", "main"),
    ("line.yaml", "go: how_much", "go: ways_to_pay", "main"),
    (
        "line.yaml",
        "        4:\n          say: If you need more time",
        "        5:\n          say: If you need more time",
        "main",
    ),
    ("line.yaml", "start: greeting", "start: main", "greeting"),
    ("identify.yaml", "Please enter your {company", "Now key your {company", "account_number"),
    ("identify.yaml", "It is printed at the top", "It stands at the top", "account_number"),
    ("identify.yaml", "I heard {heard.count} of", "You keyed {heard.count} of", "account_number"),
    ("identify.yaml", "      confirm: true\n", "", "account_number"),
    ("identify.yaml", "Now enter your PIN.", "Enter your PIN now.", "pin"),
    ("identify.yaml", "That was not a PIN.", "No PIN.", "pin"),
    ("identify.yaml", "One moment while I find your account.", "One moment.", "identify"),
    ("identify.yaml", "down: accounts_down", "down: no_match_again", "identify"),
    ("identify.yaml", "refused: no_match\n", "refused: no_match_again\n", "identify"),
    ("identify.yaml", "Let's try once more.", "Please try again.", "no_match"),
    ("identify.yaml", "say: For your ZIP code", "say: For the ZIP code", "another_proof"),
    ("identify.yaml", "    next: account_number\n", "    next: representative\n", "no_match"),
    (
        "balance.yaml",
        "You owe {account.balance}. It is due on {account.due}.",
        "You owe {account.balance}.",
        "due",
    ),
    ("balance.yaml", "go: more_time", "go: hardship", "after_balance"),
    ("balance.yaml", "say: To hear that again", "say: To repeat", "after_balance"),
    ("pay.yaml", "      closed: representative\n", "      closed: begin_paying\n", "anybody_there"),
    ("pay.yaml", "A representative will guide you", "Somebody will guide you", "begin_paying"),
    ("help-paying.yaml", "say: If your service is off", "say: If your service was cut off", "help_paying"),
    ("help-paying.yaml", "go: hardship", "go: more_time", "help_paying"),
    ("help-paying.yaml", "There may be a hardship program", "There is a hardship program", "hardship"),
    ("representative.yaml", "closed: after_hours", "closed: leave_a_message", "representative"),
    ("representative.yaml", "      emergency: emergency\n", "", "representative"),
    ("representative.yaml", "whisper: Bill pay. Account", "whisper: Bills. Account", "ring_billing"),
    ("representative.yaml", "busy: nobody_free", "busy: nobody_answered", "ring_billing"),
    ("representative.yaml", "noanswer: nobody_answered", "noanswer: nobody_free", "ring_billing"),
    ("representative.yaml", "limit: 2 minutes", "limit: 1 minute", "leave_a_message"),
    ("representative.yaml", "silence: 8 s", "silence: 5 s", "leave_a_message"),
    (
        "representative.yaml",
        "I'm sorry. Our office is closed unexpectedly",
        "Our office is closed unexpectedly",
        "emergency",
    ),
    ("representatives.yaml", "    ring: 20 s", "    ring: 25 s", "ring_billing"),
    ("representatives.yaml", "strategy: longest_idle", "strategy: simultaneous", "ring_billing"),
    ("representatives.yaml", "name: Ben", "name: Benjamin", "ben"),
    ("representatives.yaml", "longest_wait: 20 minutes", "longest_wait: 30 minutes", "hold"),
    ("company.yaml", "name: Spectrum", "name: Comet", "greeting"),
    ("company.yaml", "saturday: 9:00-17:00", "saturday: 9:00-15:00", "representative"),
    ("company.yaml", "2026-12-25: Christmas Day", "2026-12-25: Christmas", "billing on 2026-12-25"),
    ("company.yaml", "  length: 16\n  prefix: 8448", "  length: 16\n  prefix: 8449", "account_number"),
    (
        "company.yaml",
        "verifiers: [pin, bill_code, zip, phone_last4]",
        "verifiers: [pin, bill_code, zip]",
        "another_proof",
    ),
    ("company.yaml", "per_call: 2", "per_call: 1", "the texts sent in one call"),
    ("languages/es-US.po", "Gracias por llamar", "Bienvenido", "greeting"),
]


@cache
def texts() -> dict[str, str]:
    return dict(load(files_of_folder("menus/pay-my-bill"), demonstration=False).sources)


@cache
def shipped() -> Side:
    return side(texts())


def edited(file: str, before: str, after: str) -> Side:
    assert before in texts()[file], before
    return side({**texts(), file: texts()[file].replace(before, after, 1)})


def named(found: Difference) -> set[str]:
    return {name.partition(".")[0] for one in found.changes for name in one.nodes} | {one.what for one in found.changes}


def test_there_are_forty_edits_of_every_file() -> None:
    assert len(EDITS) >= 40
    assert {file for file, *_ in EDITS} >= {"line.yaml", "company.yaml", "representatives.yaml", "languages/es-US.po"}


@pytest.mark.parametrize(
    ("file", "before", "after", "where"), sampled(EDITS, 9, lambda one: one[1]), ids=lambda one: str(one)[:30]
)
def test_an_edit_that_callers_notice_is_found_where_it_was_made(file: str, before: str, after: str, where: str) -> None:
    found = told(shipped(), edited(file, before, after))
    assert found
    assert any(name == where or name.startswith(f"{where}:") for name in named(found)), named(found)


def test_the_shipped_line_and_itself_are_no_different() -> None:
    bare = {name: re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE) if name.endswith(".yaml") else text
            for name, text in texts().items()}  # fmt: skip
    assert bare != texts()
    assert not told(shipped(), side(bare))


def test_a_translation_that_did_not_follow_is_told() -> None:
    found = told(shipped(), edited("line.yaml", "say: To pay your bill", "say: To pay a bill"))
    notes = {one.language: one.note for one in found.changes if one.what == "words for key 1"}
    assert notes["es-US"] == "The translation did not follow: this is said in en-US now."


SMALL = [
    ("go: hours_of_ours", "go: goodbye"),
    ("Hello, and", "Hi, and"),
    ("        2:\n          say: To leave a message\n          go: message\n", ""),
    ("say: To enter a number", "say: To key a number"),
    ("        3:\n", "        4:\n"),
    ("closed: goodbye", "closed: message"),
    ("busy: message", "busy: goodbye"),
    ("      prompt: Enter your account number.", "      confirm: true\n      prompt: Enter your account number."),
    (
        "    say: Hello, and thanks for calling.\n",
        "    say: Hello, and thanks for calling us. It is a fine day today.\n",
    ),
]


MIRRORED = {
    Kind.NEW: Kind.GONE,
    Kind.GONE: Kind.NEW,
    Kind.MOVED: Kind.MOVED,
    Kind.CHANGED: Kind.CHANGED,
}


def mirrored(change: Change) -> Change:
    """The same change, told to somebody who goes back from the new version to the old one."""
    seconds = None if change.seconds is None else (change.seconds[1], change.seconds[0])
    return replace(
        change, kind=MIRRORED[change.kind], before=change.after, after=change.before, seconds=seconds, because=""
    )


@settings(max_examples=25)
@given(
    st.lists(st.sampled_from(SMALL), unique=True, max_size=4), st.lists(st.sampled_from(SMALL), unique=True, max_size=3)
)
def test_the_way_back_is_the_mirror_of_the_way_there(one: list[tuple[str, str]], other: list[tuple[str, str]]) -> None:
    old, new = small(tuple(one)), small(tuple(other))
    there, back = told(old, new), told(new, old)
    assert {mirrored(change) for change in there.changes} == {mirrored(mirrored(change)) for change in back.changes}
    assert bool(there) is (old is not new)


def small(edits: tuple[tuple[str, str], ...]) -> Side:
    nodes = SHOP
    for before, after in edits:
        nodes = nodes.replace(before, after)
    return of_text(nodes)


@cache
def of_text(nodes: str) -> Side:
    return side(line_of(nodes, "greeting"))


def test_what_was_new_is_gone_on_the_way_back() -> None:
    with_more = small((("go: hours_of_ours", "go: goodbye"),))
    kinds = [one.kind for one in told(small(()), with_more).changes if one.what == "node nobody gets to"]
    assert kinds == [Kind.GONE]
