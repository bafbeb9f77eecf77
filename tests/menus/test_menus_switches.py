"""Whatever a company switches on or off, the shipped line has no error, mentions nothing that is off, and still serves who
calls it. The rules that say so are those of `ivr check`."""

import os
from collections.abc import Callable, Mapping
from datetime import date

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from menus_laboratory import company, played

from ivr.carrier.happenings import Ended
from ivr.checking.check import check
from ivr.diagnostics import Severity
from ivr.line.company import Company as Model
from ivr.line.company_changes import Value
from ivr.line.switches import switches

TODAY = date(2026, 11, 24)
EXAMPLES = 400 if os.environ.get("IVR_EXAMPLES") == "long" else 12
ON_OR_OFF = st.sampled_from(["true", "false"])
VERIFIERS = ["pin", "bill_code", "zip", "phone_last4"]
PROOFS = {"pin": "2580", "bill_code": "4417", "zip": "10013", "phone_last4": "0123"}
PAGE = "https://pay.example.com/start?t={token}"

Company = Mapping[str, Value]


@st.composite
def companies(draw: st.DrawFn) -> Company:
    """Every combination that company.yaml allows: cash needs a place, a chat a website, a link a page."""
    online, place = draw(ON_OR_OFF), draw(st.sampled_from(["none", "stores", "partners", "ask"]))
    return {
        "channels.online": online,
        "channels.app": draw(ON_OR_OFF),
        "channels.in_person": place,
        "channels.cash": "false" if place == "none" else draw(ON_OR_OFF),
        "channels.bank_counter": draw(ON_OR_OFF),
        "channels.chat": "false" if online == "false" else draw(ON_OR_OFF),
        "channels.social": draw(ON_OR_OFF),
        "pay.mode": draw(st.sampled_from(["person", "pay_verb", "link"])),
        "pay.bank": draw(st.sampled_from(["person", "link"])),
        "pay.link.page": PAGE,
        "verifiers": tuple(draw(st.lists(st.sampled_from(VERIFIERS), min_size=1, unique=True))),
        "accepted.other": tuple(draw(st.sampled_from([(), ("debit cards",), ("debit cards", "electronic checks")]))),
        "fees.card": draw(st.sampled_from(["0.00", "1.50"])),
        "fees.representative": draw(st.sampled_from(["0.00", "5.00"])),
        "claims.secure_storage": draw(ON_OR_OFF),
        "claims.security": draw(ON_OR_OFF),
        "claims.discounts": draw(ON_OR_OFF),
        "survey": draw(ON_OR_OFF),
    }


def first_proof(changes: Company) -> str:
    return next(one for one in VERIFIERS if one in changes["verifiers"])


def identified(changes: Company) -> str:
    keys = """\
  - hear: account number
  - press: "8448200012345678"
  - hear: If that's right
  - press: 1
"""
    question = {"pin": "enter your PIN", "bill_code": "security code", "zip": "ZIP code", "phone_last4": "last four"}
    proof = first_proof(changes)
    return f'{keys}  - hear: {question[proof]}\n  - press: "{PROOFS[proof]}"\n'


def pays(changes: Company) -> str:
    """What a representative's payment costs more is said, and agreed to, before anybody rings."""
    costs = "  - hear: costs five dollars more\n  - hear: To go ahead, press 1\n  - press: 1\n"
    agreed = "" if changes["fees.representative"] == "0.00" else costs
    ends = {
        "person": f"{agreed}  - ring: Rosa\n    press: 1\n",
        "pay_verb": "  - hear: To pay with a card, press 1\n",
        "link": "  - hear: I can text you a link\n",
    }
    return f"  - press: 1\n{identified(changes)}{ends[str(changes['pay.mode'])]}"


def hears_the_balance(changes: Company) -> str:
    if first_proof(changes) in ("pin", "bill_code"):
        return f"  - press: 2\n{identified(changes)}  - hear: You owe one hundred thirty-four dollars and fifty cents\n"
    return (
        "  - hear: To pay your bill, press 1. For other ways to pay\n  - press: 2\n  - hear: not one of the choices\n"
    )


def hears_of_other_ways(changes: Company) -> str:
    denied = "  - hear: We don't take payments in person\n" if changes["channels.in_person"] == "none" else ""
    last = "  - hear: To hear which cards we take, and what else, press 4\n"
    return f"  - press: 3\n  - press: 3\n{denied}{last}  - press: 4\n  - hear: You can pay with Visa\n"


def hears_why_it_was_declined(_: Company) -> str:
    return "  - press: 3\n  - press: 4\n  - hear: declined, press 2\n  - press: 2\n  - hear: One wrong digit\n"


def asks_for_more_time(_: Company) -> str:
    return "  - press: 4\n  - press: 2\n  - hear: payment arrangement\n  - press: 1\n  - ring: Rosa\n    press: 1\n"


def gives_proof_of_payment(_: Company) -> str:
    number = '  - press: "77310042#"\n  - hear: You entered\n  - press: 1\n'
    return f"  - press: 4\n  - press: 1\n  - press: 1\n  - hear: pound\n{number}  - ring: Rosa\n    press: 1\n"


def asks_for_a_person(changes: Company) -> str:
    asked = "  - hear: One question before you go\n" if changes["survey"] == "true" else "  - hear: Goodbye\n"
    return f"  - press: 0\n  - ring: Rosa\n    press: 1\n{asked}"


TASKS: list[Callable[[Company], str]] = [
    pays,
    hears_the_balance,
    hears_of_other_ways,
    hears_why_it_was_declined,
    asks_for_more_time,
    gives_proof_of_payment,
    asks_for_a_person,
]


def absences(changes: Company) -> st.SearchStrategy[list[str]]:
    """What may be left out of company.yaml: mail, and texts unless something is sent by them."""
    linked = "link" in (changes["pay.mode"], changes["pay.bank"])
    return st.sampled_from([[], ["mail"]] if linked else [[], ["mail"], ["texts"], ["mail", "texts"]])


@settings(
    max_examples=EXAMPLES,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # making one smaller takes minutes, and each is readable
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.data(), companies(), st.sampled_from(TASKS))
def test_with_any_switches_nothing_is_wrong_and_every_task_can_be_done(
    data: st.DataObject, changes: Company, task: Callable[[Company], str]
) -> None:
    loaded = company(changes, data.draw(absences(changes)))
    assert [str(one) for one in check(loaded, TODAY) if one.severity is Severity.ERROR] == []
    around = "call: Somebody calls.\ngiven:\n  caller: +1 212 555 0123\n  representatives: {Rosa: answers after 3 s}\n"
    call = played(f"{around}steps:\n{task(changes)}  - hang_up: true\n", loaded)
    assert call.ended in (Ended.CALLER_HUNG_UP, Ended.BRIDGED)


def test_what_is_mentioned_though_it_is_off_is_found() -> None:
    """The rule that the property leans on does see the shipped line: here a term names what is off."""
    found = check(company({"channels.app": "false", "accepted.other": ("payments in our app",)}), TODAY)
    assert "mentions-what-is-off" in {one.name for one in found}


@given(companies())
def test_every_switch_of_company_yaml_is_drawn_or_is_a_mere_fact(changes: Company) -> None:
    plain = {one.path for one in switches(Model)}
    facts = {"name", "phone", "services", "pay.connector", "pay.postal_code", "pay.least", "pay.most"}
    below = ("account_number", "pin", "bill_code", "accepted", "channels.mail", "texts", "callbacks", "pay.link")
    left = {path for path in plain - facts if not path.startswith(below)}
    assert left <= changes.keys()
