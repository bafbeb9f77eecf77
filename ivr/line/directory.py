"""directory.yaml: a back office of the company's own, asked over HTTP in the place of the embedded account directory.

Nothing in it is secret and nothing secret may get into an address: addresses end in the logs of every machine on the
way. Tokens come from the environment, by name.
"""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from ivr.dialog.prompts import VERIFIERS, Known
from ivr.line.demonstration import AccountStatus, StatusWord
from ivr.line.model import NotEmpty, Written
from ivr.line.scalars import Positive, Timeout, one_of
from ivr.reading.misfits import nearest
from ivr.reading.scalars import Flag, Text, UnfitError, parse_count, parse_seconds, parse_text, scalar
from ivr.reading.spelling import shown

LONGEST_DEADLINE = 12
"""Seconds. The carrier waits 15 for its document."""

MOST_RETRIES = 5

VARIABLE = re.compile(r"\$\{([A-Z][A-Z0-9_]*)\}")
"""A name of the environment, in an address or a header."""

_PATH = re.compile(r"[^.\s]+(\.[^.\s]+)*")
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")  # RFC 9110, 5.6.2
_CURRENCY = re.compile(r"[A-Z]{3}")
_LATER = frozenset({408, 429})
_OURS = frozenset({"content-type", "content-length", "transfer-encoding", "connection", "host", "idempotency-key"})
_TOKENS = frozenset({"authorization", "proxy-authorization", "cookie"})


class Told(StrEnum):
    """What the back office is told of a call; any other text in a body is a constant."""

    NUMBER = "account.number"
    VERIFIER = "account.verifier"
    KIND = "account.verifier_kind"
    AMOUNT = "payment.amount"
    CURRENCY = "payment.currency"
    CONFIRMATION = "payment.confirmation"
    KEY = "payment.key"


class Unit(StrEnum):
    """How amounts are written there: 13450 or 134.50."""

    MINOR = "minor"
    MAJOR = "major"


WHO = (Told.NUMBER, Told.VERIFIER, Told.KIND)
PAID = (Told.NUMBER, Told.AMOUNT, Told.CURRENCY, Told.CONFIRMATION, Told.KEY)

FACTS = (
    Known.ACCOUNT_BALANCE,
    Known.ACCOUNT_PAST_DUE,
    Known.ACCOUNT_DUE,
    Known.ACCOUNT_STATUS,
    Known.ACCOUNT_AUTOPAY,
    Known.ACCOUNT_DISCOUNT,
)
"""What an answer may tell. The tier and the last four digits are never taken from outside."""

AMOUNTS = frozenset({Known.ACCOUNT_BALANCE, Known.ACCOUNT_PAST_DUE})


def _with_variables(text: str) -> str:
    parse_text(text)
    if "${" in VARIABLE.sub("", text):
        raise UnfitError(
            f"{shown(text)} holds a name of the environment that is not whole.",
            "Write it in capitals and in braces, such as ${BILLING_URL}.",
        )
    return text


def _address(text: str) -> str:
    plain = VARIABLE.sub("", _with_variables(text))
    if "{" in plain or any(one in text for one in Told):
        raise UnfitError(
            "An address must not hold what a caller keyed, because addresses end in logs.",
            "Send it in the body, below the key send.",
        )
    if not text.startswith(("https://", "http://", "${")):
        raise UnfitError(
            f"{shown(text)} is not an address.", "Write it whole, such as https://billing.example.com/verify"
        )
    return text


def _header_name(text: str) -> str:
    if not _HEADER.fullmatch(text):
        raise UnfitError(f"{shown(text)} is not the name of a header.", "Write one such as Authorization.")
    if text.lower() in _OURS:
        raise UnfitError(f"The header {shown(text)} is written by the line itself.", "Take it out.")
    return text


def _path(text: str) -> tuple[str, ...]:
    if not _PATH.fullmatch(text):
        raise UnfitError(
            f"{shown(text)} is not a place in an answer.", "Write names and numbers with dots, such as account.bills.0."
        )
    return tuple(text.split("."))


def _told(known: tuple[Told, ...]) -> Callable[[str], str]:
    def parse(text: str) -> str:
        for one in known:
            if text == one:
                return one
        if text.partition(".")[0] in ("account", "payment") and "." in text:
            near = nearest(text, known)
            listed = f"There are {', '.join(known)}."
            raise UnfitError(
                f"{shown(text)} is nothing that can be sent here.", f"Did you mean {near[0]}?" if near else listed
            )
        return parse_text(text)

    return parse


def _status_code(text: str) -> int:
    code = parse_count(text)
    if not 400 <= code <= 499 or code in _LATER:
        raise UnfitError(
            f"HTTP {code} is no refusal.",
            "Write a status from 400 to 499 other than 408 and 429; the rest decide nothing.",
        )
    return code


def _deadline(text: str) -> int:
    seconds = parse_seconds(text)
    if not 1 <= seconds <= LONGEST_DEADLINE:
        raise UnfitError(
            f"Nobody on the telephone can wait {seconds} seconds for this.",
            f"Write 1 to {LONGEST_DEADLINE} seconds, such as 10 s; the carrier itself gives up after 15.",
        )
    return seconds


def _retries(text: str) -> int:
    count = parse_count(text)
    if count > MOST_RETRIES:
        raise UnfitError(f"{count} more tries are too many.", f"Write 0 to {MOST_RETRIES}.")
    return count


def _currency(text: str) -> str:
    if not _CURRENCY.fullmatch(text):
        raise UnfitError(f"{shown(text)} is not the code of a currency.", "Write one of ISO 4217, such as USD.")
    return text


_NUMBER = ["integer", "string"]
_SECONDS = {"type": _NUMBER, "minimum": 1, "maximum": LONGEST_DEADLINE, "pattern": "^[1-9][0-9]?( s)?$"}

Address = Annotated[str, scalar(_address, {"type": "string"}, "${BILLING_URL}/accounts/verify")]
HeaderName = Annotated[str, scalar(_header_name, {"type": "string"}, "Authorization")]
HeaderText = Annotated[str, scalar(_with_variables, {"type": "string"}, "Bearer ${BILLING_TOKEN}")]
JsonPath = Annotated[tuple[str, ...], scalar(_path, {"type": "string"}, "balance.cents")]
ToldOfWho = Annotated[str, scalar(_told(WHO), {"type": "string"}, "account.number")]
ToldOfPaid = Annotated[str, scalar(_told(PAID), {"type": "string"}, "payment.amount")]
Refusal = Annotated[
    int, scalar(_status_code, {"type": _NUMBER, "minimum": 400, "maximum": 499, "pattern": "^4[0-9]{2}$"}, "404")
]
Deadline = Annotated[int, scalar(_deadline, _SECONDS, "10 s")]
Retries = Annotated[
    int,
    scalar(_retries, {"type": _NUMBER, "minimum": 0, "maximum": MOST_RETRIES, "pattern": f"^[0-{MOST_RETRIES}]$"}, "2"),
]
Currency = Annotated[str, scalar(_currency, {"type": "string", "pattern": f"^{_CURRENCY.pattern}$"}, "USD")]
Units = Annotated[Unit, scalar(one_of(tuple(Unit), "a way to write amounts"), {"enum": list(Unit)})]
Verifier = Annotated[Known, scalar(one_of(VERIFIERS, "what a caller proves anything by"), {"enum": list(VERIFIERS)})]
Fact = Annotated[Known, scalar(one_of(FACTS, "a fact that an answer may tell"), {"enum": list(FACTS)})]


class Verifying(Written):
    """How the back office is asked whether number and verifier belong together."""

    url: Address = Field(
        description="Where a POST with a JSON body goes. `${NAME}` is taken from the environment; nothing that a caller"
        " keyed may stand in it."
    )
    send: Annotated[Mapping[Text, ToldOfWho], NotEmpty] = Field(
        description="The body: what a value is called there, and account.number, account.verifier,"
        " account.verifier_kind or a constant text."
    )
    kinds: Annotated[Mapping[Verifier, Text], NotEmpty] = Field(
        default_factory=lambda: {one: one.value.partition(".")[2] for one in VERIFIERS},
        description="What account.verifier_kind is there, for each verifier the back office knows: pin, bill_code, zip"
        " and phone_last4 if left out. A verifier that is not named never matches.",
    )
    answer: JsonPath = Field(description="Where an answer says how it went, such as result or check.outcome.")
    verified: Text = Field(description="What stands there when they belong together; true and numbers are text here.")
    refused: tuple[Text, ...] = Field(default=(), description="What stands there when they do not.")
    refused_statuses: tuple[Refusal, ...] = Field(
        default=(),
        description="HTTP statuses that say they do not belong together. Name one only if the back office sends it for"
        " nothing else: 401 and 404 are also what a bad token and a wrong address get.",
    )
    facts: Mapping[Fact, JsonPath] = Field(
        default_factory=dict, description="What the line may know of the account, and where the answer says it."
    )

    @model_validator(mode="after")
    def _says_yes_and_no(self) -> Self:
        for one in (Told.NUMBER, Told.VERIFIER):
            if list(self.send.values()).count(one) != 1:
                raise UnfitError(f"The body must hold {one} once.", f"Write a line such as {_last(one)}: {one}")
        if not self.refused and not self.refused_statuses:
            raise UnfitError("Nothing here says how a refusal looks.", "Write the key refused, or refused_statuses.")
        if self.verified in self.refused:
            raise UnfitError(f"{shown(self.verified)} cannot mean both yes and no.", "Take it out of refused.")
        return self


class Reporting(Written):
    """How the back office is told of a payment."""

    url: Address = Field(description="Where a POST with a JSON body goes; any answer from 200 to 299 means it is done.")
    send: Annotated[Mapping[Text, ToldOfPaid], NotEmpty] = Field(
        description="The body: what a value is called there, and account.number, payment.amount, payment.currency,"
        " payment.confirmation, payment.key or a constant text. The key is also sent as the header Idempotency-Key."
    )


class Amounts(Written):
    """How the back office writes amounts of money."""

    unit: Units = Field(description="minor for 13450, major for 134.50.")
    currency: Currency = Field(description="The currency of all of them.")


class Resting(Written):
    """When a back office that does not answer is left alone."""

    failures: Positive = Field(default=5, description="After so many failures in a row.")
    rest: Timeout = Field(default=30, description="For so long; then one caller's question tries it again.")


class DirectoryFile(Written):
    """A back office that is asked over HTTP."""

    headers: Mapping[HeaderName, HeaderText] = Field(
        default_factory=dict, description="Headers of every request; `${NAME}` is taken from the environment."
    )
    plain_http: Flag = Field(
        default=False,
        description="Whether an address may begin with http:// though it is not on this machine. What callers key is"
        " then readable on the way.",
    )
    verify: Verifying = Field(description="How callers are verified.")
    record: Reporting | None = Field(
        default=None, description="How payments are reported. Left out: the payment company does that itself."
    )
    amounts: Amounts | None = Field(default=None, description="How amounts are written there.")
    statuses: Mapping[Text, StatusWord] = Field(
        default_factory=dict, description="Words of the back office for how an account stands, and ours."
    )
    deadline: Deadline = Field(default=10, description="For a question with its retries, in seconds.")
    retries: Retries = Field(
        default=2, description="More tries where nothing was sent, or the answer was HTTP 502, 503 or 504."
    )
    breaker: Resting = Field(default=Resting(), description="When it is left alone.")

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        told = self.record is not None and Told.AMOUNT in self.record.send.values()
        if self.amounts is None and (told or AMOUNTS & self.verify.facts.keys()):
            raise UnfitError("Nothing here says how amounts are written.", "Write amounts: with unit and currency.")
        for name, text in self.headers.items():
            if name.lower() in _TOKENS and not VARIABLE.search(text):
                raise UnfitError(
                    f"The header {name} holds a token, and a token does not stand in a file.",
                    f"Put it into the environment: {name}: Bearer ${{BILLING_TOKEN}}",
                )
        return self

    def meaning_of(self, word: str) -> AccountStatus | None:
        """A status in our words, from the back office's; ours need no translation."""
        return self.statuses.get(word) or next((one for one in AccountStatus if one == word), None)


def _last(name: str) -> str:
    return name.rpartition(".")[2]
