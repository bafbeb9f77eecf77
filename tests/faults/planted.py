"""Faults to plant in the good line of tests/faults/line, one at a time: a text of one of its files becomes another one.

`found` is the beginning of the message that has to come: place, code, severity, name and first words.
"""

from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Fault:
    name: str
    file: str
    old: str
    new: str
    found: str
    proved: bool = False

    def __str__(self) -> str:
        return self.name


_OPENING = """\
        4:
          say: To hear when we are open
          go: opening_hours
      exhausted: representative

"""
_MENU = """\
  NODE:
    menu:
      prompt: The text is on its way.
      options:
        1:
          say: To hear that again
          go: NEXT
      exhausted: representative
    back: main

"""
_DEEP = ("deep", "deeper", "deepest", "call_me_back")
_BELOW = "".join(_MENU.replace("NODE", here).replace("NEXT", there) for here, there in pairwise(_DEEP))

CHECKED = (
    Fault(
        "no key leads on",
        "line.yaml",
        "          go: account_number\n        3:",
        "          go: acount_number\n        3:",
        'line.yaml:31:15 IVR101 error [dangling-target] No node is named "acount_number".',
    ),
    Fault(
        "nobody comes here",
        "line.yaml",
        "  no_match_again:\n",
        "  nobody_comes_here:\n    say: Hello.\n    next: main\n\n  no_match_again:\n",
        'line.yaml:76:3 IVR102 warning [unreachable-node] No caller can get to the node "nobody_comes_here".',
    ),
    Fault(
        "no word on what comes after the last attempt",
        "line.yaml",
        "      confirm: true\n      exhausted: representative\n",
        "      confirm: true\n",
        'line.yaml:45:5 IVR103 error [missing-exhausted] The node "account_number" does not say where a caller goes aft',
    ),
    Fault(
        "the wrong key in the Spanish prompt",
        "languages/es-US.po",
        "Para dejar un mensaje, oprima uno",
        "Para dejar un mensaje, oprima dos",
        'people.yaml:30:9 IVR108 error [unspoken-key] Nobody who calls hears in es-US what key 1 of "after_hours" does.',
    ),
    Fault(
        "the whole account number whispered",
        "people.yaml",
        "Account ending {account.last4}",
        "Account {account.number}",
        "people.yaml:15:16 IVR053 error [bad-value] The whisper is not told {account.number}, so it cannot say it.",
    ),
    Fault(
        "a gap in the keys",
        "line.yaml",
        "        4:\n          say: To hear when",
        "        6:\n          say: To hear when",
        'line.yaml:35:9 IVR147 warning [keys-out-of-order] The keys of "main" are 1, 2, 3, 6: 6 stands where 4 would.',
    ),
    Fault(
        "a text without consent",
        "money.yaml",
        "      consent: I will send one text to the phone ending in {caller.phone_last4}. Message and data rates may apply.\n",
        "",
        'money.yaml:94:5 IVR051 error [missing-key] "text" needs the key "consent".',
    ),
    Fault(
        "the authorisation can be cut short",
        "money.yaml",
        "      terms:\n",
        "      prompt:\n",
        'money.yaml:39:11 IVR137 error [bargein-of-legal-words] "{company.fees.card}" is said here, and any key ',
    ),
    Fault(
        "an English voice for Spanish",
        "line.yaml",
        "es-US: Polly.Lupe-Neural",
        "es-US: Polly.Matthew-Neural",
        'line.yaml:7:10 IVR120 error [voice-of-another-language] The carrier has no voice "Polly.Matthew-Neural" that s',
    ),
    Fault(
        "a text without a translation",
        "languages/es-US.po",
        'msgstr "El mensaje va en camino."',
        'msgstr ""',
        'money.yaml:106:10 IVR075 warning [missing-translation] "The text is on its way." has no translation into es-US',
    ),
    Fault(
        "a translation that forgets the amount",
        "languages/es-US.po",
        "Usted debe {account.balance}.",
        "Usted debe algo.",
        'languages/es-US.po:58:1 IVR077 error [values-differ] The translation of "You owe {account.balance}." leaves {a',
    ),
    Fault(
        "a greeting too long",
        "line.yaml",
        "say: Thanks for calling {company.name}.",
        "say: Thanks for calling {company.name}. We have served this harbor for ninety years, in all kinds of weather, and we hope to go on for ninety more.",
        "line.yaml:19:3 IVR153 warning [takes-too-long] It takes 8.8 s in en-US, 8.8 s in es-US to say the greeting; 8 ",
    ),
    Fault(
        "no word on closed doors",
        "people.yaml",
        "      closed: after_hours\n",
        "",
        'people.yaml:5:5 IVR051 error [missing-key] "hours" needs the key "closed".',
    ),
    Fault(
        "the PIN read back",
        "line.yaml",
        "I couldn't find a match. Let's try",
        "I couldn't find a match for {account.pin}. Let's try",
        "line.yaml:73:10 IVR053 error [bad-value] {account.pin} proves who is calling, so it is never read out.",
    ),
    Fault(
        "figures in a prompt",
        "money.yaml",
        "A fee of {company.fees.card} is",
        "A fee of $1.25 is",
        'money.yaml:39:11 IVR135 warning [raw-figures] "$1.25" is written for the eye, and each voice makes something e',
    ),
    Fault(
        "what every line says",
        "line.yaml",
        "say: Thanks for calling {company.name}.",
        "say: Your call is important to us.",
        'line.yaml:20:10 IVR133 warning [banned-phrase] "Your call is important" helps no caller.',
    ),
    Fault(
        "a reserved key",
        "line.yaml",
        "        4:\n          say: To hear when",
        "        9:\n          say: To hear when",
        "line.yaml:35:9 IVR053 error [bad-value] 9 is kept for the other language everywhere, so no choice can have it.",
    ),
    Fault(
        "a card number asked for by a question",
        "money.yaml",
        "Enter the ten-digit number of a mobile phone, with",
        "Enter the number of your credit card, with",
        'money.yaml:85:15 IVR131 error [card-outside-pay] "Enter the number of your credit card" is asked for here, whe',
    ),
    Fault(
        "recorded without a word",
        "people.yaml",
        "After the tone, I will record your message. Please",
        "Please",
        'people.yaml:41:15 IVR156 warning [recording-without-notice] "leave_a_message" does not say in en-US and es-US ',
    ),
    Fault(
        "facts nobody looked at",
        "company.yaml",
        "as_of: 2026-11-01",
        "as_of: 2026-01-01",
        "company.yaml:15:10 IVR110 warning [stale-facts] Nobody has made sure for 327 days that this is what is accepte",
    ),
    Fault(
        "holidays that run out",
        "company.yaml",
        "      2026-12-25: Christmas Day\n      2027-01-01: New Year's Day\n      2027-07-05: Independence Day\n",
        "      2026-11-26: Thanksgiving Day\n",
        "company.yaml:46:7 IVR110 warning [stale-facts] The last holiday of the hours billing is 2026-11-26, so the lin",
    ),
    Fault(
        "a fact that there is not",
        "line.yaml",
        "{company.hours.billing}",
        "{company.fax}",
        'line.yaml:41:10 IVR106 error [unknown-fact] company.yaml has no fact "fax".',
    ),
    Fault(
        "asked again in the same words",
        "line.yaml",
        "nomatch: That was not a PIN.",
        "nomatch: Now enter your PIN.",
        'languages/es-US.po:37:1 IVR132 warning [same-reprompt] "Ahora ingrese su PIN." is what the caller did not unde',
    ),
    Fault(
        "the key before what it does",
        "people.yaml",
        "prompt: Our representatives are not here right now. To leave a message, press one.",
        "prompt: Press one to leave a message.",
        'people.yaml:27:15 IVR130 error [key-before-function] "Press one to" names the key before what it does.',
    ),
    Fault(
        "words of the trade",
        "line.yaml",
        "prompt: Now enter your PIN.",
        "prompt: Now punch in your PIN.",
        'line.yaml:57:15 IVR134 warning [telephone-jargon] "punch in your" is not what callers call it.',
    ),
    Fault(
        "the length of a secret",
        "line.yaml",
        "prompt: Now enter your PIN.",
        "prompt: Now enter your four-digit PIN.",
        'line.yaml:57:15 IVR150 error [said-length-of-a-secret] This tells in en-US and es-US how many digits "account.',
    ),
    Fault(
        "no length of what has one",
        "line.yaml",
        "your {company.account_number.length}-digit account",
        "your account",
        'line.yaml:47:15 IVR149 error [unsaid-length] The question of "account_number" does not say in en-US and es-US ',
    ),
    Fault(
        "no time to answer",
        "people.yaml",
        "      offer_person: false\n",
        "      offer_person: false\n      timeout: 2\n",
        "people.yaml:29:16 IVR151 warning [short-timeout] Callers have 2 s for a choice here.",
    ),
    Fault(
        "two choices alike",
        "money.yaml",
        "say: To hear that again",
        "say: To pay it now",
        'money.yaml:16:16 IVR136 warning [similar-labels] "To pay it now" sounds like another choice here, "To pay now"',
    ),
    Fault(
        "a way to pay that is off",
        "money.yaml",
        "say: The text is on its way.",
        "say: The text is on its way. You can also pay on our website.",
        'money.yaml:106:10 IVR109 error [mentions-what-is-off] "website" is said here, and the switch "channels.online"',
    ),
    Fault(
        "somebody else is rung",
        "people.yaml",
        "    transfer:\n      to: billing",
        "    transfer:\n      to: sales",
        'people.yaml:13:11 IVR121 error [unknown-name] No representative is in a group named "sales".',
    ),
    Fault(
        "a voicemail for nobody",
        "people.yaml",
        "    voicemail:\n      to: billing",
        "    voicemail:\n      to: nobody",
        'people.yaml:40:11 IVR121 error [unknown-name] No representative is in a group named "nobody".',
    ),
    Fault(
        "more than a card can bear",
        "company.yaml",
        "most: 500.00",
        "most: 5000000.00",
        "company.yaml:26:9 IVR160 error [charge-too-large] With the fee for cards, a payment may be more than the carri",
    ),
    Fault(
        "a link without a lock",
        "company.yaml",
        "  bank: person\n",
        "  bank: link\n  link:\n    page: http://pay.example.com/start?t={token}\n",
        'company.yaml:26:11 IVR053 error [bad-value] "http://pay.example.com/start?t={token}" cannot be the page of a p',
    ),
    Fault(
        "a comparison that never holds",
        "money.yaml",
        "at_least: T2",
        "at_least: T9",
        'money.yaml:26:21 IVR122 error [bad-comparison] "T9" is not how well a caller is known.',
    ),
    Fault(
        "a duplicate key",
        "people.yaml",
        "      busy: nobody_free\n",
        "      busy: nobody_free\n      busy: goodbye\n",
        'people.yaml:19:7 IVR024 error [duplicate-key] The key "busy" stands here a second time; the first is in line 1',
    ),
)

PROVED = (
    Fault(
        "a dead end",
        "line.yaml",
        "          go: opening_hours\n      exhausted: representative",
        "          go: opening_hours\n      exhausted: goodbye",
        'line.yaml:23:3 IVR203 error [ends-on-an-error] When things go wrong at "main", the caller is led to goodbye, a',
        proved=True,
    ),
    Fault(
        "round and round",
        "line.yaml",
        "    say: Our office is open {company.hours.billing}.\n    next: main",
        "    say: Our office is open {company.hours.billing}.\n    next: opening_hours",
        'line.yaml:40:3 IVR204 error [endless-line] From "opening_hours" the call goes round in a circle while the call',
        proved=True,
    ),
    Fault(
        "the balance before anybody is known",
        "line.yaml",
        "          go: account_number\n        3:",
        "          go: balance\n        3:",
        "money.yaml:4:3 IVR205 error [unverified-account] This node needs T2, and a caller who is not known that well c",
        proved=True,
    ),
    Fault(
        "a fee that nobody says",
        "money.yaml",
        "        - A fee of {company.fees.card} is added to each payment by card.\n",
        "",
        "money.yaml:50:3 IVR206 error [charge-unheard] A caller can get to this payment who did not hear the fee to the",
        proved=True,
    ),
    Fault(
        "a menu below a menu below a menu",
        "line.yaml",
        f"          go: call_me_back\n{_OPENING}",
        f"          go: deep\n{_OPENING}{_BELOW}",
        'people.yaml:49:3 IVR212 warning [too-deep] It takes 4 menus to come to "call_me_back".',
        proved=True,
    ),
    Fault(
        "a payment too far",
        "line.yaml",
        "budgets:\n",
        "budgets:\n  payment:\n    seconds: 30 s\n",
        'money.yaml:51:3 IVR211 error [payment-too-far] In en-US it takes 91 s of words to come to a payment at "charge',
        proved=True,
    ),
    Fault(
        "a payment that fails, and no person",
        "money.yaml",
        "      failed: payment_failed",
        "      failed: goodbye",
        'money.yaml:51:3 IVR203 error [ends-on-an-error] When things go wrong at "charge", the caller is led to goodbye',
        proved=True,
    ),
    Fault(
        "a person too far",
        "line.yaml",
        "budgets:\n",
        "budgets:\n  person:\n    seconds: 1 s\n",
        'line.yaml:25:3 IVR202 error [person-too-far] In en-US it is 4 s of words from "main" to a person while somebod',
        proved=True,
    ),
    Fault(
        "nobody comes on the line",
        "people.yaml",
        "      open: connecting\n",
        "      open: opening_hours\n",
        'line.yaml:23:3 IVR201 error [person-out-of-reach] From "main" a caller comes to no person, call back, message ',
        proved=True,
    ),
)
