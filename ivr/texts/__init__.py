"""Texts to callers: who may get one, what it may say, who agreed to it and who said stop, and the payment links in them.

Nothing is sent that was not agreed to, and nothing in a text tells whose account it is about.
"""
