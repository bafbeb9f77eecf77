"""The codes of this floor that are no rules, IVR113 to IVR116: what authors say about findings, and say wrongly."""

from ivr.reading.mistakes import Mistake

ALLOW_WITHOUT_REASON = Mistake("IVR113", "allow-without-reason")
UNKNOWN_RULE = Mistake("IVR114", "unknown-rule")
UNUSED_ALLOW = Mistake("IVR115", "unused-allow")
ERROR_TURNED_OFF = Mistake("IVR116", "error-turned-off")
