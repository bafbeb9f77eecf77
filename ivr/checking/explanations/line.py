"""Which nodes there are, in which file; and lines that are like others."""

PAGES = """
IVR030

A part of a line lacks the key nodes.

Why: a part holds nodes and nothing else, below this key, so that it looks like the nodes of line.yaml.

Caught:

    greeting:
      hangup: Goodbye.

Instead:

    nodes:
      greeting:
        hangup: Goodbye.

IVR031

A key of a part stands beside its nodes.

Why: it does nothing there. A node that was not indented far enough belongs below nodes, and what concerns the whole
line belongs in line.yaml.

Caught:

    start: greeting
    nodes:
      greeting:
        hangup: Goodbye.

Instead:

    nodes:
      greeting:
        hangup: Goodbye.

IVR038

A file is named twice in a line.

Why: its nodes would stand there twice.

Caught:

    # line.yaml
    line: example
    company: company.yaml
    languages: {en-US: Polly.Joanna-Neural}
    parts: [example.yaml, example.yaml]
    start: greeting

Instead:

    # line.yaml
    line: example
    company: company.yaml
    languages: {en-US: Polly.Joanna-Neural}
    parts: [example.yaml]
    start: greeting
    person: greeting

IVR045

A line.yaml says that it is like a line that is not there, or like itself in the end.

Why: all it does not say itself comes from that other line. Write the way from this folder to the other one, such as
like: ../pay-my-bill

IVR046

A line.yaml says that it is like another one, and something else besides.

Why: a folder that is like another one replaces whole files, so that it is always clear where something is said. What
else stands in this line.yaml would do nothing.
"""
