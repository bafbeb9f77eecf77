"""Call files as pytest items."""
