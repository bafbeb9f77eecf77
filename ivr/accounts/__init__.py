"""The account directory: who is calling, and what they owe. One contract suite holds every directory to `Accounts`.

Number and verifier are revealed here for one purpose, to be hashed or compared, and never kept as they are.
"""
