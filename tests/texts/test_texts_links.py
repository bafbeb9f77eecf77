"""Payment links."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cast import TUESDAY, SetClock
from hypothesis import example, given
from hypothesis import strategies as st
from texts_laboratory import SEALS

from ivr.secret import Secret
from ivr.service.ports import Links, LinkTarget
from ivr.texts.body import what_it_tells
from ivr.texts.links import LONGEST, BadPageError, SignedLinks, checked_page
from ivr.texts.targets import MemoryTargets, SqliteTargets, Targets

PAGE = "https://pay.example.com/start"
KEY = b"key of the tests"
ROSA = LinkTarget(Secret("84482917"), "13450 USD", "es-US")
BEN = LinkTarget(Secret("84486053"), "", "en-US")
KEYS = st.text(max_size=40)


def links(clock: SetClock | None = None, targets: Targets | None = None, key: bytes = KEY, page: str = PAGE) -> Links:
    return SignedLinks(page, key, clock or SetClock(), targets or MemoryTargets())


def token_of(link: str) -> str:
    assert link.startswith(f"{PAGE}?t=")
    return link.removeprefix(f"{PAGE}?t=")


class TestALink:
    def test_leads_back_to_what_it_stands_for(self) -> None:
        made = links()
        assert made.redeem(token_of(made.make(ROSA, "CA1:4"))) == ROSA

    def test_may_be_opened_as_often_as_one_likes(self) -> None:
        made = links()
        token = token_of(made.make(ROSA, "CA1:4"))
        assert [made.redeem(token) for _ in range(5)] == [ROSA] * 5

    def test_expires_after_a_day(self) -> None:
        clock = SetClock()
        made = links(clock)
        token = token_of(made.make(ROSA, "CA1:4"))
        clock.at = TUESDAY + timedelta(hours=24) - timedelta(microseconds=1)
        assert made.redeem(token) == ROSA
        clock.at = TUESDAY + timedelta(hours=24)
        assert made.redeem(token) is None

    def test_is_the_same_for_the_same_key_and_lives_no_longer_for_being_made_again(self) -> None:
        clock = SetClock()
        made = links(clock)
        first = made.make(ROSA, "CA1:4")
        clock.at = TUESDAY + timedelta(hours=23)
        assert made.make(ROSA, "CA1:4") == first
        clock.at = TUESDAY + timedelta(hours=24)
        assert made.redeem(token_of(first)) is None

    def test_of_one_key_stays_what_it_was_first(self) -> None:
        made = links()
        first = made.make(ROSA, "CA1:4")
        assert made.make(BEN, "CA1:4") == first
        assert made.redeem(token_of(first)) == ROSA

    def test_works_after_a_restart(self, tmp_path: Path) -> None:
        def opened() -> Links:
            return links(targets=SqliteTargets(tmp_path / "texts.db", SEALS))

        assert opened().redeem(token_of(opened().make(ROSA, "CA1:4"))) == ROSA

    def test_of_another_signing_key_is_nothing(self) -> None:
        targets = MemoryTargets()
        token = token_of(links(targets=targets).make(ROSA, "CA1:4"))
        assert links(targets=targets, key=b"another").redeem(token) is None

    def test_that_was_never_made_is_nothing(self) -> None:
        """Signed with the right key, and not kept here."""
        token = token_of(links().make(ROSA, "CA1:4"))
        assert links().redeem(token) is None


@given(KEYS, st.from_regex(r"[0-9]{6,16}", fullmatch=True))
def test_nothing_of_whose_it_is_stands_in_a_link(key: str, number: str) -> None:
    target = LinkTarget(Secret(number), "13450 USD", "en-US")
    link = links().make(target, key)
    assert re.fullmatch(r"https://pay\.example\.com/start\?t=[A-Za-z]{40}", link)
    assert link == links().make(BEN, key)
    assert what_it_tells(f"Pay here: {link}", "link") is None
    assert len(link) < LONGEST


@given(st.lists(KEYS, unique=True, min_size=2, max_size=20))
def test_links_of_different_keys_differ_and_each_leads_to_its_own(keys: list[str]) -> None:
    made = links()
    targets = {key: LinkTarget(Secret(str(place)), "", "en-US") for place, key in enumerate(keys)}
    tokens = {key: token_of(made.make(targets[key], key)) for key in keys}
    assert len(set(tokens.values())) == len(keys)
    assert {key: made.redeem(tokens[key]) for key in keys} == targets


@given(st.text())
@example("")
@example("\ud800")
@example("a" * 16)
def test_a_made_up_token_is_nothing(token: str) -> None:
    made = links()
    made.make(ROSA, "CA1:4")
    assert made.redeem(token) is None


@given(st.integers(0, 39), st.sampled_from("abcdefghijklmnopqrstuvwxyzBCDFGH"))
def test_a_token_with_one_letter_changed_is_nothing(place: int, letter: str) -> None:
    made = links()
    token = token_of(made.make(ROSA, "CA1:4"))
    changed = token[:place] + letter + token[place + 1 :]
    assert made.redeem(changed) == (ROSA if changed == token else None)


@pytest.mark.parametrize("change", [str.upper, str.lower, str.swapcase, lambda token: token + "a", lambda token: token[:-1], lambda token: f" {token}"])  # fmt: skip
def test_a_token_in_another_form_is_nothing(change: Callable[[str], str]) -> None:
    made = links()
    token = token_of(made.make(ROSA, "CA1:4"))
    assert change(token) != token
    assert made.redeem(change(token)) is None


def test_a_stolen_table_makes_no_link() -> None:
    """The table holds references, and a reference without its signature is nothing."""
    targets = MemoryTargets()
    made = links(targets=targets)
    made.make(ROSA, "CA1:4")
    (reference,) = targets._kept
    assert targets.find(reference, TUESDAY) == ROSA
    assert made.redeem(reference) is None


def test_links_need_a_key() -> None:
    with pytest.raises(ValueError, match="need a key"):
        links(key=b"")


def test_the_key_is_in_no_repr() -> None:
    assert "key of the tests" not in repr(links())


class TestAPage:
    @pytest.mark.parametrize(
        ("page", "full"),
        [
            (PAGE, f"{PAGE}?t={{token}}"),
            ("https://pay.example.com", "https://pay.example.com?t={token}"),
            ("https://pay.example.com/start?lang=es", "https://pay.example.com/start?lang=es&t={token}"),
            ("https://pay.example.com/start#top", "https://pay.example.com/start?t={token}#top"),
            ("https://pay.example.com/start#t={token}", "https://pay.example.com/start#t={token}"),
            ("https://pay.example.com/p/{token}", "https://pay.example.com/p/{token}"),
            ("https://pay.example.com:8443/", "https://pay.example.com:8443/?t={token}"),
            ("http://127.0.0.1:8080/pay", "http://127.0.0.1:8080/pay?t={token}"),
        ],
    )
    def test_has_one_place_for_the_token(self, page: str, full: str) -> None:
        assert checked_page(page) == full

    @pytest.mark.parametrize(
        "page",
        [
            "",
            "pay.example.com/start",
            "http://pay.example.com/start",
            "http://127.0.0.1.example.com/start",
            "http://localhost/start",
            "javascript:alert({token})",
            "https://",
            "https:///start",
            "https://[::1/start",
            "https://pay.example.com:99999/start",
            "https://pay.example.com:0/start",
            "https://{token}.example.com/",
            "https://rosa@pay.example.com/start",
            "https://pay.example.com/{token}/{token}",
            "https://pay.example.com/two words",
            "https://pay.example.com/start\n",
            "https://pay.ex\N{LATIN SMALL LETTER A WITH ACUTE}mple.com/",
        ],
    )
    def test_that_cannot_carry_a_link_is_refused_with_one_that_can(self, page: str) -> None:
        with pytest.raises(BadPageError, match=re.escape("write https://pay.example.com/start?t={token}")):
            checked_page(page)

    def test_that_makes_links_too_long_is_refused(self) -> None:
        fits = "https://pay.example.com/".ljust(LONGEST - 40 - len("?t=") - 1, "x")
        assert len(links(page=fits).make(ROSA, "CA1:4")) == LONGEST - 1
        with pytest.raises(BadPageError, match="under 100 characters"):
            checked_page(fits + "x")

    @given(st.text(max_size=60))
    def test_is_refused_or_usable_whatever_it_is(self, page: str) -> None:
        try:
            full = checked_page(page)
        except BadPageError:
            return
        assert full.startswith(("https://", "http://127.0.0.1"))
