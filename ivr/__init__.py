"""A phone line written in YAML, and a phone network in a box to test it with."""
