"""Good YAML that is not what belongs there."""

PAGES = """
IVR050

A mapping has a key that it cannot have.

Why: it would do nothing, and whoever wrote it believes that it does.

Caught:

    nodes:
      greeting:
        hangup: Goodbye.
        outcom: said goodbye

Instead:

    nodes:
      greeting:
        hangup: Goodbye.
        outcome: said goodbye

IVR051

A mapping lacks a key that it needs.

Why: there is no good guess at what should stand there.

Caught:

    nodes:
      greeting:
        say: Hello.

Instead:

    nodes:
      greeting:
        say: Hello.
        next: goodbye
      goodbye:
        hangup: Goodbye.

IVR052

A list stands where a text is expected, or a mapping where a list is.

Why: each key holds one shape, so that nobody has to guess what was meant.

Caught:

    nodes:
      greeting:
        menu: Press 1.

Instead:

    nodes:
      greeting:
        menu:
          options:
            1:
              say: To end the call
              go: goodbye
          exhausted: representative
      goodbye:
        hangup: Goodbye.

IVR053

A value is not of the kind that its key holds.

Why: a time, a number or a telephone number that is nearly right would be wrong in every call.

Caught:

    nodes:
      greeting:
        menu:
          timeout: soon
          options:
            1:
              say: To end the call
              go: goodbye
          exhausted: representative
      goodbye:
        hangup: Goodbye.

Instead:

    nodes:
      greeting:
        menu:
          timeout: 8 s
          options:
            1:
              say: To end the call
              go: goodbye
          exhausted: representative
      goodbye:
        hangup: Goodbye.

IVR054

A word is none of those that can stand in its place.

Why: where only a few words mean something, any other means nothing.

IVR055

A list or a mapping holds too few entries, or too many.

Why: a menu without options and a company without hours are not finished.

Caught:

    nodes:
      greeting:
        menu:
          options: {}
          exhausted: representative

Instead:

    nodes:
      greeting:
        menu:
          options:
            1:
              say: To end the call
              go: goodbye
          exhausted: representative
      goodbye:
        hangup: Goodbye.
"""
