"""The codes of this floor: IVR030 to IVR049 for what its files hold, IVR120 to IVR129 for what only lowering can see.

Those of the floor below stand in reading.mistakes, those of the rules beside each rule.
"""

from ivr.reading.mistakes import Mistake

# Which nodes there are, and in which file.
NODES_KEY_MISSING = Mistake("IVR030", "nodes-key-missing")
KEY_OUTSIDE_NODES = Mistake("IVR031", "key-outside-nodes")
NODE_WRITTEN_TWICE = Mistake("IVR032", "node-written-twice")
NODES_NOT_A_MAPPING = Mistake("IVR033", "nodes-not-a-mapping")
BAD_NODE_NAME = Mistake("IVR034", "bad-node-name")
NODE_WITHOUT_KIND = Mistake("IVR035", "node-without-kind")
NODE_OF_TWO_KINDS = Mistake("IVR036", "node-of-two-kinds")
UNKNOWN_KIND = Mistake("IVR037", "unknown-kind")
FILE_NAMED_TWICE = Mistake("IVR038", "file-named-twice")

# Calls as tests.
CALL_WITHOUT_STEPS = Mistake("IVR040", "call-without-steps")
UNKNOWN_STEP = Mistake("IVR041", "unknown-step")
TWO_STEPS_IN_ONE = Mistake("IVR042", "two-steps-in-one")
UNKNOWN_COMPANY_FACT = Mistake("IVR043", "unknown-company-fact")
COMPANY_FACT_BLOCKED = Mistake("IVR044", "company-fact-blocked")

# A line that is like another one.
LIKE_NOWHERE = Mistake("IVR045", "like-nowhere")
LIKE_BESIDE_KEYS = Mistake("IVR046", "like-beside-keys")

# What is well written, and cannot become a dialog of this company's line.
VOICE_OF_ANOTHER_LANGUAGE = Mistake("IVR120", "voice-of-another-language")
UNKNOWN_NAME = Mistake("IVR121", "unknown-name")
BAD_COMPARISON = Mistake("IVR122", "bad-comparison")
UNKNOWN_LENGTH = Mistake("IVR123", "unknown-length")
UNKNOWN_SWITCH = Mistake("IVR124", "unknown-switch")
NO_CHOICE_LEFT = Mistake("IVR125", "no-choice-left")
