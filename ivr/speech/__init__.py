"""Amounts, dates and digits in words, and how long words take to say.

Words are made by our own code, the same on every voice; no SSML say-as, no numerals left for a voice to guess at. What
a language says is in its own file under languages/; the modules here are the same for all of them.
"""
