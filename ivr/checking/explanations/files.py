"""What is wrong with a file before anything in it is understood."""

PAGES = """
IVR001

A file that is named is not there.

Why: what it should say is missing, and a line with a part missing takes no calls. The finding stands at the name of the
file. Write the name as it is seen from line.yaml, or take it out.

IVR002

A folder stands where a file is expected.

Why: a line is made of files that are named one by one, so that nothing is read by accident. Name a file inside the
folder.

IVR003

A file is there and cannot be opened.

Why: usually it belongs to another user. What it says is missing until the one who runs the line may read it.

IVR004

A file is not saved as UTF-8.

Why: a letter such as the n with a tilde would be read as another one, and said wrongly to every caller. Save it again,
with UTF-8 as its encoding.

IVR005

A file is larger than 4 megabytes.

Why: no phone menu is. It is the wrong file, or one made by a program that went on too long. Split a really large line
into parts.

IVR006

There is nothing in a file but comments and blank lines.

Why: an empty file is a file that was not saved, or one that should not be named.

Caught:

    # company.yaml

Instead:

    # company.yaml
    name: Example Cable

IVR007

A character that cannot be seen stands in a text.

Why: no caller can hear it, and some programs stop at it. It mostly comes from copying out of another program: delete
the words around it and type them again.

IVR008

A second document begins in a file, at a line of three dashes.

Why: what follows would not be read, and nobody would be told.

Caught:

    nodes:
      greeting:
        hangup: Goodbye.
    ---
    nodes:
      more:
        hangup: Goodbye.

Instead:

    nodes:
      greeting:
        hangup: Goodbye.

IVR009

A part of a file stands inside fifty others.

Why: no menu is that deep; a bracket or a dash was repeated by accident.
"""
