"""The phone network in a box: it calls any TwiML application with signed requests, and somebody holds the handset.

Nothing here knows what a menu is. The network meets an application only through XML and forms, as a real carrier does.
"""
