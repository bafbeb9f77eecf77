"""One request of the carrier, from signature to document, with no I/O of its own: stores, accounts and clocks are
ports (`ports.py`), and `answer.py` is a function of bytes to bytes. Flask is only one of the things that may call it.
"""
