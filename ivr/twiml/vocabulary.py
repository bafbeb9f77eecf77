"""Names Twilio knows and this project does not perform yet: right TwiML, to be told from a misspelling.

Whoever performs one of them takes its name from here. Source: Twilio, TwiML voice reference, and the twilio library.
"""

VERBS = frozenset(
    (
        "Connect",
        "Echo",
        "Enqueue",
        "Leave",
        "Pay",
        "Prompt",
        "Queue",
        "Record",
        "Refer",
        "Sms",
        "Start",
        "Stop",
    )
)

NOUNS = frozenset(("Application", "Client", "Conference", "Queue", "Sim", "Sip", "WhatsApp"))
"""What may stand in Dial."""

ATTRIBUTES = {
    "Gather": frozenset(
        (
            "bargeIn",
            "debug",
            "enhanced",
            "hints",
            "language",
            "maxSpeechTime",
            "partialResultCallback",
            "partialResultCallbackMethod",
            "profanityFilter",
            "speechModel",
            "speechTimeout",
        )
    ),
    "Dial": frozenset(
        (
            "callReason",
            "events",
            "recordingConfigurationId",
            "recordingStatusCallback",
            "recordingStatusCallbackEvent",
            "recordingStatusCallbackMethod",
            "recordingTrack",
            "record",
            "referMethod",
            "referUrl",
            "ringTone",
            "trim",
        )
    ),
    "Number": frozenset(
        (
            "amdStatusCallback",
            "amdStatusCallbackMethod",
            "byoc",
            "machineDetection",
            "machineDetectionSilenceTimeout",
            "machineDetectionSpeechEndThreshold",
            "machineDetectionSpeechThreshold",
            "machineDetectionTimeout",
        )
    ),
}
"""By element."""
