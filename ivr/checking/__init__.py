"""What can be proved about a line before anybody calls it. One rule, one file; a rule's docstring is its page."""
