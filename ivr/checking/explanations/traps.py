"""YAML that means something else than it says."""

PAGES = """
IVR060

A text begins with a brace or a square bracket, so YAML reads it as keys with values, or as a list.

Why: values such as {company.name} are spoken where they stand; a text that begins with one needs quotes.

Caught:

    nodes:
      greeting:
        hangup: {company.name} thanks you.

Instead:

    nodes:
      greeting:
        hangup: "{company.name} thanks you."

IVR061

A sentence stands between braces and breaks off at a comma or at another brace.

Why: inside braces a comma ends a value, so callers would hear half a sentence.

Caught:

    nodes:
      greeting: {hangup: Goodbye, and thank you.}

Instead:

    nodes:
      greeting:
        hangup: Goodbye, and thank you.

IVR062

A star stands without quotes.

Why: YAML takes it for a reference, so the star key would do nothing.

Caught:

    # hello.call.yaml
    call: Somebody goes back
    steps:
      - press: *

Instead:

    # hello.call.yaml
    call: Somebody goes back
    steps:
      - press: "*"

IVR063

A # behind a space cuts a text short: what follows is a comment.

Why: callers would hear "press", and no key. Where it is not certain that the # was meant to be said this is a warning;
two spaces before the # say that it is a comment.

Caught:

    nodes:
      greeting:
        hangup: To hear this again, press #

Instead:

    nodes:
      greeting:
        hangup: To hear this again, press pound.

IVR064

A colon without a space behind it joins a key and its value into one word.

Why: the key would be missing, and its name would be said to callers.

Caught:

    nodes:
      greeting:
        hangup:Goodbye.

Instead:

    nodes:
      greeting:
        hangup: Goodbye.

IVR065

A colon followed by a space stands inside a text without quotes.

Why: it looks like a second key, and YAML cannot tell which one is.

Caught:

    nodes:
      greeting:
        hangup: Please note: we are closed.

Instead:

    nodes:
      greeting:
        hangup: "Please note: we are closed."

IVR066

A text begins with a character that means something else in YAML, such as @, % or a backtick.

Why: YAML stops there.

Caught:

    nodes:
      greeting:
        hangup: @home is our newsletter.

Instead:

    nodes:
      greeting:
        hangup: "@home is our newsletter."

IVR067

A line begins with # and a colon: the key # is a comment.

Why: the pound key would do nothing, and nobody would be told.

Caught:

    nodes:
      greeting:
        hangup: Goodbye.
      #: greeting

Instead:

    nodes:
      greeting:
        hangup: Goodbye.
"""
