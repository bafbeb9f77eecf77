"""A line and a simulated carrier, put on one stage: call files are played, and people call on a terminal.

The only place that knows both sides; each of them still meets the other through XML and forms alone.
"""
