"""Calls as tests."""

PAGES = """
IVR040

A call file has no steps.

Why: a call in which nothing is heard or pressed proves nothing.

Caught:

    # hello.call.yaml
    call: Somebody calls

Instead:

    # hello.call.yaml
    call: Somebody calls
    steps:
      - hear: Thanks for calling

IVR041

A step of a call is none.

Why: it would be passed over, and the test would prove less than it says.

Caught:

    # hello.call.yaml
    call: Somebody calls
    steps:
      - haer: Thanks for calling

Instead:

    # hello.call.yaml
    call: Somebody calls
    steps:
      - hear: Thanks for calling

IVR042

Two steps stand in one.

Why: steps happen in their order, and the keys of a mapping have none.

Caught:

    # hello.call.yaml
    call: Somebody calls
    steps:
      - hear: Thanks for calling
        press: 1

Instead:

    # hello.call.yaml
    call: Somebody calls
    steps:
      - hear: Thanks for calling
      - press: 1

IVR043

A call changes a fact that no company.yaml can hold.

Why: the call would be played with the facts as they are, and prove nothing about the change.

Caught:

    # hello.call.yaml
    call: Somebody calls
    given:
      company:
        pay.moode: link
    steps:
      - hear: Thanks for calling

Instead:

    # hello.call.yaml
    call: Somebody calls
    given:
      company:
        pay.mode: link
    steps:
      - hear: Thanks for calling

IVR044

A call changes a fact, and what it changes it to does not go together with the rest of company.yaml.

Why: no company could be like that, so nothing would be proved by the call. It is found when the call is played. Change
what contradicts it as well, below given and company.
"""
