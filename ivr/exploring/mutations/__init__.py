"""The operators of mutation: each makes one small mistake in every place of a line where somebody could make it."""
