"""The search itself: what it finds, where, and that it keeps quiet otherwise."""

import pytest
from leaks.leak_search import Known, leaks, squeezed

pytest_plugins = ["pytester"]

NUMBER = "8448200012345678"


def found(text: str, *secrets: str) -> list[str]:
    known = Known()
    for one in secrets:
        known.add(one)
    return [str(one) for one in leaks(text, known)]


@pytest.mark.parametrize(
    "text",
    [
        f"account={NUMBER}",
        "8448 2000 1234 5678",
        "8448-2000-1234-5678",
        "8 4 4 8, 2 0 0 0, 1 2 3 4, 5 6 7 8",
        "eight four four eight, two zero zero zero, one two three four, five six seven eight",
        "Ocho cuatro cuatro ocho, dos cero cero cero, uno dos tres cuatro, cinco seis siete ocho.",
        "delapan empat empat delapan, dua nol nol nol, satu dua tiga empat, lima enam tujuh delapan",
        "8448 two zero nol 0, then 1 dos three 4",
        "8448 2000 1234 ....",
        "Card 4111 1111 1111 1111",
        "4242-4242-4242-4242",
    ],
)
def test_a_number_is_found_however_it_is_written(text: str) -> None:
    assert len(found(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Account ending five six seven eight.",
        "•••• •••• •••• 5678",
        "call=CA11111111111111111111111111111111 turn=4111",
        "You owe one hundred thirty-four dollars and fifty cents. Press one, or two, or three.",
        "2026-11-24 10:05:33.844820 +15550100101 0:39.0",
        "account 8448",
    ],
)
def test_what_is_no_secret_is_not_found(text: str) -> None:
    assert found(text, "2580", NUMBER) == []


@pytest.mark.parametrize("text", ["pin=2580", "PIN: 2580", "Digits=2580", "'digits': '2580'", "proof (2580)"])
def test_a_pin_is_found_where_the_text_says_that_it_is_one(text: str) -> None:
    assert len(found(text, "2580")) == 1
    assert found(text) == []
    assert found("the call took 2580 ms", "2580") == []


def test_a_secret_of_the_test_itself_is_found() -> None:
    assert len(found("number 90817263", "90817263")) == 1
    assert found("number 90817263") == []


def test_a_telephone_number_is_no_account() -> None:
    assert found("caller +12125550123", "12125550123", "2125550123") == []


def test_a_finding_shows_the_last_four_digits_and_no_more() -> None:
    (told,) = found(f"account={NUMBER}")
    assert "ending 5678" in told
    assert NUMBER[:12] not in squeezed(told)


INNER = """
import pytest, structlog
from structlog.testing import capture_logs
from click.testing import CliRunner
import click
from ivr.secret import Secret

{body}
"""

LETS_OUT = {
    "a print": f"def test_it():\n    print('account', {NUMBER})",
    "a print on standard error": f"import sys\ndef test_it():\n    print('{NUMBER}', file=sys.stderr)",
    "a spelled number": "def test_it():\n    print('8448 dos cero nol 0, one two three 4, five')",
    "a fixture that prints": f"@pytest.fixture\ndef one():\n    yield\n    print('{NUMBER}')\ndef test_it(one): pass",
    "a log line": f"import logging\ndef test_it():\n    logging.warning('for %s', {NUMBER})",
    "a log line that is tested": f"def test_it():\n    with capture_logs():\n        structlog.get_logger().info('x', account='{NUMBER}')",
    "a log line that is printed": f"def test_it():\n    structlog.get_logger().info('x', account='{NUMBER}')",
    "the output of a command": f"def test_it():\n    CliRunner().invoke(click.Command('x', callback=lambda: print('{NUMBER}')))",
    "the error of a command": f"def bad():\n    raise LookupError('{NUMBER}')\ndef test_it():\n    CliRunner().invoke(click.Command('x', callback=bad))",
    "an exception that is expected": f"def test_it():\n    with pytest.raises(ValueError):\n        raise ValueError('no account {NUMBER}')",
    "its cause": f"def test_it():\n    with pytest.raises(ValueError):\n        try:\n            raise KeyError('{NUMBER}')\n        except KeyError as error:\n            raise ValueError('none') from error",
    "a PIN": "def test_it():\n    Secret('2580')\n    print('Digits=2580')",
    "a secret of its own": "def test_it():\n    Secret('90817263')\n    print('for 9081 7263')",
}


def run(pytester: pytest.Pytester, body: str) -> pytest.RunResult:
    pytester.makeconftest("from conftest_of_leaks import pytest_configure, pytest_unconfigure  # noqa: F401")
    pytester.makepyfile(INNER.format(body=body))
    return pytester.runpytest_inprocess("-p", "no:cacheprovider")


@pytest.fixture(autouse=True)
def plugin_at_hand(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        conftest_of_leaks="""
        from leaks.leak_plugin import MARKER, LeakSearch

        def pytest_configure(config):
            config.addinivalue_line("markers", f"{MARKER}(reason): x")
            config.leaks = LeakSearch()
            config.leaks.listen()
            config.pluginmanager.register(config.leaks)

        def pytest_unconfigure(config):
            config.leaks.deaf()
        """
    )


@pytest.mark.prints_secrets(reason="what the inner tests print is what is looked for")
@pytest.mark.parametrize("body", LETS_OUT.values(), ids=LETS_OUT)
def test_what_a_test_lets_out_fails_it_and_is_not_said_again(pytester: pytest.Pytester, body: str) -> None:
    result = run(pytester, body)
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*lets out what must not be seen*"])
    told = result.stdout.str()
    assert "ending" in told
    assert not any(secret in squeezed(told) for secret in (NUMBER[:12], "90817263", "2580"))


@pytest.mark.prints_secrets(reason="the inner test fails, and pytest shows its source")
def test_a_test_that_raises_a_number_is_told_beside_its_own_failure(pytester: pytest.Pytester) -> None:
    result = run(pytester, f"def test_it():\n    raise LookupError('no account {NUMBER}')")
    result.assert_outcomes(failed=1, errors=1)


QUIET = {
    "nothing": "def test_it(): pass",
    "masked": "def test_it(): print('account ending 5678, turn=2580')",
    "a test about such texts": f"@pytest.mark.prints_secrets(reason='it masks')\ndef test_it(): print({NUMBER})",
    "a comparison": f"def test_it(): assert str({NUMBER}) == '{NUMBER}'",
    "a secret": f"def test_it(): print(Secret('{NUMBER}'.strip()).__repr__())",
    "another test's secret": "def test_one(): Secret('90817263')\ndef test_two(): print('90817263')",
}


@pytest.mark.prints_secrets(reason="one inner test prints on purpose")
@pytest.mark.parametrize("body", QUIET.values(), ids=QUIET)
def test_a_test_that_lets_out_nothing_passes(pytester: pytest.Pytester, body: str) -> None:
    result = run(pytester, body)
    result.assert_outcomes(passed=body.count("def test_"))
