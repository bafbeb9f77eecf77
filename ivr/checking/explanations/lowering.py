"""What is well written, and cannot become a call of this company's line."""

PAGES = """
IVR120

A voice does not speak the language it stands behind, or does not exist.

Why: the carrier would refuse to say a word, or say them in the accent of another language.

Caught:

    # line.yaml
    line: example
    company: company.yaml
    languages: {en-US: Polly.Lupe-Neural}
    start: greeting
    person: greeting
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
    nodes:
      greeting:
        hangup: Goodbye.

IVR121

A name is used that nothing bears: of opening hours, or of a group of representatives.

Why: nobody could be rung, and nobody could say whether the office is open.

Caught:

    nodes:
      greeting:
        transfer:
          to: biling
          whisper: A caller.
          bridged: goodbye
          noanswer: goodbye
          busy: goodbye
          failed: goodbye
      goodbye:
        hangup: Goodbye.

Instead:

    nodes:
      greeting:
        transfer:
          to: billing
          whisper: A caller.
          bridged: goodbye
          noanswer: goodbye
          busy: goodbye
          failed: goodbye
      goodbye:
        hangup: Goodbye.

IVR122

A case of a branch compares a value with something it can never be.

Why: no caller would ever get there.

Caught:

    nodes:
      greeting:
        branch:
          of: account.balance
          cases:
            - above: lots
              go: representative
          otherwise: goodbye
      goodbye:
        hangup: Goodbye.

Instead:

    nodes:
      greeting:
        branch:
          of: account.balance
          cases:
            - above: 10.00
              go: representative
          otherwise: goodbye
      goodbye:
        hangup: Goodbye.

IVR123

A question asks for a number of digits that nobody knows.

Why: the line could not tell when an answer is complete. Say it in company.yaml, or as min and max of the question.

Caught:

    nodes:
      greeting:
        collect:
          into: caller.reference
          prompt: Please enter your reference number.
          exhausted: representative
        next: representative

Instead:

    nodes:
      greeting:
        collect:
          into: caller.reference
          min: 4
          max: 8
          prompt: Please enter your reference number. To go back, press star.
          exhausted: representative
        next: representative

IVR124

A switch is asked about that company.yaml does not have.

Why: an option behind it would always be there, or never.

Caught:

    nodes:
      greeting:
        menu:
          options:
            1:
              if: channels.telegraph
              say: To end the call
              go: goodbye
            2:
              say: To hear this again
              go: greeting
          exhausted: representative
      goodbye:
        hangup: Goodbye.

Instead:

    nodes:
      greeting:
        menu:
          options:
            1:
              say: To end the call
              go: goodbye
            2:
              say: To hear this again
              go: greeting
          exhausted: representative
      goodbye:
        hangup: Goodbye.

IVR125

With the switches as they are a menu has no choice left.

Why: callers would be asked to press a key when there is none.

Caught:

    nodes:
      greeting:
        menu:
          options:
            1:
              if: channels.cash
              say: To end the call
              go: goodbye
          exhausted: representative
      goodbye:
        hangup: Goodbye.

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
