"""A caller in a queue: what is heard there, and how it ends."""
