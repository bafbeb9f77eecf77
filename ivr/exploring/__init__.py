"""Every call that can happen on a line, walked with the function that runs them: situations, ways, seconds, differences, pictures."""
