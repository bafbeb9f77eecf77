"""A line with one node of most kinds, drawn by the tests of pictures. Its words hold what is special in HTML, SVG, Mermaid and DOT.

Invented people and numbers; 555-01xx is reserved for that.
"""

from functools import cache

from ivr.checking.spoken_time import seconds_of
from ivr.exploring.diagram import Chart, Drawn, chart
from ivr.line.compile import compile_line
from ivr.line.line import Line
from ivr.line.loading import files_of_text, load

SPECIAL = 'Tom & "Ann" <b>say</b> `50%` #1; or not.'
TEXTS = {
    "line.yaml": """\
line: drawn
company: company.yaml
languages: {en-US: Polly.Joanna-Neural, es-US: Polly.Lupe-Neural, id-ID: Google.id-ID-Wavenet-A}
start: greeting
person: is_open
nodes:
  greeting:
    say: Welcome.
    next: main
  main:
    menu:
      options:
        1: {say: To hear how much you owe, go: number}
        2: {say: To hear it once more, go: number}
        3: {say: 'To hear what "is" <i>special</i> & #3', go: special}
      exhausted: is_open
    outcome: asked
  number:
    collect:
      into: account.number
      prompt: Enter your account number.
      confirm: true
      exhausted: is_open
    back: another_way
    next: pin
  another_way:
    hangup: Come to our office. Goodbye.
  pin:
    collect:
      into: account.pin
      prompt: Enter your PIN.
      exhausted: is_open
    next: identify
  identify:
    lookup:
      accounts: verify
      wait: One moment, please.
      verified: owes
      refused: number
      exhausted: is_open
      down: is_open
  owes:
    branch:
      of: account.balance
      cases:
        - above: 0.00
          go: special
      otherwise: goodbye
  special:
    say: 'Tom & "Ann" <b>say</b> `50%` #1; or not.'
    next: main
  is_open:
    hours: {of: billing, open: ring, closed: goodbye, holiday: goodbye, emergency: goodbye}
  ring:
    transfer:
      to: billing
      prompt: I am connecting you.
      whisper: Account ending {account.last4}.
      bridged: goodbye
      noanswer: wait
      busy: wait
      failed: message
  wait:
    queue:
      to: billing
      hours: billing
      prompt: Everybody is talking to others.
      options:
        1: {say: To leave a message, go: message}
      free: ring
      bridged: goodbye
      empty: message
      closed: goodbye
      failed: message
  message:
    voicemail:
      to: billing
      prompt: Please leave a message.
      left: goodbye
      empty: goodbye
  goodbye: {hangup: Thank you for calling. Goodbye.}
  nobody_comes:
    hangup: Nobody hears this.
""",
    "company.yaml": """\
name: Example
phone: +1 555 010 0000
account_number: {length: 8, prefix: 84, groups: [4, 4]}
pin: {length: 6}
hours:
  billing: {zone: America/New_York, week: {monday-friday: "8:00-18:00"}}
""",
    "representatives.yaml": """\
representatives:
  rosa: {name: Rosa, number: +1 555 010 0101, groups: [billing]}
""",
}


@cache
def drawn_line() -> Line:
    line = load(files_of_text(TEXTS)).line
    assert line is not None
    return line


def charted(**options: object) -> Chart:
    """`options` are those of Drawn."""
    line = drawn_line()
    drawn = Drawn(line, compile_line(line).program, seconds_of, TEXTS, **options)  # type: ignore[arg-type]
    return chart(drawn)
