"""The names of the certificates, for `ivr check`, which reads them in comments and in `checks` and proves none: importing the
certificates themselves would bring the whole walk along. A test holds them against the list."""

from collections.abc import Mapping

CERTIFIED: Mapping[str, str] = {
    "person-out-of-reach": "IVR201",
    "person-too-far": "IVR202",
    "ends-on-an-error": "IVR203",
    "endless-line": "IVR204",
    "unverified-account": "IVR205",
    "charge-unheard": "IVR206",
    "text-without-consent": "IVR207",
    "card-outside-pay-line": "IVR208",
    "secret-told": "IVR209",
    "payment-recorded": "IVR210",
    "payment-too-far": "IVR211",
    "too-deep": "IVR212",
    "other-language": "IVR213",
}
ONLY_WARN = frozenset({"too-deep"})
"""The certificates whose breaks are warnings."""
