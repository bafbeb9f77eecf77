"""Where a secret may be revealed: a list with a reason for each place, and no other place."""

import json
import pickle
import re
from pathlib import Path

import pytest

from ivr.secret import Secret

ROOT = Path(__file__).parents[1]
REVEALS = re.compile(r"\breveal\b")

MAY_REVEAL = {
    "ivr/secret.py": "defines it",
    "ivr/accounts/account.py": "the last four digits, and whether a PIN is blank or all zeros",
    "ivr/accounts/http.py": "number and proof go to the company's own back office, in the body of a request",
    "ivr/accounts/pepper.py": "what a caller keys becomes a keyed digest before anything is looked up",
    "ivr/carrier/paying/wallet.py": "what a simulated caller keys into Pay is masked before anything else sees it",
    "ivr/dialog/asking.py": "one key of a menu is noted",
    "ivr/dialog/grammar.py": "what was keyed is held against a grammar",
    "ivr/control/twilio.py": "the carrier is told which number to call back",
    "ivr/dialog/holding.py": "one key of a queue's choices is noted",
    "ivr/dialog/keeping.py": "an amount may be seen, and the last four digits of an account or telephone number",
    "ivr/checking/telling.py": "what is secret is held against everything that can be seen or heard",
    "ivr/rehearsal/customers.py": "what a demonstration account has is keyed by a scripted caller",
    "ivr/dialog/spoken_time.py": "the digits of a read-back are counted, for callers who hear them typed",
    "ivr/exploring/happenings.py": "the last four digits of an example",
    "ivr/exploring/situations.py": "the last four digits of an example",
    "ivr/dialog/speaking.py": "digits become words, group by group, and are secret again at once",
    "ivr/service/back_office.py": "a telephone number keyed without its country is made whole",
    "ivr/service/calling_back.py": "whether a number may be called back, and its last four digits for the desk",
    "ivr/service/inbox.py": "the company's own page is told whose payment a link was made for",
    "ivr/service/present.py": "the read-back document",
    "ivr/service/signing_in.py": "passwords and PINs are held against their hashes",
    "ivr/stores/codec.py": "the saved state, which a store seals",
    "ivr/texts/seals.py": "numbers become digests, or are sealed with what a link stands for",
    "ivr/texts/twilio.py": "a text is sent to the caller's own number, if its country is allowed",
    "ivr/web/desk/words.py": "the card of whoever talks to that caller shows the whole account number",
    "ivr/webhook/form.py": "the carrier's half of the mirror writes the form it sends",
}


def modules() -> list[Path]:
    return sorted((ROOT / "ivr").rglob("*.py"))


def code_of(path: Path) -> str:
    """The module without its docstrings and comments, which may speak of revealing."""
    text = re.sub(r'""".*?"""', "", path.read_text(), flags=re.DOTALL)
    return re.sub(r"#.*", "", text)


def test_secrets_are_revealed_only_where_there_is_a_reason() -> None:
    revealing = {str(path.relative_to(ROOT)) for path in modules() if REVEALS.search(code_of(path))}
    assert revealing == set(MAY_REVEAL)


def test_nobody_reaches_around_it() -> None:
    private = re.compile(r"(?<!self)\._text\b")
    assert [str(path.relative_to(ROOT)) for path in modules() if private.search(code_of(path))] == ["ivr/secret.py"]


@pytest.mark.parametrize("use", [str, "{}".format, "{:>20}".format, json.dumps, pickle.dumps, lambda one: f"{one}"])
def test_a_secret_refuses_to_become_text_by_accident(use: object) -> None:
    with pytest.raises(TypeError) as refused:
        use(Secret("84482917"))  # type: ignore[operator]
    assert "84482917" not in str(refused.value)


def test_a_secret_inside_anything_shows_as_nothing() -> None:
    assert repr([Secret("84482917"), {"number": Secret("2580")}]) == "[Secret(...), {'number': Secret(...)}]"
