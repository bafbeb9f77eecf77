"""The line that a simulated day is lived on, as its author would write it, with as many people and hours as the day has.

Each way a transfer can fail leads back into the line, and a line that is full, closed or empty leads to a message, so
that whoever is put through, waits or is called back comes to an end that somebody wrote.
"""

from ivr.line.loading import Loaded, files_of_text, load
from ivr.routing.roster import Strategy

BILLING, PLANS = "billing", "plans"
BUSINESS = "business"
ASKS_FOR_THE_NUMBER = "Enter your account number."
OFFERS_A_CALL = "To be called back"
CALLS_BACK = "You asked us to call you back."
RING_SECONDS = 20
WRAP_UP_SECONDS = 45

_LINE = """\
line: a simulated day
company: company.yaml
languages: {en-US: Polly.Joanna-Neural}
representatives: representatives.yaml
start: main
person: for_billing
nodes:
  main:
    menu:
      prompt: Welcome.
      options:
        1: {say: To talk about a bill, go: number_for_billing}
        2: {say: For a payment plan, go: number_for_plans}
        3: {say: For a business account, go: number_for_business}
      exhausted: for_billing
"""
_KIND = """\
  number_for_{kind}:
    collect:
      into: account.number
      prompt: {asks}
      exhausted: for_{kind}
    next: for_{kind}
  for_{kind}:
    queue:
      to: {group}{skills}
      hours: office
      prompt: Everybody is talking to other callers.
      place: You are number {{queue.position}} in line.
      options:
        1: {{say: {offers}, go: call_for_{kind}}}
        2: {{say: To leave a message, go: message_for_{kind}}}
      free: ring_for_{kind}
      bridged: goodbye
      full: message_for_{kind}
      empty: message_for_{kind}
      closed: message_for_{kind}
      long: message_for_{kind}
      failed: message_for_{kind}
  ring_for_{kind}:
    transfer:
      to: {group}{skills}
      whisper: Account ending {{account.last4}}.
      bridged: goodbye
      noanswer: for_{kind}
      busy: for_{kind}
      failed: for_{kind}
  call_for_{kind}:
    callback:
      to: {group}{skills}
      greeting: This is {{company.name}}. {calls_back}
      answered: ring_for_{kind}
      text: "{{company.name}} tried to call you back."
      done: we_will_call
      refused: for_{kind}
      down: for_{kind}
      exhausted: for_{kind}
    back: for_{kind}
  message_for_{kind}:
    voicemail:
      to: {group}
      prompt: Please leave a message. When you are done, press pound.
      left: goodbye
      empty: goodbye
"""
_ENDS = """\
  we_will_call:
    hangup: We will call you back. Goodbye.
  goodbye:
    hangup: Goodbye.
"""
_COMPANY = """\
name: Example
account_number: {{length: 8, prefix: 84, groups: [4, 4]}}
callbacks: {{countries: [US], tries: 2, again_after: 10 minutes}}
texts: {{countries: [US]}}
hours:
  office:
    zone: America/New_York
    week: {{monday-friday: "9:00-{closes}"}}
"""


def line_of(people: int, strategy: Strategy, minutes: int, *, one_group: bool) -> Loaded:
    """Open from nine for so many minutes."""
    kinds = [(BILLING, BILLING, ""), (PLANS, PLANS, ""), (BUSINESS, BILLING, f"\n      skills: [{BUSINESS}]")]
    groups = [BILLING] if one_group else [BILLING, PLANS]
    if one_group:
        kinds = [(kind, BILLING, "") for kind, _, _ in kinds]
    nodes = (
        _KIND.format(
            kind=kind, group=group, skills=skills, asks=ASKS_FOR_THE_NUMBER, offers=OFFERS_A_CALL, calls_back=CALLS_BACK
        )
        for kind, group, skills in kinds
    )
    closes = f"{9 + minutes // 60}:{minutes % 60:02}"
    texts = {
        "line.yaml": "".join((_LINE, *nodes, _ENDS)),
        "company.yaml": _COMPANY.format(closes=closes),
        "representatives.yaml": _representatives(people, strategy, groups),
    }
    return load(files_of_text(texts))


def people_of(count: int) -> tuple[str, ...]:
    """Their ids, in the order they are listed."""
    return tuple(f"person{number:02}" for number in range(1, count + 1))


def _representatives(people: int, strategy: Strategy, groups: list[str]) -> str:
    """The first three quarters take bills, the second half plans, and every other one knows businesses."""
    terms = f"{{strategy: {strategy.value}, ring: {RING_SECONDS} s, wrap_up: {WRAP_UP_SECONDS} s, away_after: 3}}"
    rows = ["before_sign_in: away", "groups:", *(f"  {name}: {terms}" for name in groups), "representatives:"]
    for place, name in enumerate(people_of(people)):
        bills, plans = place < people * 3 // 4, place >= people // 2 and PLANS in groups
        theirs = [BILLING] * (bills or PLANS not in groups) + [PLANS] * plans
        skills = BUSINESS if place % 2 == 0 else ""
        rows.append(
            f"  {name}: {{name: {name}, number: {number_of(place)}, groups: [{', '.join(theirs)}], skills: [{skills}]}}"
        )
    return "\n".join(rows)


def number_of(place: int) -> str:
    """The telephone of the person listed there, counted from 0; one nobody has."""
    return f"+1555010{101 + place:04}"
