"""What the carrier does with calls when it is asked, and the sound it keeps of messages."""
