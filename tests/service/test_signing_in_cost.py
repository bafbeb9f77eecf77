"""What a password costs where nobody turned it down for tests, as conftest.py does."""

import ast
from pathlib import Path

from werkzeug.security import generate_password_hash

from ivr.service import signing_in


def written(name: str) -> object:
    """A constant of the module, as its text says and not as a test has set it."""
    for node in ast.parse(Path(signing_in.__file__).read_text()).body:
        if isinstance(node, ast.Assign) and [ast.unparse(one) for one in node.targets] == [name]:
            return ast.literal_eval(node.value)
    raise LookupError(name)


def test_a_password_costs_what_werkzeug_thinks_it_should() -> None:
    assert written("HASHING") == generate_password_hash("four harbour lamps").partition("$")[0]
