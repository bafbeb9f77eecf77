"""The ways a Dial connects a caller: by ringing others, with who waits in a queue, or to a conference."""
