"""Paths and methods: one request of the library to what answers it.

Whoever names another account, or comes with the wrong token, is told so as Twilio tells it.
"""

import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ivr.carrier.phones import Phone
from ivr.carrier.queues import Queue
from ivr.carrier.rest.calls import Calls
from ivr.carrier.rest.desk import Desk, TooManyOrdersError
from ivr.carrier.rest.holdings import Holdings
from ivr.carrier.rest.messages import Messages
from ivr.carrier.rest.numbers import Numbers
from ivr.carrier.rest.paging import page
from ivr.carrier.rest.parameters import Parameters
from ivr.carrier.rest.problems import RestProblemError, not_found
from ivr.carrier.rest.queues import QueueList
from ivr.carrier.rest.shapes import Account, account_shape

_PATH = re.compile(r"/2010-04-01/Accounts/(?P<account>[^/.]+)(?P<rest>/[A-Za-z0-9/]+)?\.json")

Body = dict[str, object]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. `sent` is the query of a GET and the form of a POST."""

    method: str
    path: str
    sent: Parameters = field(repr=False)
    login: tuple[str, str] | None = field(default=None, repr=False)


class RestApi:
    def __init__(
        self,
        account: Account,
        holdings: Holdings,
        phones: Mapping[str, Phone],
        desk: Desk,
        queues: Iterable[Queue],
    ) -> None:
        self._account = account
        self._messages = Messages(account, holdings, phones, desk)
        self._calls = Calls(account, holdings, desk)
        self._numbers = Numbers(account, holdings)
        self._queues = QueueList(account, queues)

    def answer(self, asked: Asked) -> tuple[int, Body]:
        """An HTTP status and a JSON body; never an exception for what was sent."""
        try:
            return self._answer(asked)
        except RestProblemError as problem:
            return problem.status, problem.body()
        except TooManyOrdersError:
            return 429, RestProblemError(429, 20429, "Too many requests").body()

    def _answer(self, asked: Asked) -> tuple[int, Body]:
        self._admit(asked)
        parts = _PATH.fullmatch(asked.path)
        if parts is None or parts["account"] != self._account.sid:
            raise not_found()
        where = (parts["rest"] or "").strip("/").split("/")
        body = self._get(asked, where) if asked.method == "GET" else self._post(asked, where)
        return (201 if asked.method == "POST" and len(where) == 1 else 200), body

    def _admit(self, asked: Asked) -> None:
        if asked.login is None or not _same(asked.login, (self._account.sid, self._account.token)):
            raise RestProblemError(401, 20003, "Authenticate")

    def _get(self, asked: Asked, where: list[str]) -> Body:
        match where:
            case [""]:
                return account_shape(self._account)
            case [name]:
                return page(*self._list(name, asked), asked.sent)
            case ["Queues", sid, "Members"]:
                return page("queue_members", asked.path, self._queues.members(sid), asked.sent)
            case ["Queues", sid, "Members", call]:
                return self._queues.member(sid, call)
            case [name, sid]:
                return self._fetch(name, sid)
            case _:
                raise not_found()

    def _list(self, name: str, asked: Asked) -> tuple[str, str, list[Body]]:
        match name:
            case "Messages":
                return "messages", asked.path, self._messages.list(asked.sent)
            case "Calls":
                return "calls", asked.path, self._calls.list(asked.sent)
            case "IncomingPhoneNumbers":
                return "incoming_phone_numbers", asked.path, self._numbers.list(asked.sent)
            case "Queues":
                return "queues", asked.path, self._queues.all()
            case _:
                raise not_found()

    def _fetch(self, name: str, sid: str) -> Body:
        match name:
            case "Messages":
                return self._messages.fetch(sid)
            case "Calls":
                return self._calls.fetch(sid)
            case "IncomingPhoneNumbers":
                return self._numbers.fetch(sid)
            case "Queues":
                return self._queues.fetch(sid)
            case _:
                raise not_found()

    def _post(self, asked: Asked, where: list[str]) -> Body:
        match (asked.method, where):
            case ("POST", ["Messages"]):
                return self._messages.create(asked.sent)
            case ("POST", ["Calls"]):
                return self._calls.create(asked.sent)
            case ("POST", ["Calls", sid]):
                return self._calls.update(sid, asked.sent)
            case ("POST", ["IncomingPhoneNumbers", sid]):
                return self._numbers.update(sid, asked.sent)
            case _:
                raise RestProblemError(405, 20004, "This box does not do that")


def _same(given: tuple[str, str], right: tuple[str, str]) -> bool:
    return hmac.compare_digest(":".join(map(str, given)).encode(), ":".join(right).encode())
