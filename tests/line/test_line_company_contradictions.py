"""company.yaml: what contradicts itself is told where it stands, all of it at once, and with what to write."""

import pytest

from ivr.checking.check import check
from ivr.checking.examples import loaded
from ivr.diagnostics import Diagnostic
from ivr.line.company import Company
from ivr.reading.compose import compose
from ivr.reading.model import validate
from ivr.source import Source

FACTS = """\
name: Example Cable
pin: {length: 4}
bill_code: {length: 4}
verifiers: [pin, zip]
accepted:
  cards: [Visa]
  other: [electronic checks, Cash]
channels:
  in_person: stores
  cash: true
  chat: true
  online: true
texts:
  countries: [US]
pay:
  mode: link
  bank: link
  least: 1.00
  most: 900.00
  link:
    page: https://pay.example.com/start?t={token}
    hours: 24
claims:
  security: true
"""


def findings(text: str) -> tuple[Diagnostic, ...]:
    composed = compose(Source("company.yaml", text))
    assert composed.tree is not None
    return validate(Company, composed.tree).findings


def changed(*changes: tuple[str, str]) -> str:
    text = FACTS
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def test_these_facts_agree() -> None:
    assert [str(one) for one in findings(FACTS)] == []


@pytest.mark.parametrize(
    ("changes", "place", "message", "remedy"),
    [
        (
            [("in_person: stores", "in_person: none")],
            "10:9",
            "Cash is taken in person, and in_person is none.",
            "Write cash: false, or say where one pays in person.",
        ),
        (
            [("online: true", "online: false")],
            "11:9",
            "Chat stands on the website, and online is false.",
            "Write chat: false.",
        ),
        (
            [("cash: true", "cash: false")],
            "7:30",
            '"Cash" is accepted here, and cash is false below channels.',
            "Take it out, or write cash: true below channels.",
        ),
        (
            [("bill_code: {length: 4}\n", ""), ("[pin, zip]", "[pin, bill_code]")],
            "3:18",
            "Callers prove themselves with bill_code, and what one looks like is said nowhere.",
            "Add bill_code, and below it length: 4; or take it out here.",
        ),
        (
            [("pin: {length: 4}\n", "")],
            "3:13",
            "Callers prove themselves with pin, and what one looks like is said nowhere.",
            "Add pin, and below it length: 4; or take it out here.",
        ),
        ([("[pin, zip]", "[zip, pin, zip]")], "4:23", '"zip" stands here twice.', "Take one of them out."),
        ([("[pin, zip]", "[]")], "4:12", '"verifiers" needs at least 1 entry and has none.', "Add what is missing."),
        (
            [("[pin, zip]", "[pin, zipp]")],
            "4:18",
            '"zipp" is not something a caller can be known by.',
            "Did you mean zip?",
        ),
        (
            [("bank: link", "bank: keypad")],
            "17:9",
            "A debit of a bank account needs a spoken authorization, and a key on a telephone is none.",
            "Write person, or link.",
        ),
        (
            [("bank: link", "bank: pay_verb")],
            "17:9",
            "A debit of a bank account needs a spoken authorization, and a key on a telephone is none.",
            "Write person, or link.",
        ),
        (
            [("least: 1.00", "least: 900.01")],
            "18:10",
            "The smallest payment, 900.01, is above the largest, 900.00.",
            "Make least the smaller one.",
        ),
        (
            [("  least: 1.00\n", ""), ("most: 900.00", "most: 0.99")],
            "18:9",
            "The smallest payment, 1.00, is above the largest, 0.99.",
            "Make least the smaller one.",
        ),
        ([("least: 1.00", "least: 0.00")], "18:10", "Nobody pays nothing, or less.", "Write 0.01 or more as least."),
        (
            [("https://", "http://")],
            "21:11",
            '"http://pay.example.com/start?t={token}" cannot be the page of a payment link.',
            "Write an https address with {token} in it, such as https://pay.example.com/start?t={token}",
        ),
        (
            [("?t={token}", "")],
            "21:11",
            '"https://pay.example.com/start" cannot be the page of a payment link.',
            "Write an https address with {token} in it, such as https://pay.example.com/start?t={token}",
        ),
        ([("hours: 24", "hours: 73")], "22:12", "A link good for 73 hours is too long.", "Write at most 72."),
        ([("[US]", "[us]")], "14:15", '"us" is not a country.', "Write its two capital letters, such as US."),
        (
            [("Example Cable", "'{company.name}'")],
            "1:7",
            '"{company.name}" holds a brace, and no value stands inside a fact.',
            "Write the words themselves.",
        ),
        (
            [("electronic checks", '"{x}"')],
            "7:11",
            '"{x}" holds a brace, and no value stands inside a fact.',
            "Write the words themselves.",
        ),
        (
            [("in_person: stores", "in_person: store")],
            "9:14",
            '"store" is not a way to pay in person.',
            "Did you mean stores?",
        ),
    ],
)
def test_what_contradicts_itself_is_told_where_it_stands(
    changes: list[tuple[str, str]], place: str, message: str, remedy: str
) -> None:
    (one,) = findings(changed(*changes))
    assert (f"{one.place.line}:{one.place.column}", one.message, one.help) == (place, message, remedy)


def test_links_need_a_page_and_texts_each_told_where_links_are_wanted() -> None:
    no_page = findings(changed(("  link:\n    page: https://pay.example.com/start?t={token}\n    hours: 24\n", "")))
    assert [(one.place.line, one.message) for one in no_page] == [
        (16, "Payment links need a page to lead to."),
        (17, "Payment links need a page to lead to."),
    ]
    no_texts = findings(changed(("texts:\n  countries: [US]\n", ""), ("mode: link", "mode: person")))
    assert [(one.place.line, one.help) for one in no_texts] == [
        (15, "Add texts, and below it countries: [US]; or write person here.")
    ]


def test_several_contradictions_are_told_in_one_run() -> None:
    found = findings(changed(("[pin, zip]", "[pin, pin]"), ("cash: true", "cash: false")))
    assert [one.message for one in found] == [
        '"pin" stands here twice.',
        '"Cash" is accepted here, and cash is false below channels.',
    ]
    below = findings(changed(("in_person: stores", "in_person: none"), ("online: true", "online: false")))
    assert [one.place.line for one in below] == [10, 11]


def test_a_line_that_asks_for_no_pin_needs_no_shape_of_one() -> None:
    assert findings("name: Example\n") == ()


def test_a_company_that_contradicts_itself_makes_no_noise_in_the_nodes() -> None:
    nodes = "nodes:\n  greeting:\n    say: [{if: channels.mail, say: x}, '{company.channels.mail.days}']\n    next: greeting\n"
    whole = loaded(nodes, "greeting", {"company.yaml": "name: Example\nchannels: {in_person: none, cash: true}\n"})
    assert {(one.code, one.place.file) for one in check(whole)} == {
        ("IVR053", "company.yaml"),
    }


def test_verifiers_are_not_said_aloud_nor_are_addresses_and_the_names_of_machines() -> None:
    company = Company.model_validate(
        {"name": "Example", "texts": {}, "pay": {"mode": "link", "link": {"page": "https://pay.example.com/{token}"}}}
    )
    for path in ("verifiers", "pay.link.page", "pay.connector", "texts.countries", "pay.mode", "survey"):
        with pytest.raises(LookupError):
            company.spoken(tuple(path.split(".")), "en-US")


@pytest.mark.parametrize(
    ("path", "figures"),
    [
        ("fees.card", "$1,005.09"),
        ("fees.representative", ""),
        ("phone", "+18005550100"),
        ("services", "internet, T V"),
        ("accepted.as_of", "2026-11-01"),
        ("pay.link", ""),
        ("pay.mode", ""),
        ("survey", ""),
        ("no.such", ""),
        ("texts.per_day", "3"),
        ("channels.mail.days", ""),
    ],
)
def test_facts_stand_in_figures_in_a_text(path: str, figures: str) -> None:
    company = Company.model_validate(
        {
            "name": "Example",
            "phone": "+1 800 555 0100",
            "services": ["internet", "T V"],
            "accepted": {"cards": [], "as_of": "2026-11-01"},
            "fees": {"card": "1005.09"},
            "texts": {},
        }
    )
    assert company.figures(tuple(path.split("."))) == figures


def test_a_fee_of_nothing_is_said_nowhere() -> None:
    company = Company.model_validate({"name": "Example", "fees": {"card": "2.50"}})
    assert company.spoken(("fees", "card"), "en-US") == "two dollars and fifty cents"
    with pytest.raises(ValueError, match=r"^company.yaml does not say fees.representative.$"):
        company.spoken(("fees", "representative"), "en-US")
