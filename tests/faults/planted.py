"""Faults to plant in the good line of tests/faults/line, one at a time: a text of one of its files becomes another one.

`found` is the beginning of the message that has to come: place, code, severity, name and first words.
"""

from dataclasses import dataclass


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
_BELOW = "".join(
    _MENU.replace("NODE", here).replace("NEXT", there) for here, there in zip(_DEEP, _DEEP[1:], strict=False)
)

CHECKED = (
    Fault("no key leads on", "line.yaml", "          go: account_number\n        3:", "          go: acount_number\n        3:", ""),
    Fault("nobody comes here", "line.yaml", "  no_match_again:\n", "  nobody_comes_here:\n    say: Hello.\n    next: main\n\n  no_match_again:\n", ""),
    Fault("no word on what comes after the last attempt", "line.yaml", "      confirm: true\n      exhausted: representative\n", "      confirm: true\n", ""),
    Fault("the wrong key in the Spanish prompt", "languages/es-US.po", "Para dejar un mensaje, oprima uno", "Para dejar un mensaje, oprima dos", ""),
    Fault("the whole account number whispered", "people.yaml", "Account ending {account.last4}", "Account {account.number}", ""),
    Fault("a gap in the keys", "line.yaml", "        4:\n          say: To hear when", "        6:\n          say: To hear when", ""),
    Fault("a text without consent", "money.yaml", "      consent: I will send one text to the phone ending in {caller.phone_last4}. Message and data rates may apply.\n", "", ""),
    Fault("the authorisation can be cut short", "money.yaml", "      terms:\n", "      prompt:\n", ""),
    Fault("an English voice for Spanish", "line.yaml", "es-US: Polly.Lupe-Neural", "es-US: Polly.Matthew-Neural", ""),
    Fault("a text without a translation", "languages/es-US.po", 'msgstr "El mensaje va en camino."', 'msgstr ""', ""),
    Fault("a translation that forgets the amount", "languages/es-US.po", "Usted debe {account.balance}.", "Usted debe algo.", ""),
    Fault("a greeting too long", "line.yaml", "say: Thanks for calling {company.name}.", "say: Thanks for calling {company.name}. We have served this harbor for ninety years, in all kinds of weather, and we hope to go on for ninety more.", ""),
    Fault("no word on closed doors", "people.yaml", "      closed: after_hours\n", "", ""),
    Fault("the PIN read back", "line.yaml", "I couldn't find a match. Let's try", "I couldn't find a match for {account.pin}. Let's try", ""),
    Fault("figures in a prompt", "money.yaml", "A fee of {company.fees.card} is", "A fee of $1.25 is", ""),
    Fault("what every line says", "line.yaml", "say: Thanks for calling {company.name}.", "say: Your call is important to us.", ""),
    Fault("a reserved key", "line.yaml", "        4:\n          say: To hear when", "        9:\n          say: To hear when", ""),
    Fault("a card number asked for by a question", "money.yaml", "Enter the ten-digit number of a mobile phone, with", "Enter the number of your credit card, with", ""),
    Fault("recorded without a word", "people.yaml", "After the tone, I will record your message. Please", "Please", ""),
    Fault("facts nobody looked at", "company.yaml", "as_of: 2026-11-01", "as_of: 2026-01-01", ""),
    Fault("holidays that run out", "company.yaml", "      2026-12-25: Christmas Day\n      2027-01-01: New Year's Day\n      2027-07-05: Independence Day\n", "      2026-11-26: Thanksgiving Day\n", ""),
    Fault("a fact that there is not", "line.yaml", "{company.hours.billing}", "{company.fax}", ""),
    Fault("asked again in the same words", "line.yaml", "nomatch: That was not a PIN.", "nomatch: Now enter your PIN.", ""),
    Fault("the key before what it does", "people.yaml", "prompt: Our representatives are not here right now. To leave a message, press one.", "prompt: Press one to leave a message.", ""),
    Fault("words of the trade", "line.yaml", "prompt: Now enter your PIN.", "prompt: Now punch in your PIN.", ""),
    Fault("the length of a secret", "line.yaml", "prompt: Now enter your PIN.", "prompt: Now enter your four-digit PIN.", ""),
    Fault("no length of what has one", "line.yaml", "your {company.account_number.length}-digit account", "your account", ""),
    Fault("no time to answer", "people.yaml", "      offer_person: false\n", "      offer_person: false\n      timeout: 2\n", ""),
    Fault("two choices alike", "money.yaml", "say: To hear that again", "say: To pay it now", ""),
    Fault("a way to pay that is off", "money.yaml", "say: The text is on its way.", "say: The text is on its way. You can also pay on our website.", ""),
    Fault("somebody else is rung", "people.yaml", "    transfer:\n      to: billing", "    transfer:\n      to: sales", ""),
    Fault("a voicemail for nobody", "people.yaml", "    voicemail:\n      to: billing", "    voicemail:\n      to: nobody", ""),
    Fault("more than a card can bear", "company.yaml", "most: 500.00", "most: 5000000.00", ""),
    Fault("a link without a lock", "company.yaml", "  bank: person\n", "  bank: link\n  link:\n    page: http://pay.example.com/start?t={token}\n", ""),
    Fault("a comparison that never holds", "money.yaml", "at_least: T2", "at_least: T9", ""),
    Fault("a duplicate key", "people.yaml", "      busy: nobody_free\n", "      busy: nobody_free\n      busy: goodbye\n", ""),
)

PROVED = (
    Fault("a dead end", "line.yaml", "          go: opening_hours\n      exhausted: representative", "          go: opening_hours\n      exhausted: goodbye", "line.yaml:23:3 IVR203 error [ends-on-an-error] When things go wrong at \"main\", the caller is led to goodbye, a", proved=True),
    Fault("round and round", "line.yaml", "    say: Our office is open {company.hours.billing}.\n    next: main", "    say: Our office is open {company.hours.billing}.\n    next: opening_hours", "line.yaml:40:3 IVR204 error [endless-line] From \"opening_hours\" the call goes round in a circle while the call", proved=True),
    Fault("the balance before anybody is known", "line.yaml", "          go: account_number\n        3:", "          go: balance\n        3:", "money.yaml:4:3 IVR205 error [unverified-account] This node needs T2, and a caller who is not known that well c", proved=True),
    Fault("a fee that nobody says", "money.yaml", "        - A fee of {company.fees.card} is added to each payment by card.\n", "", "money.yaml:50:3 IVR206 error [charge-unheard] A caller can get to this payment who did not hear the fee to the", proved=True),
    Fault("a menu below a menu below a menu", "line.yaml", f"          go: call_me_back\n{_OPENING}", f"          go: deep\n{_OPENING}{_BELOW}", "", proved=True),
    Fault("a payment too far", "line.yaml", "budgets:\n", "budgets:\n  payment:\n    seconds: 30 s\n", "money.yaml:51:3 IVR211 error [payment-too-far] In en-US it takes 91 s of words to come to a payment at \"charge", proved=True),
    Fault("a payment that fails, and no person", "money.yaml", "      failed: payment_failed", "      failed: goodbye", "money.yaml:51:3 IVR203 error [ends-on-an-error] When things go wrong at \"charge\", the caller is led to goodbye", proved=True),
    Fault("a person behind many words", "people.yaml", "      open: connecting\n", "      open: opening_hours\n", "", proved=True),
    Fault("nobody comes on the line", "people.yaml", "      open: connecting\n", "      open: opening_hours\n", "line.yaml:23:3 IVR201 error [person-out-of-reach] From \"main\" a caller comes to no person, call back, message ", proved=True),
)
