"""Lines of any size, written as an author would: menus in a tree, and at each menu a question, a look-up, hours, a transfer.

Every part of twelve nodes says words of its own, so that nothing is remembered that a real line would not have twice. The
second and third language have a translation of every text, which is the text itself.
"""

from collections.abc import Iterator

from ivr.line.catalogue import file_of
from ivr.line.loading import files_of_text, load
from ivr.line.messages import messages_of

NODES_IN_PART = 12
CHILDREN = 2
VOICES = {"en-US": "Polly.Joanna-Neural", "es-US": "Polly.Lupe-Neural", "id-ID": "Google.id-ID-Wavenet-A"}

_NAMES = ("Amber", "Brook", "Cedar", "Delta", "Ember", "Fjord", "Grove", "Haven", "Inlet", "Jetty", "Knoll", "Lagoon")
_THINGS = ("bills", "meters", "repairs", "moves", "plans", "refunds", "notices", "credits", "outages", "deposits")
_PLACES = ("Street", "Lane", "Square", "Hill", "Bridge", "Court", "Park", "Way")

_LINE = """\
line: generated
company: company.yaml
languages:
{languages}representatives: representatives.yaml
parts: [generated.yaml]
start: greeting
person: person
nodes:
  greeting:
    say: Thanks for calling {{company.name}}.
    next: m0
  person:
    transfer:
      to: billing
      prompt: One moment. I am connecting you with a representative.
      whisper: Account ending {{account.last4}}.
      bridged: goodbye
      noanswer: nobody
      busy: nobody
      failed: nobody
    outcome: reached_representative
  nobody:
    hangup: Nobody is free. Please call again. Goodbye.
  goodbye:
    hangup: Thank you for calling. Goodbye.
"""

_COMPANY = """\
name: Example Water
phone: +1 800 555 0100
account_number:
  length: 8
  prefix: 84
  groups: [4, 4]
pin:
  length: 6
hours:
  billing:
    zone: America/New_York
    week:
      monday-friday: 8:00-18:00
"""

_REPRESENTATIVES = """\
representatives:
  rosa:
    name: Rosa
    number: +1 555 010 0101
    groups: [billing]
"""

_PART = """\
  m{k}:
    menu:
      options:
        1:
          say: To hear about {what}
          go: about{k}
        2:
          say: To hear what you owe for {what}
          go: number{k}
        3:
          say: To talk about {what}
          go: open{k}
{children}      exhausted: person
  about{k}:
    say: Most {what} are settled within a week, and nothing is due before you get your next bill.
    next: again{k}
  again{k}:
    menu:
      options:
        1:
          say: To hear about something other than {what}
          go: m0
        2:
          say: To talk to somebody who knows {what}
          go: open{k}
      exhausted: person
  number{k}:
    collect:
      into: account.number
      prompt: For {what}, enter your account number.
      confirm: true
      exhausted: person
    next: pin{k}
  pin{k}:
    collect:
      into: account.pin
      prompt: To keep {what} private, enter your PIN.
      exhausted: person
    next: identify{k}
  identify{k}:
    lookup:
      accounts: verify
      wait: One moment, please, while I look for {what}.
      verified: owes{k}
      refused: sorry{k}
      exhausted: person
      down: open{k}
  sorry{k}:
    say: I did not find an account with {what}. Let us try once more.
    next: number{k}
  owes{k}:
    branch:
      of: account.balance
      cases:
        - above: 0.00
          go: amount{k}
      otherwise: nothing{k}
  amount{k}:
    say: For {what} you owe {{account.balance}}.
    next: again{k}
  nothing{k}:
    say: You owe nothing for {what}.
    next: again{k}
  open{k}:
    hours:
      of: billing
      open: person
      closed: shut{k}
  shut{k}:
    hangup: The people for {what} are at home now. Please call again in the morning. Goodbye.
"""


def generated(nodes: int, languages: int = 1) -> dict[str, str]:
    """The files of a line of about so many nodes."""
    parts = max(1, round(nodes / NODES_IN_PART))
    voices = list(VOICES.items())[:languages]
    spoken = "".join(f"  {language}: {voice}\n" for language, voice in voices)
    files = {
        "line.yaml": _LINE.format(languages=spoken),
        "company.yaml": _COMPANY,
        "representatives.yaml": _REPRESENTATIVES,
        "generated.yaml": "nodes:\n" + "".join(_part(place, parts) for place in range(parts)),
    }
    if languages > 1:
        files |= dict(_catalogues(files, [language for language, _ in voices[1:]]))
    return files


def _part(place: int, parts: int) -> str:
    children = range(place * CHILDREN + 1, min(place * CHILDREN + CHILDREN + 1, parts))
    options = "".join(
        f"        {key}:\n          say: For {_what(child)}\n          go: m{child}\n"
        for key, child in enumerate(children, 4)
    )
    return _PART.format(k=place, what=_what(place), children=options)


def _what(place: int) -> str:
    """Words that no other part has, of the first 960."""
    place, thing = divmod(place, len(_THINGS))
    place, name = divmod(place, len(_NAMES))
    return f"{_THINGS[thing]} in {_NAMES[name]} {_PLACES[place % len(_PLACES)]}"


def _catalogues(files: dict[str, str], languages: list[str]) -> Iterator[tuple[str, str]]:
    line = load(files_of_text(files)).line
    assert line is not None
    for language in languages:
        rows = "".join(f'msgid "{one.text}"\nmsgstr "{one.text}"\n\n' for one in messages_of(line, language))
        yield (
            file_of(language),
            f'msgid ""\nmsgstr ""\n"Language: {language.replace("-", "_")}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n{rows}',
        )
