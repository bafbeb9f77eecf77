"""Names Twilio knows and this project does not perform yet: right TwiML, to be told from a misspelling.

Whoever performs one of them takes its name from here. Source: Twilio, TwiML voice reference, and the twilio library.
"""

VERBS = frozenset(
    (
        "Prompt",
        "Queue",
    )
)

NOUNS = frozenset(("Application", "Sim", "WhatsApp"))
"""What may stand in Dial."""

ATTRIBUTES = {
    "Gather": frozenset(
        (
            "debug",
            "enhanced",
        )
    ),
    "Dial": frozenset(("events", "recordingConfigurationId", "referMethod", "referUrl", "trim")),
    "Number": frozenset(("byoc",)),
    "Conference": frozenset(
        (
            "coach",
            "eventCallbackUrl",
            "jitterBufferSize",
            "record",
            "recordingConfigurationId",
            "recordingStatusCallback",
            "recordingStatusCallbackEvent",
            "recordingStatusCallbackMethod",
            "region",
            "trim",
        )
    ),
}
"""By element."""
