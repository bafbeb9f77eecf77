"""The account directory: who is calling, and what they owe. One contract suite holds every directory to `Directory`,
and one holds every counter of failures to `Attempts`; `Guarded` makes the two into the line's `Accounts`.

Numbers and what proves who is calling are revealed here to be hashed, compared or asked about, and never kept as they
are.
"""
