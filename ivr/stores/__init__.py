"""Where calls are kept between two requests. One contract suite holds every store to the port in `service/ports.py`.

This is the only package that may reveal what a caller keyed: to keep it, sealed, until the call ends.
"""
