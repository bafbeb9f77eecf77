"""A line with a desk, as an author writes it: an account number of sixteen digits, a menu, a queue and a voice mail box.

Invented people and numbers; 555-01xx is reserved for that.
"""

from datetime import date

from ivr.accounts.account import DemoAccount
from ivr.secret import Secret

NUMBER = "8448200012342917"
IN_FOURS = "8448 2000 1234 2917"
PIN = "2580"
ACCOUNT = DemoAccount(Secret(NUMBER), Secret(PIN), 13450, 0, date(2026, 12, 5), "USD")

COMPANY = """\
name: Example
phone: +1 555 010 0000
account_number: {length: 16, prefix: 8448, groups: [4, 4, 4, 4]}
pin: {length: 4}
hours:
  billing: {zone: America/New_York, week: {monday-sunday: "0:00-24:00"}}
"""
PEOPLE = """\
before_sign_in: away
groups:
  billing: {wrap_up: 30 s}
representatives:
  rosa: {name: Rosa, number: +1 555 010 0101, groups: [billing], languages: [en-US]}
  ben: {name: Ben, number: +1 555 010 0102, groups: [billing], languages: [en-US]}
"""
LINE = """\
line: example
company: company.yaml
languages: {en-US: Polly.Joanna-Neural}
representatives: representatives.yaml
start: number
person: is_open
nodes:
  number:
    collect:
      into: account.number
      prompt: Welcome. Enter your sixteen-digit account number.
      noinput: It is at the top of your bill. Please enter all sixteen digits.
      exhausted: is_open
    next: pin
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
      verified: what_about
      refused: is_open
      exhausted: is_open
      down: is_open
  what_about:
    menu:
      options:
        1: {say: To ask for more time to pay, go: more_time_to_pay}
        2: {say: For everything else, go: is_open}
      exhausted: is_open
  more_time_to_pay:
    say: You would like more time.
    reason: more_time
    next: is_open
  is_open:
    hours: {of: billing, open: ring, closed: is_closed, holiday: is_closed, emergency: is_closed}
  ring:
    transfer:
      to: billing
      prompt: I am connecting you.
      whisper: Bill pay. Account ending {account.last4}.
      bridged: after_talk
      noanswer: wait
      busy: wait
      failed: wait
  wait:
    queue:
      to: billing
      hours: billing
      prompt: Everybody is talking to others.
      place:
        - You are number {queue.position} in line.
      options:
        1: {say: To leave a message, go: leave_a_message}
      free: ring
      bridged: after_talk
      empty: leave_a_message
      closed: is_closed
      failed: leave_a_message
  leave_a_message:
    voicemail:
      to: billing
      prompt: I will record your message.
      left: after_talk
      empty: after_talk
  is_closed: {hangup: Our office is closed. Goodbye.}
  after_talk: {hangup: Thank you for calling. Goodbye.}
"""
TEXTS = {"line.yaml": LINE, "company.yaml": COMPANY, "representatives.yaml": PEOPLE}
"""The line's files by name."""
