"""The REST API of the box: the few calls a line makes, through the twilio library's own HTTP client.

Nothing leaves the machine, and nothing here performs a call: what is asked for goes to a desk, and the network carries
it out when it next runs. Sources: Twilio, "Messages", "Calls", "IncomingPhoneNumbers", "Queues", error dictionary.
"""
