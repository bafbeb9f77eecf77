"""representatives.yaml: what becomes of it, and what its author is told."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.diagnostics import Diagnostic
from ivr.line.representatives import Representatives
from ivr.line.representatives_shapes import LONGEST_GROUP
from ivr.reading.compose import compose
from ivr.reading.model import validate
from ivr.routing.roster import Chosen, Group, Representative, Staff, Strategy
from ivr.source import Source
from ivr.twiml.queueing import LONGEST_NAME, MOST_WAITING

ROSA = """\
representatives:
  rosa:
    name: Rosa
    number: +1 555 010 0101
    groups: [billing]
"""


def read(text: str) -> tuple[Representatives | None, tuple[Diagnostic, ...]]:
    composed = compose(Source("representatives.yaml", text))
    assert composed.tree is not None
    validated = validate(Representatives, composed.tree)
    return validated.value, (*composed.findings, *validated.findings)


def staff(text: str, language: str = "en-US") -> Staff:
    people, findings = read(text)
    assert [str(one) for one in findings] == []
    assert people is not None
    return people.staff(language)


def told(text: str) -> list[tuple[int, str, str]]:
    people, findings = read(text)
    assert people is None
    return [(one.place.line, one.message, one.help) for one in findings]


def person(rows: str) -> str:
    return ROSA + "  ben:\n" + textwrap.indent(textwrap.dedent(rows).strip("\n"), "    ") + "\n"


def test_a_person_and_nothing_else_is_enough() -> None:
    assert staff(ROSA) == Staff(
        (Representative("rosa", "Rosa", "+15550100101", ("billing",)),),
        {"billing": Group("billing", Strategy.LINEAR, 20, 0, False, 2, 100, 1800)},
        Chosen.READY,
        "en-US",
    )


def test_everything_that_can_be_said_of_people_reaches_the_staff() -> None:
    whole = staff(
        """\
before_sign_in: away
groups:
  billing:
    strategy: longest_idle
    ring: 25 s
    wrap_up: 1 minute
    languages: required
    away_after: 0
    most_waiting: 12
    longest_wait: 1 hour
representatives:
  ben:
    name: Ben
    sip: sip:ben@voice.example.com:5070
    groups: [billing, night]
    languages: [es-US, en-US]
    skills: [payment_plans, fraud]
  ana:
    name: Ana
    client: ana_2-b
    groups: [night]
"""
    )
    assert whole.before_sign_in is Chosen.AWAY
    assert whole.group("billing") == Group("billing", Strategy.LONGEST_IDLE, 25, 60, True, 0, 12, 3600)
    ben, ana = whole.representatives
    assert ben == Representative(
        "ben",
        "Ben",
        "sip:ben@voice.example.com:5070",
        ("billing", "night"),
        ("es-US", "en-US"),
        frozenset({"payment_plans", "fraud"}),
    )
    assert (ana.address, ana.skills) == ("client:ana_2-b", frozenset())
    assert whole.of("night") == (ben, ana)


def test_a_group_without_an_entry_has_what_holds_where_nothing_is_written() -> None:
    whole = staff(ROSA.replace("[billing]", "[billing, sales]") + "groups: {sales: {ring: 8 s}}\n")
    assert whole.group("billing") == staff(ROSA).group("billing")
    assert whole.group("sales").ring == 8
    assert whole.group("sales").longest_wait == 1800


def test_whoever_says_no_language_speaks_the_lines_own() -> None:
    whole = staff(ROSA, "es-US")
    (rosa,) = whole.representatives
    assert whole.speaks(rosa, "es-US")
    assert not whole.speaks(rosa, "en-US")


def test_a_group_nobody_is_in_is_told_where_it_stands() -> None:
    assert told(ROSA + "groups:\n  sales:\n    ring: 20 s\n") == [
        (
            8,
            'Nobody is in the group "sales".',
            "Write groups: [sales] below somebody's name, or take this entry out.",
        )
    ]
    assert told(ROSA + "groups:\n  biling:\n    ring: 20 s\n")[0][2] == "Did you mean billing?"


def test_one_person_has_one_telephone() -> None:
    rows = "name: Ben\nnumber: +1 555 010 0102\nsip: sip:ben@example.com\nclient: ben\ngroups: [billing]"
    assert told(person(rows)) == [
        (9, "Ben has one telephone, and number and sip are both written here.", "Keep number or sip."),
        (10, "Ben has one telephone, and number and client are both written here.", "Keep number or client."),
    ]


def test_somebody_with_nothing_that_rings_is_told() -> None:
    assert told(person("name: Ben\ngroups: [billing]")) == [
        (
            7,
            "Nothing is written here that rings when Ben is called.",
            "Write one of number: +1 555 010 0101, sip: sip:rosa@example.com and client: rosa",
        )
    ]


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("ben@example.com", '"ben@example.com" is not a SIP address.'),
        ("sip:example.com", '"sip:example.com" is not a SIP address.'),
        ("sip:ben@", '"sip:ben@" is not a SIP address.'),
        ("sip:ben@ex ample.com", '"sip:ben@ex ample.com" is not a SIP address.'),
        ("sip:ben@example.com?x-key=1", "A SIP address stands here without headers and parameters."),
        ("sip:ben@example.com;transport=tls", "A SIP address stands here without headers and parameters."),
        (f"sip:{'b' * 250}@a.example", "A SIP address of 264 characters is too long."),
    ],
)
def test_a_sip_address_that_cannot_be_rung_is_told(address: str, message: str) -> None:
    assert [one[:2] for one in told(person(f'name: Ben\nsip: "{address}"\ngroups: [billing]'))] == [(8, message)]


@pytest.mark.parametrize("address", ["sip:ben:hunter22@example.com", "ben:hunter22@example.com", "SIP:ben:hunter22@x"])
def test_a_password_in_a_sip_address_is_refused_and_not_shown(address: str) -> None:
    ((line, message, remedy),) = told(person(f"name: Ben\nsip: {address}\ngroups: [billing]"))
    assert (line, message) == (8, "A password has no place in a SIP address.")
    assert "hunter22" not in message + remedy


def test_the_longest_sip_address_there_may_be_fits() -> None:
    longest = f"sip:{'b' * 240}@a.example"
    assert len(longest) == 254
    assert staff(person(f"name: Ben\nsip: {longest}\ngroups: [billing]")).representatives[1].address == longest


@pytest.mark.parametrize(("name", "such"), [("client:ben", "ben"), ("ben smith", "rosa"), ("ben@example", "rosa")])
def test_a_client_is_a_name_alone(name: str, such: str) -> None:
    ((_, message, remedy),) = told(person(f'name: Ben\nclient: "{name}"\ngroups: [billing]'))
    assert message == f'"{name}" is not the name of a client.'
    assert remedy.endswith(f"such as {such}.")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("strategy: round_robin", '"round_robin" is not a strategy.'),
        ("ring: 4 s", "4 s is too short here."),
        ("ring: 601", "601 s is too long here."),
        ("wrap_up: 2 hours", "2 hours is too long here."),
        ("longest_wait: 5 hours", "5 hours is too long here."),
        ("longest_wait: 0", "0 s is too short here."),
        ("languages: always", '"always" is not how much a language counts.'),
        ("away_after: -1", '"-1" is not a whole number.'),
        ("most_waiting: 0", '"0" is too few.'),
        ("order: linear", '"billing" has no key "order".'),
    ],
)
def test_what_a_group_cannot_be_is_told(row: str, message: str) -> None:
    assert [one[:2] for one in told(ROSA + f"groups:\n  billing:\n    {row}\n")] == [(8, message)]


def test_before_signing_in_nobody_can_be_busy() -> None:
    assert told(ROSA + "before_sign_in: busy\n") == [
        (6, '"busy" is not what somebody can be before signing in.', "There are ready, away.")
    ]


def test_a_language_nobody_has_words_for_is_told() -> None:
    assert told(person("name: Ben\nclient: ben\ngroups: [billing]\nlanguages: [es]"))[0][2] == (
        "There are en-US, es-US, id-ID."
    )


@given(st.text(alphabet="sip:ben@example.com0%;?[]\\ ü", max_size=40))
def test_whatever_is_accepted_as_a_sip_address_is_one_word_without_extras(text: str) -> None:
    quoted = text.replace("\\", "\\\\")
    people, _ = read(person(f'name: Ben\nsip: "{quoted}"\ngroups: [billing]'))
    if people is not None:
        address = people.staff("en-US").representatives[1].address
        assert address.startswith("sip:")
        assert address.count("@") == 1
        assert not set(address) & set(";? \\")


def test_the_longest_name_of_a_group_makes_the_longest_name_of_a_queue() -> None:
    """Of the thousand that a queue of the carrier holds."""
    assert len(f"{'b' * LONGEST_GROUP}.{MOST_WAITING}") == LONGEST_NAME
    assert list(staff(ROSA.replace("billing", "b" * LONGEST_GROUP)).groups) == ["b" * LONGEST_GROUP]


def test_a_group_whose_queue_could_not_be_called_so_is_told_where_it_stands() -> None:
    found = told(f"groups:\n  {'b' * 60}:\n    ring: 10 s\n{ROSA.replace('billing', 'b' * 60)}")
    message = "The name of a group is 60 characters long, and a queue could not be called so."
    assert found == [(8, message, "It may have 59.")]
