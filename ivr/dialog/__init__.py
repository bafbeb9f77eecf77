"""The conversation: a program of dialogs, a caller's state, and the one function that moves a call.

Pure: no clock, no store, no network, no XML and no YAML. What time it is and who can be rung come in as a World,
what should happen goes out as a Turn and journal entries.
"""
