"""TwiML, both directions: verbs to XML (`render`) and XML to verbs (`parse`).

The line renders, the simulated carrier parses; neither half may lean on the other. Facts about TwiML carry their
source. Nothing here knows what a menu is, and nothing here does I/O.
"""
