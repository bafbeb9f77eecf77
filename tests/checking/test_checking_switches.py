"""Whatever the switches of company.yaml say: a small line that names everything there is mentions nothing that is off."""

import re
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.checking.check import check
from ivr.checking.examples import line_of
from ivr.checking.rule import Subject
from ivr.checking.said import everything_said
from ivr.checking.words_of_channels import TOPICS
from ivr.diagnostics import Diagnostic
from ivr.line.compile import compile_line
from ivr.line.loading import Loaded, files_of_text, load

TODAY = date(2026, 11, 24)
NODES = """\
nodes:
  greeting:
    say:
      - Thanks for calling {company.name}. You can pay {company.channels.ways}.
      - if: services has mobile
        say: Mobile bills, too.
      - if: accepted.other
        say: We take {company.accepted.other}.
      - if: texts
        say: I can text you.
      - if: pay.mode is link
        say: The text has a link.
      - if: claims.secure_storage
        say: Your details are kept on secure servers.
      - if: claims.security
        say: Layers of security protect them.
      - if: claims.discounts
        say: Paying late can cost you a discount.
      - if: fees.representative
        say: A representative costs {company.fees.representative}.
    next: by_mode
  by_mode:
    branch:
      cases:
        - if: pay.mode is pay_verb
          go: by_card
      otherwise: main
  by_card:
    say: Enter your card with the keypad.
    next: main
  main:
    menu:
      options:
        1: {if: channels.online, say: To pay online, go: online}
        2: {if: channels.app, say: To hear about the app, go: app}
        3: {if: channels.mail, say: To pay by mail, go: mail}
        4: {if: channels.in_person is not none, say: To pay in person, go: in_person}
        5: {if: channels.bank_counter, say: To pay at a bank, go: bank}
        6: {if: channels.social, say: To ask by social media, go: social}
        7: {say: To leave, go: goodbye}
      exhausted: representative
  online:
    menu:
      prompt: Our website has a page for it.
      options:
        1: {if: channels.chat, say: To chat, go: chat}
        2: {say: To leave, go: goodbye}
      exhausted: representative
  chat:
    say: Choose Chat on our website.
    next: goodbye
  app:
    say:
      - The app can do that.
      - if: channels.online
        say: It works like the website.
    next: goodbye
  mail:
    say:
      - Our mail is slow.
      - if: channels.mail.days
        say: Please allow {company.channels.mail.days} days.
    next: goodbye
  in_person:
    branch:
      cases:
        - if: channels.in_person is stores or partners
          go: stores
      otherwise: ask
  ask:
    say: Some places take payments in person.
    next: cash
  stores:
    say: Thousands of stores take payments.
    next: cash
  cash:
    say:
      - if: channels.cash
        say: There you can pay with cash.
      - if: not channels.cash
        say: We do not take cash.
      - Goodbye.
    next: goodbye
  bank:
    say: You can pay at a bank.
    next: goodbye
  social:
    say: Ask us on Facebook, and post no account number.
    next: goodbye
  goodbye:
    hangup:
"""
SPANISH = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: es-US\\n"

msgid "To pay by mail"
msgstr "Para pagar por correo"

msgid "Some places take payments in person."
msgstr "Algunos lugares aceptan pagos en persona."

msgid "We do not take cash."
msgstr "No aceptamos efectivo."

msgid "Choose Chat on our website."
msgstr "Elija Chat en nuestro sitio web."
"""
FLAG = ("true", "false")
IN_PERSON = ("none", "stores", "partners", "ask")
COMBINATIONS = [
    one
    for one in product(FLAG, FLAG, ("{}", "{days: 5}", None), IN_PERSON, FLAG, FLAG, FLAG, FLAG)
    if not (one[3] == "none" and one[4] == "true") and not (one[6] == "true" and one[0] == "false")
]
"""All that company.yaml allows: website, app, mail, in person, cash, bank, chat, social media."""


def company(channels: tuple[str | None, ...], mode: str, texts: str, claims: str, fee: str) -> str:
    online, app, mail, in_person, cash, bank, chat, social = channels
    listed = {"online": online, "app": app, "mail": mail, "in_person": in_person, "cash": cash}
    listed |= {"bank_counter": bank, "chat": chat, "social": social}
    link = ', link: {page: "https://pay.example.com/{token}"}' if mode == "link" else ""
    rows = [
        "name: Example Cable",
        "services: [internet, mobile]",
        "accepted: {cards: [Visa], other: [electronic checks]}",
        f"channels: {{{', '.join(f'{key}: {value}' for key, value in listed.items() if value)}}}",
        f"pay: {{mode: {mode}{link}}}",
        f"claims: {{secure_storage: {claims}, security: {claims}, discounts: {claims}}}",
        f"fees: {{representative: {fee}}}",
        "hours: {billing: {zone: America/New_York, week: {monday-friday: 8:00-18:00}}}",
    ]
    return "\n".join([*rows, *(["texts: {}"] if texts == "true" or mode == "link" else [])]) + "\n"


def line(company_text: str, nodes: str = NODES) -> Loaded:
    files = line_of(nodes, "greeting", {"company.yaml": company_text, "languages/es-US.po": SPANISH})
    header = files["line.yaml"].replace("Polly.Joanna-Neural\n", "Polly.Joanna-Neural\n  es-US: Polly.Lupe-Neural\n")
    return load(files_of_text({**files, "line.yaml": header}))


def errors(loaded: Loaded) -> list[Diagnostic]:
    beside = ("IVR075", "IVR145", "IVR146", "IVR153", "IVR154")  # how much there is depends on what is on
    return [one for one in check(loaded, TODAY) if one.code not in beside]


def heard(loaded: Loaded) -> list[str]:
    assert loaded.line is not None
    return [one.text for one in everything_said(Subject(loaded.line, compile_line(loaded.line).program))]


def test_the_name_of_a_value_is_nothing_that_is_said() -> None:
    """A text with {payment.link} in it does not speak of a link by that."""
    nodes = "nodes:\n  greeting:\n    hangup: You keyed {account.number}. We count {heard.count} digits.\n"
    said = heard(load(files_of_text(line_of(nodes, "greeting"))))
    assert said == ["You keyed .", "We count digits."]


COMPANIES = st.builds(
    company,
    st.sampled_from(COMBINATIONS),
    st.sampled_from(["person", "pay_verb", "link"]),
    st.sampled_from(FLAG),
    st.sampled_from(FLAG),
    st.sampled_from(["0.00", "5.99"]),
)


@settings(max_examples=40, deadline=None)
@given(COMPANIES)
def test_for_every_combination_of_the_switches_nothing_that_is_off_is_mentioned(company_text: str) -> None:
    """Nor is there any other finding, or a brace in what is heard, whatever is on."""
    loaded = line(company_text)
    assert [str(one) for one in errors(loaded)] == []
    said = heard(loaded)
    assert said
    assert [one for one in said if "{" in one or "}" in one or "  " in one] == []


@settings(max_examples=20, deadline=None)
@given(COMPANIES)
def test_the_same_line_without_its_conditions_is_caught_for_every_switch_that_is_off(company_text: str) -> None:
    """So the test before cannot pass because the rule looks nowhere."""
    bare = re.sub(
        r"if: (?!pay\.mode is pay_verb|channels\.in_person is stores|not |channels\.mail\.days|fees)[^,\n]+",
        "if: name",
        NODES,
    )
    loaded = line(company_text, bare)
    assert loaded.line is not None
    company_read = loaded.line.company
    behind_branches = {"pay.mode is pay_verb", "channels.in_person is stores or partners"}
    denied_elsewhere = {"channels.in_person"}
    off = {one.switch for one in TOPICS if not one.is_on(company_read)} - behind_branches - denied_elsewhere
    caught = {one.message.split('the switch "')[1].split('"')[0] for one in errors(loaded) if one.code == "IVR109"}
    assert off <= caught


def test_a_translation_is_searched_too_and_told_where_it_stands() -> None:
    nodes = "nodes:\n  greeting:\n    say: Thanks for calling.\n    next: goodbye\n  goodbye:\n    hangup: Goodbye.\n"
    files = line_of(nodes, "greeting")
    header = files["line.yaml"].replace("Polly.Joanna-Neural\n", "Polly.Joanna-Neural\n  es-US: Polly.Lupe-Neural\n")
    spanish = SPANISH[: SPANISH.index("msgid", 10)] + 'msgid "Thanks for calling."\nmsgstr "Pague por correo."\n'
    loaded = load(files_of_text({**files, "line.yaml": header, "languages/es-US.po": spanish}))
    (one,) = [one for one in check(loaded) if one.code == "IVR109"]
    assert (one.place.file, one.place.line) == ("languages/es-US.po", 6)
    assert one.message == '"correo" is said here, and the switch "channels.mail" is off in company.yaml.'


def test_what_a_representative_is_told_in_a_whisper_is_not_said_to_callers() -> None:
    nodes = """\
nodes:
  greeting:
    say: Hello.
    next: representative
  representative:
    transfer:
      to: billing
      whisper: A caller who wants to chat.
      bridged: goodbye
      noanswer: goodbye
      busy: goodbye
      failed: goodbye
  goodbye:
    hangup: Goodbye.
"""
    assert [one.code for one in check(load(files_of_text(line_of(nodes, "greeting"))))] == []


def test_the_body_of_a_text_mentions_nothing_that_is_off_either() -> None:
    nodes = """\
nodes:
  greeting:
    text:
      about: link
      consent: I can text you a link.
      body: "Pay in the chat, or here: {payment.link}"
      sent: goodbye
      declined: goodbye
      refused: representative
      down: representative
      exhausted: representative
  goodbye:
    hangup: Goodbye.
"""
    (one,) = check(load(files_of_text(line_of(nodes, "greeting"))))
    assert (one.code, one.place.line) == ("IVR109", 6)


def test_a_company_called_like_a_channel_mentions_none() -> None:
    nodes = "nodes:\n  greeting:\n    hangup: Thanks for calling {company.name}.\n"
    assert errors(load(files_of_text(line_of(nodes, "greeting", {"company.yaml": "name: Mail and Chat\n"})))) == []


@pytest.mark.parametrize("in_person", IN_PERSON)
def test_that_one_can_and_cannot_pay_in_person_is_never_both_quiet(in_person: str) -> None:
    """Of an offer and its denial at most one is right."""
    told = {}
    for sentence in (
        "Thousands of stores take payments in person.",
        "We do not take payments in person, and there are no stores.",
    ):
        nodes = f"nodes:\n  greeting:\n    hangup: {sentence}\n"
        files = line_of(nodes, "greeting", {"company.yaml": f"name: Example\nchannels: {{in_person: {in_person}}}\n"})
        told[sentence.split()[0]] = {one.code for one in check(load(files_of_text(files)))}
    expected = {"none": ({"IVR109"}, set()), "ask": ({"IVR109"}, {"IVR111"})}
    assert (told["Thousands"], told["We"]) == expected.get(in_person, (set(), {"IVR111"}))


OLD = "name: Example\naccepted: {cards: [Visa], as_of: 2026-11-01}\nhours:\n  billing:\n    zone: UTC\n    week: {monday: 8:00-9:00}\n    holidays: {2027-01-01: New Year}\n"


@given(st.integers(-400, 400))
def test_a_list_grows_old_after_180_days_and_holidays_run_out_30_days_before_the_last(days: int) -> None:
    today = date(2026, 11, 1) + timedelta(days=days)
    files = line_of("nodes:\n  greeting:\n    hangup: Hello.\n", "greeting", {"company.yaml": OLD})
    found = check(load(files_of_text(files)), today)
    expected = [2] * (days > 180) + [7] * (today + timedelta(days=30) > date(2027, 1, 1))
    assert [one.place.line for one in found] == expected
    assert {one.code for one in found} <= {"IVR110"}


def test_without_a_day_nothing_is_too_old() -> None:
    files = line_of(
        "nodes:\n  greeting:\n    hangup: Hello.\n", "greeting", {"company.yaml": OLD.replace("2026", "1999")}
    )
    assert check(load(files_of_text(files))) == []


def test_what_is_not_translated_is_searched_in_the_language_it_is_said_in() -> None:
    """`pos` is the mail in Indonesian, and nothing in English."""
    nodes = "nodes:\n  greeting:\n    hangup: Use the pos terminal.\n"
    files = line_of(nodes, "greeting")
    voice = "Polly.Joanna-Neural\n"
    header = files["line.yaml"].replace(voice, f"{voice}  id-ID: Google.id-ID-Wavenet-A\n")
    indonesian = SPANISH[: SPANISH.index("msgid", 10)].replace("es-US", "id-ID")
    loaded = load(files_of_text({**files, "line.yaml": header, "languages/id-ID.po": indonesian}))
    assert [one.code for one in check(loaded) if one.code != "IVR075"] == []
