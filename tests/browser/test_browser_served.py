"""Pages of the server that `ivr serve` starts, with as few threads as it has."""
