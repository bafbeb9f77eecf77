"""What a call is like, at any moment, for whoever holds one of its telephones."""

from enum import StrEnum


class Phase(StrEnum):
    """What a person with this telephone in hand perceives."""

    RINGING = "ringing"
    BETWEEN = "between two verbs"
    TALKING = "the line talks"
    LISTENING = "the line waits for keys, all prompts ended"
    KEYING = "keys are being collected"
    SPEAKING = "speech is being listened to"
    RECORDING = "what is said is recorded"
    PAUSING = "silence, and nobody listens"
    RINGBACK = "others are being rung"
    BRIDGED = "connected to somebody"
    OVER = "over"
