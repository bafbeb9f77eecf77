"""Sound as telephones carry it: 8000 samples a second, a byte each (G.711), in frames of 20 ms.

Nothing here knows of calls. What is `bytes` is mu-law, unless a name says otherwise.
"""
