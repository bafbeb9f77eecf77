"""Representatives and groups: who can be rung. Destinations come only from the line's own file."""
