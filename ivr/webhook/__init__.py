"""What the carrier sends: events to forms and back (`form`), and its signature (`signature`).

The only place where a raw form exists. The line decodes and verifies, the simulated carrier encodes and signs.
"""
