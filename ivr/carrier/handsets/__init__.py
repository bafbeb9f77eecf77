"""Who holds the telephones of a simulated call: somebody silent, a row of keys, a script."""
