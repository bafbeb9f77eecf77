"""What a carrier does between a Pay and its action: ask for each detail, check it, hand it to a payment connector.

Nothing keyed here leaves the carrier but masked; `wallet.py` says how, and is the only way out.
"""
