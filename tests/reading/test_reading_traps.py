"""What the traps must not catch, and what they repair."""

import pytest

from ivr.reading.compose import compose
from ivr.reading.tree import plain
from ivr.source import Source

QUIET = """\
# a comment at the start
line: pay-my-bill             # a comment set apart
company: company.yaml
languages:
  en-US: Polly.Joanna-Neural
parts: [identify.yaml, "ways to pay.yaml", help-paying.yaml]
start: greeting # one word, one space
nodes: # a heading
  # a comment of its own
  greeting:
    say: Thanks for calling {company.name} bill pay.      # the other languages' offer follows
    next: main
  main:
    menu:
      options:
        1: {say: "To pay your bill, or hear it", go: account_number}
        "*": {go: greeting}
        "#": {go: main}
      bargein: false
      none: {}
      nothing: []
      timeout: 20 s
      web: https://www.example.com/pay
      own_line:
        https://www.example.com/pay
      opens: 8:00-18:00
      closes:
        12:30
      phone: +15550100000
      whisper: "Account ending {account.last4}. To take the call, press 1 # or 2."
      long: |
        Press # to go on.
        #: this is text
      \tand so is this
      folded: >-
        These words
        # are not a comment
      quoted: 'It''s the
        #: second line'
      wrapped: Please enter your account number
        and then wait, don't hang up.
steps:
  - hear: Thanks for calling
  - press: "8448 2000 1234 5678"
  - wait: noinput                           # as long as the line waits
  - ring: Rosa
    press: 1
  - {hear: goodbye, within: 3 s}
"""


def read(text: str) -> object:
    composed = compose(Source("line.yaml", text))
    assert composed.tree is not None
    return plain(composed.tree)


def test_a_well_written_line_is_read_without_a_word() -> None:
    assert compose(Source("line.yaml", QUIET.replace("      \tand", "        \tand"))).findings == ()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("say: {company.name}", {"say": "{company.name}"}),
        ("say: {{company.name}}", {"say": "{company.name}"}),
        ("{say: Hello, there, go: main}", {"say": "Hello, there", "go": "main"}),
        ("{say: 'Hello', there}", {"say": "Hello, there"}),
        ("say: then press # to go on", {"say": "then press # to go on"}),
        ("press: #", {"press": "#"}),
        ("press: *9", {"press": "*9"}),
        ("greeting:\n  say:Hello, all", {"greeting": {"say": "Hello, all"}}),
        ("a: 1\na: 2", {"a": "1"}),
        ("? [x]\n: y\na: 1", {"a": "1"}),
    ],
)
def test_a_trap_is_repaired_to_what_was_meant_so_that_it_is_told_once(text: str, meant: object) -> None:
    assert len(compose(Source("line.yaml", text)).findings) == 1
    assert read(text) == meant


def test_a_comment_after_one_space_is_a_warning_and_leaves_the_sentence_as_yaml_reads_it() -> None:
    composed = compose(Source("line.yaml", "say: Thanks for calling. # the greeting"))
    assert [str(found.severity) for found in composed.findings] == ["warning"]
    assert read("say: Thanks for calling. # the greeting") == {"say": "Thanks for calling."}


@pytest.mark.parametrize("word", ["press", "the", "or", "and", "pressing", "dial"])
@pytest.mark.parametrize("gap", [" ", "   "])
def test_a_sentence_cannot_end_before_a_hash_with_such_a_word(word: str, gap: str) -> None:
    found = compose(Source("line.yaml", f"say: You can {word}{gap}# here")).findings
    assert [(one.code, str(one.severity)) for one in found] == [("IVR063", "error")]


@pytest.mark.parametrize(
    "text", ["12:30", "https://a.example", "8:00-18:00", "4111:1", "sip:rosa@a.example", "tel:+15550100000", "a.b:c"]
)
def test_times_and_addresses_on_a_line_of_their_own_are_not_keys(text: str) -> None:
    assert read(f"a:\n  {text}") == {"a": text}


def test_a_hash_key_inside_a_block_of_text_is_text() -> None:
    assert compose(Source("line.yaml", "a: |\n  one\n  #: two")).findings == ()
    assert len(compose(Source("line.yaml", "b:\n  a: |\n    one\n  #: two\n")).findings) == 1


def test_each_line_without_its_space_is_told_and_becomes_a_key() -> None:
    text = "greeting:\n  say:Hello\n  next:main"
    assert [one.place.line for one in compose(Source("line.yaml", text)).findings] == [2, 3]
    assert read(text) == {"greeting": {"say": "Hello", "next": "main"}}
