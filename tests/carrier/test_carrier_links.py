"""What of a link may be printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.carrier.links import mask_links

TOKENS = st.text("ABCDEFabcdef0123456789_-", min_size=12, max_size=60)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Pay here: https://pay.example/p/Zx81kd.", "Pay here: https://pay.example/p/…."),
        ("https://pay.example/p/Zx81kd?lang=es", "https://pay.example/p/…?…"),
        ("https://pay.example/pay?t=Zx81kd", "https://pay.example/pay?…"),
        ("https://pay.example/pay.html#Zx81kd", "https://pay.example/pay.html#…"),
        ("https://pay.example/", "https://pay.example/"),
        ("https://pay.example", "https://pay.example"),
        ("https://ann:secret@pay.example/x", "https://pay.example/…"),
        ("pay.example/p/Zx81kd", "pay.example/p/…"),
        ("https://pay.example:8443/a1b2c3d4e5/now", "https://pay.example:8443/…/…"),
        ("Your code is Zx81kd93mQ77.", "Your code is …"),
        ("Pay your bill here", "Pay your bill here"),
        ("Reply STOP to 555-0100-0000, 24 hours", "Reply STOP to 555-0100-0000, 24 hours"),
    ],
)
def test_host_and_path_of_a_link_are_shown_and_what_opens_it_is_not(text: str, shown: str) -> None:
    assert mask_links(text) == shown


@given(
    TOKENS,
    st.sampled_from(
        ["https://pay.example/{}", "https://x.example/p/{}?a=b", "https://x.example/p?t={}", "x.example/{}/go"]
    ),
)
def test_no_token_is_shown_wherever_it_stands_in_a_link(token: str, link: str) -> None:
    token = f"{token}7qX3"
    assert token not in mask_links(f"Pay here: {link.format(token)} today")
