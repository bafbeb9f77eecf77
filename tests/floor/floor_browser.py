"""A browser at the desk of a real installation, and the people who sign in to it."""

import re
from html import unescape

from callback_house import House
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ivr.secret import Secret
from ivr.service.desk_ports import Role, User
from ivr.service.signing_in import hashed

PASSWORD = "four harbour lamps"
_HASHED = hashed(Secret(PASSWORD))
"""Once for all tests: it takes its time."""


def employed(house: House, name: str, role: Role = Role.REPRESENTATIVE, representative: str = "") -> None:
    """As `ivr desk add-user` would."""
    user = User(name, _HASHED, role, representative, session=f"session-of-{name}")
    house.installation.floor.store.users.put(user)


class Browser:
    """Sends a form as a browser does: with the token of a page it has seen."""

    def __init__(self, house: House) -> None:
        self.client: FlaskClient = house.installation.app.test_client()
        self.secure = {"base_url": house.settings.public_url}

    def get(self, path: str = "") -> TestResponse:
        return self.client.get(f"/desk{path}", **self.secure)  # type: ignore[arg-type]  # a keyword of werkzeug's

    def text(self, path: str = "/board") -> str:
        """Of a page, as it is read."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.status
        shown = re.sub(r"<section[^>]* hidden>.*?</section>", " ", answer.text, flags=re.DOTALL)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", shown)).split())

    def post(self, path: str, **fields: str) -> TestResponse:
        data = {"csrf": self.token(), **fields}
        return self.client.post(f"/desk{path}", data=data, **self.secure)  # type: ignore[arg-type]

    def does(self, path: str, **fields: str) -> str:
        """A form sent from the own desk, and what the page says then."""
        answer = self.post(path, page="desk", **fields)
        assert answer.status_code == 303, answer.status
        return self.text(answer.location.removeprefix("/desk"))

    def token(self) -> str:
        page = self.client.get("/desk/sign-in", follow_redirects=True, **self.secure)  # type: ignore[arg-type]
        found = re.search(r'name="csrf" value="([^"]+)"', page.text)
        assert found is not None
        return found[1]

    def sign_in(self, name: str, password: str = PASSWORD) -> "Browser":
        answer = self.post("/sign-in", name=name, password=password)
        assert answer.status_code == 303, answer.status
        return self
