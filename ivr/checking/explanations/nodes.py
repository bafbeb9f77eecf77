"""Nodes that are none."""

PAGES = """
IVR032

Two nodes have one name.

Why: an option that leads there could mean either.

Caught:

    # line.yaml
    line: example
    company: company.yaml
    languages: {en-US: Polly.Joanna-Neural}
    parts: [example.yaml]
    start: greeting
    person: greeting
    nodes:
      greeting:
        hangup: This name stands in example.yaml as well.

Instead:

    # line.yaml
    line: example
    company: company.yaml
    languages: {en-US: Polly.Joanna-Neural}
    parts: [example.yaml]
    start: greeting
    person: greeting

IVR033

Below nodes stand no nodes.

Why: a node is a name with a colon, and below it what it does.

Caught:

    nodes: greeting

Instead:

    nodes:
      greeting:
        hangup: Goodbye.

IVR034

The name of a node is none.

Why: names stand in the log, in reports and in the addresses of requests, so they hold small letters, digits and
underscores only.

Caught:

    nodes:
      greeting:
        hangup: Goodbye.
      Say More:
        hangup: Goodbye.

Instead:

    nodes:
      greeting:
        hangup: Goodbye.

IVR035

A node does not say what it does.

Why: each node has one key that says so, such as menu, say or hangup.

Caught:

    nodes:
      greeting:
        next: greeting

Instead:

    nodes:
      greeting:
        hangup: Goodbye.

IVR036

A node does two things.

Why: nothing says in which order. Write a node for each, and lead from one to the other.

Caught:

    nodes:
      greeting:
        say: Hello.
        hangup: Goodbye.

Instead:

    nodes:
      greeting:
        say: Hello.
        next: goodbye
      goodbye:
        hangup: Goodbye.

IVR037

A node has a key that is no kind of node.

Why: mostly it is misspelt, and the node would do nothing.

Caught:

    nodes:
      greeting:
        hangpu: Goodbye.

Instead:

    nodes:
      greeting:
        hangup: Goodbye.
"""
