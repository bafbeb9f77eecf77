"""What of a line is translated: each text once, with its places and what a translator must know."""

from dataclasses import replace

import pytest

from ivr.checking.examples import loaded
from ivr.dialog.prompts import Known
from ivr.line.line import Line
from ivr.line.messages import Message, explained, messages_of, uses_of

COMPANY = """\
name: Example Cable
services: [internet, phone]
account_number: {length: 16}
pin: {length: 4}
accepted:
  cards: [Visa]
  other: [electronic checks]
"""
NODES = """\
nodes:
  greeting:
    say: Thanks for calling   {company.name}.
    next: main
  main:
    menu:
      prompt: What can I do?
      options:
        1: {say: To hear how much you owe, go: owed}
        2: {say: To end the call, go: goodbye}
      noinput: [Take your time., There is no hurry.]
      exhausted: representative
  owed:
    say: You owe {account.balance}. It is due on {account.due}.
    next: main
  again:
    menu:
      options:
        3: {say: To end the call, go: goodbye}
      exhausted: representative
  goodbye:
    hangup: Goodbye.
  silent:
    hangup:
"""


def line(nodes: str = NODES, company: str = COMPANY) -> Line:
    read = loaded(nodes, "greeting", {"company.yaml": company})
    assert [str(one) for one in read.findings] == []
    assert read.line is not None
    return read.line


def messages() -> dict[str, Message]:
    return {one.text: one for one in messages_of(line())}


def test_every_text_is_there_once_in_the_order_of_the_files() -> None:
    texts = [one.text for one in messages_of(line())]
    assert texts == [
        "A caller.",
        "Thanks for calling {company.name}.",
        "What can I do?",
        "To hear how much you owe",
        "To end the call",
        "Take your time.",
        "There is no hurry.",
        "You owe {account.balance}. It is due on {account.due}.",
        "Goodbye.",
        "internet",
        "phone",
        "electronic checks",
    ]


def test_a_text_said_in_two_nodes_has_both_places() -> None:
    message = messages()["To end the call"]
    assert message.nodes == ("main", "again")
    assert [str(place) for place in message.places] == ["example.yaml:10:18", "example.yaml:19:18"]


def test_names_and_brands_are_not_translated() -> None:
    assert not {"Example Cable", "Visa"} & messages().keys()


def test_translators_are_told_what_is_added_to_an_option() -> None:
    assert messages()["To end the call"].notes == (
        'main.options.2: menu option: ", press two." is added, so leave the end open',
        'again.options.3: menu option: ", press three." is added, so leave the end open',
    )


def test_translators_are_told_what_stands_for_a_value() -> None:
    message = messages()["You owe {account.balance}. It is due on {account.due}."]
    assert message.notes == (
        "owed: say",
        "{account.balance}: an amount of money, said in words",
        "{account.due}: a day, said in words",
    )


def test_translators_are_told_who_hears_a_whisper() -> None:
    assert messages()["A caller."].notes == (
        "representative.whisper: whisper: heard by the representative, not by the caller",
    )


def test_a_use_is_named_by_its_node_and_its_keys() -> None:
    names = [use.id for use in uses_of(line())]
    assert names[1:] == [
        "greeting",
        *(one for one in names if one.startswith("main.")),
        "owed",
        "again.options.3",
        "goodbye",
        "company.services.1",
        "company.services.2",
        "company.accepted.other.1",
    ]
    assert {"main.prompt", "main.options.1", "main.options.2", "main.noinput", "main.noinput.2"} <= set(names)


def test_a_use_keeps_its_name_while_its_text_changes() -> None:
    changed = NODES.replace("To end the call", "To hang up").replace("Goodbye.", "So long.")
    assert [use.id for use in uses_of(line(changed))] == [use.id for use in uses_of(line())]


def test_the_first_of_several_texts_is_called_like_one_that_is_alone() -> None:
    two = NODES.replace("    hangup: Goodbye.", "    say: [Goodbye., So long.]\n    next: main")
    names = [use.id for use in uses_of(line(two))]
    assert ("goodbye" in names, "goodbye.2" in names) == (True, True)


SWITCHED = """\
nodes:
  greeting:
    say:
      - Welcome.
      - if: channels.mail
        say: You can pay by mail.
    next: main
  main:
    menu:
      options:
        1:
          if: not channels.mail
          say: To end the call
          go: goodbye
        2: {say: To hear this again, go: greeting}
      exhausted: representative
  goodbye:
    hangup: Goodbye.
"""


def test_a_text_that_depends_on_a_switch_names_it() -> None:
    uses = {use.id: use for use in uses_of(line(SWITCHED))}
    switches = {name: use.only_if.text for name, use in uses.items() if use.only_if}
    assert switches == {"greeting.2": "channels.mail", "main.options.1": "not channels.mail"}
    assert uses["greeting.2"].note == "say, only where channels.mail"
    assert str(uses["greeting.2"].place) == "example.yaml:6:14"


SENT = """\
nodes:
  greeting:
    text:
      about: link
      consent: I can text you a link.
      body: "Pay here: {payment.link}"
      sent: goodbye
      declined: goodbye
      refused: goodbye
      down: goodbye
  goodbye:
    hangup: Goodbye.
"""


def test_a_text_message_is_read_and_not_heard() -> None:
    uses = {use.id: use for use in uses_of(line(SENT, COMPANY + "texts: {per_call: 1}\n"))}
    assert (uses["greeting.body"].read, uses["greeting.consent"].read) == (True, False)
    assert uses["greeting.body"].note == "text message: read, not heard, with facts in figures"


@pytest.mark.parametrize("known", Known)
def test_every_value_is_explained(known: Known) -> None:
    assert explained(known)


def test_names_of_uses_are_unique() -> None:
    names = [use.id for use in uses_of(line())]
    assert len(set(names)) == len(names)


def test_facts_of_the_company_have_their_places_in_its_file() -> None:
    places = {one.text: str(one.places[0]) for one in messages_of(line())}
    assert (places["internet"], places["electronic checks"]) == ("company.yaml:2:12", "company.yaml:7:11")


def test_without_the_tree_the_company_file_is_named_all_the_same() -> None:
    bare = replace(line(), company_tree=None)
    assert {one.text: str(one.places[0]) for one in messages_of(bare)}["internet"] == "company.yaml:1:1"
