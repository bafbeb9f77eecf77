"""Softphones: SIP and RTP on this machine, behind the same switchboard and exchange as the browser's telephone.

Nothing here calls the outside. What is sent goes to whoever asked, or to a softphone that registered, and in both cases
only where the gate admits.
"""
