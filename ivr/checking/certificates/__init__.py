"""What `ivr prove` proves, strangers to one another; the list is explicit, and a test holds it against the folder."""

from ivr.checking.certificate import Certificate
from ivr.checking.certificates.endless_line import endless_line
from ivr.checking.certificates.ends_on_an_error import ends_on_an_error
from ivr.checking.certificates.payment_too_far import payment_too_far
from ivr.checking.certificates.person_out_of_reach import person_out_of_reach
from ivr.checking.certificates.person_too_far import person_too_far
from ivr.checking.certificates.too_deep import too_deep

CERTIFICATES: tuple[Certificate, ...] = (
    person_out_of_reach,
    person_too_far,
    ends_on_an_error,
    endless_line,
    payment_too_far,
    too_deep,
)
