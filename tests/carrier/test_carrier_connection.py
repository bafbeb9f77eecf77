"""What a fragment may say, whatever it says."""

from hypothesis import given
from hypothesis import strategies as st

from ivr.carrier.connection import MOST_RETRIES, BadPolicyError, Retry, connection_of

names = st.sampled_from(["ct", "rt", "tt", "rc", "rp", "sni", "e", "x"])
values = st.one_of(
    st.integers(-5, 30_000).map(str), st.sampled_from([*Retry, "ct,rt", "y", "ashburn"]), st.text(max_size=6)
)
fragments = st.lists(st.tuples(names, values)).map(lambda pairs: "&".join(f"{name}={value}" for name, value in pairs))


@given(fragments | st.text(max_size=30))
def test_no_fragment_reaches_beyond_the_documented_limits(fragment: str) -> None:
    """Twilio, "Connection overrides"."""
    try:
        connection = connection_of(fragment)
    except BadPolicyError:
        assert "rp" in fragment
        return
    patience = connection.patience
    assert 0.1 <= patience.connect <= 10
    assert 0.1 <= patience.read <= 15
    assert 0.1 <= patience.total <= 15
    assert 0 <= connection.retries <= MOST_RETRIES
    assert connection.policy
