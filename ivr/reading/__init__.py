"""From an author's YAML to checked values: text (`files`), located tree (`compose`), model (`model`).

Every scalar is text until a type of ours parses it, and every mistake is a Diagnostic with file, line and column:
nothing here raises because of what an author wrote.
"""
