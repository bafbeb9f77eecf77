"""What authors say about findings."""

PAGES = """
IVR113

A comment allows a finding and does not say why.

Why: the next reader cannot tell whether somebody looked, so the comment allows nothing. The reason stands behind a
second colon.

Caught:

    nodes:
      greeting:
        hangup: Goodbye.
      # ivr: allow unreachable-node
      spare:
        hangup: We are closed.

Instead:

    nodes:
      greeting:
        hangup: Goodbye.
      # ivr: allow unreachable-node: the office manager leads 1 here when it snows
      spare:
        hangup: We are closed.

IVR114

A comment, or the section checks of line.yaml, names a rule that does not exist, or a mistake that stays an error.

Why: whoever wrote it believes that a finding is looked after. Rules and warnings may be allowed; what cannot be read
cannot.

Caught:

    nodes:
      greeting:
        hangup: Goodbye.
      # ivr: allow unreachable-nod: the office manager leads 1 here when it snows
      spare:
        hangup: We are closed.

Instead:

    nodes:
      greeting:
        hangup: Goodbye.
      # ivr: allow unreachable-node: the office manager leads 1 here when it snows
      spare:
        hangup: We are closed.

IVR115

A comment allows what is not found there.

Why: it would silence the next mistake of that kind, which nobody has looked at. It speaks of its own line, or, alone,
of the next.

Caught:

    nodes:
      greeting:
        hangup: Goodbye.  # ivr: allow dangling-target: everybody has heard all there is

Instead:

    nodes:
      greeting:
        hangup: Goodbye.

IVR116

The section checks of line.yaml turns an error off.

Why: a rule that is an error speaks of harm to callers. A whole line may count it as a warning; a single place may be
allowed by a comment that says why.

Caught:

    # line.yaml
    line: example
    company: company.yaml
    languages: {en-US: Polly.Joanna-Neural}
    start: greeting
    person: greeting
    checks: {dangling-target: off}
    nodes:
      greeting:
        hangup: Goodbye.

Instead:

    # line.yaml
    line: example
    company: company.yaml
    languages: {en-US: Polly.Joanna-Neural}
    start: greeting
    person: greeting
    checks: {dangling-target: warning}
    nodes:
      greeting:
        hangup: Goodbye.
"""
