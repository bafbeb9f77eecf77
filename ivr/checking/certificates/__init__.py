"""What `ivr prove` proves, strangers to one another; the list is explicit, and a test holds it against the folder."""

from ivr.checking.certificate import Certificate
from ivr.checking.certificates.endless_line import endless_line

CERTIFICATES: tuple[Certificate, ...] = (endless_line,)
