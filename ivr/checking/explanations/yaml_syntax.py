"""What is not YAML, and YAML that this language does without."""

PAGES = r"""
IVR010

A file cannot be read as YAML from some place on.

Why: the reason is none of the usual ones, which have messages of their own. Compare the indentation, the colons and the
quotes of that line and of the one above with those of a line that works.

IVR011

A line is indented with a tab, or with a blank out of a word processor.

Why: YAML counts only spaces, and both look like some. Replace them by two spaces for each level.

IVR012

A line does not fit where it stands: it begins further right or left than those it belongs to.

Why: in YAML, indentation says what belongs to what.

Caught:

    nodes:
      greeting:
        say: Hello.
       next: goodbye

Instead:

    nodes:
      greeting:
        say: Hello.
        next: goodbye
      goodbye:
        hangup: Goodbye.

IVR013

A quotation mark is opened and never closed.

Why: everything behind it, to the end of the file, would be words to be said.

Caught:

    nodes:
      greeting:
        hangup: "Thanks for calling.

Instead:

    nodes:
      greeting:
        hangup: "Thanks for calling."

IVR014

A text in quotes ends, and more words follow it.

Why: the quotes must stand around all of it, or nobody knows what is to be said.

Caught:

    nodes:
      greeting:
        hangup: "Thanks" for calling.

Instead:

    nodes:
      greeting:
        hangup: '"Thanks" for calling.'

IVR015

Between double quotes stands a backslash that begins no code YAML knows.

Why: between double quotes a backslash changes the character behind it. Single quotes take every character as it is.

Caught:

    nodes:
      greeting:
        hangup: "Press 1 \or 2."

Instead:

    nodes:
      greeting:
        hangup: "Press 1 or 2."

IVR016

A brace or a square bracket is opened and not closed.

Why: everything up to the next closing one would belong to it.

Caught:

    nodes:
      greeting: {hangup: Goodbye.

Instead:

    nodes:
      greeting: {hangup: Goodbye.}

IVR017

Words without a key stand among lines of the form key: value.

Why: nothing says what they are: a prompt, the end of the line above, or a comment.

Caught:

    nodes:
      greeting:
        say: Hello.
        and welcome
        next: goodbye

Instead:

    nodes:
      greeting:
        say: Hello, and welcome.
        next: goodbye
      goodbye:
        hangup: Goodbye.

IVR020

A text begins with &, which gives a part of the file a name.

Why: in this language nothing is referred to by such names, so it was meant to be said, or does nothing.

Caught:

    nodes:
      greeting:
        hangup: &goodbye Goodbye.

Instead:

    nodes:
      greeting:
        hangup: Goodbye.

IVR021

A text begins with a star, which refers to another part of the file.

Why: there are no references here, and keys of the telephone need quotes.

Caught:

    # hello.call.yaml
    call: Somebody presses star and nine
    steps:
      - press: *9

Instead:

    # hello.call.yaml
    call: Somebody presses star and nine
    steps:
      - press: "*9"

IVR022

A text begins with an exclamation mark, which gives it a type.

Why: every value here is text until the key it belongs to says what it is.

Caught:

    nodes:
      greeting:
        hangup: !important Goodbye.

Instead:

    nodes:
      greeting:
        hangup: "Goodbye!"

IVR023

The key << copies another part of the file to its place.

Why: what a node does stands in the node, where its readers look for it.

Caught:

    nodes:
      greeting:
        <<: other
        hangup: Goodbye.

Instead:

    nodes:
      greeting:
        hangup: Goodbye.

IVR024

A key stands twice in one mapping.

Why: YAML would take the last one, and the first would be lost without a word.

Caught:

    nodes:
      greeting:
        hangup: Goodbye.
        hangup: Good night.

Instead:

    nodes:
      greeting:
        hangup: Goodbye.

IVR025

A list or a mapping stands where a key is expected.

Why: a key is one word, or one key of the telephone.

Caught:

    nodes:
      greeting:
        hangup: Goodbye.
      [one, two]: three

Instead:

    nodes:
      greeting:
        hangup: Goodbye.
"""
