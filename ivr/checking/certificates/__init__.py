"""What `ivr prove` proves, strangers to one another; the list is explicit, and a test holds it against the folder."""

from ivr.checking.certificate import Certificate
from ivr.checking.certificates.card_outside_pay_line import card_outside_pay_line
from ivr.checking.certificates.charge_unheard import charge_unheard
from ivr.checking.certificates.endless_line import endless_line
from ivr.checking.certificates.ends_on_an_error import ends_on_an_error
from ivr.checking.certificates.other_language import other_language
from ivr.checking.certificates.payment_recorded import payment_recorded
from ivr.checking.certificates.payment_too_far import payment_too_far
from ivr.checking.certificates.person_out_of_reach import person_out_of_reach
from ivr.checking.certificates.person_too_far import person_too_far
from ivr.checking.certificates.secret_told import secret_told
from ivr.checking.certificates.text_without_consent import text_without_consent
from ivr.checking.certificates.too_deep import too_deep
from ivr.checking.certificates.unverified_account import unverified_account

CERTIFICATES: tuple[Certificate, ...] = (
    person_out_of_reach,
    person_too_far,
    ends_on_an_error,
    endless_line,
    unverified_account,
    charge_unheard,
    text_without_consent,
    card_outside_pay_line,
    secret_told,
    payment_recorded,
    payment_too_far,
    too_deep,
    other_language,
)
