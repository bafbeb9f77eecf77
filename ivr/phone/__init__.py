"""A line one can really call: a page in the browser, and softphones, on this machine and without a carrier.

Handsets with sound for the simulated carrier. Nothing here knows menus: what a call is about is the carrier's business.
"""
