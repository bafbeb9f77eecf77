"""What is said while a caller chooses how much to pay, in each language a line can speak.

Whole sentences, but for the choices, which are function first; their key is added behind them. Values stand in braces
as in an author's text; {example}, {keys}, {least} and {most} are put in when a line is made. The Spanish and Indonesian
words were written by a machine and wait for review by somebody who grew up with them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.speech.languages import spoken


@dataclass(frozen=True, slots=True)
class AmountPhrases:
    """`to_...` are choices. `enter` asks for any amount; `limits` follows one that cannot be taken; `person` is said of
    what is owed where it is too much or too little to be taken here. `more` and `small` come before a second yes."""

    to_pay_all: str
    to_pay_past_due: str
    to_pay_other: str
    nothing_due: str
    enter: str
    limits: str
    person: str
    read_back: str
    to_change: str
    more: str
    small: str
    all_the_same: str


AMOUNT_PHRASES: Mapping[str, AmountPhrases] = {
    "en-US": AmountPhrases(
        to_pay_all="To pay all of it, {account.balance}",
        to_pay_past_due="To pay what is past due, {account.past_due}",
        to_pay_other="For another amount",
        nothing_due="You don't owe anything right now. You can pay ahead.",
        enter="Enter the amount in dollars and cents. For {example}, enter {keys}, then pound.",
        limits="I can take from {least} to {most}.",
        person="I cannot take that amount by telephone keys.",
        read_back="You will pay {payment.amount}.",
        to_change="To change it",
        more="That is more than you owe.",
        small="That is less than one dollar.",
        all_the_same="To pay {payment.amount} all the same",
    ),
    "es-US": AmountPhrases(
        to_pay_all="Para pagar todo, {account.balance}",
        to_pay_past_due="Para pagar la parte vencida, {account.past_due}",
        to_pay_other="Para pagar otra cantidad",
        nothing_due="Usted no debe nada en este momento. Puede pagar por adelantado.",
        enter="Ingrese la cantidad en dólares y centavos. Para {example}, ingrese {keys}, y después oprima la tecla numeral.",
        limits="Puedo aceptar desde {least} hasta {most}.",
        person="No puedo aceptar esa cantidad con las teclas del teléfono.",
        read_back="Usted va a pagar {payment.amount}.",
        to_change="Para cambiarla",
        more="Eso es más de lo que usted debe.",
        small="Eso es menos de un dólar.",
        all_the_same="Para pagar {payment.amount} de todos modos",
    ),
    "id-ID": AmountPhrases(
        to_pay_all="Untuk membayar semuanya, {account.balance}",
        to_pay_past_due="Untuk membayar yang lewat jatuh tempo, {account.past_due}",
        to_pay_other="Untuk jumlah lain",
        nothing_due="Saat ini Anda tidak memiliki tagihan. Anda dapat membayar di muka.",
        enter="Masukkan jumlahnya dalam dolar dan sen. Untuk {example}, masukkan {keys}, lalu tekan tanda pagar.",
        limits="Saya dapat menerima dari {least} sampai {most}.",
        person="Jumlah itu tidak dapat saya terima lewat tombol telepon.",
        read_back="Anda akan membayar {payment.amount}.",
        to_change="Untuk mengubahnya",
        more="Itu lebih dari tagihan Anda.",
        small="Itu kurang dari satu dolar.",
        all_the_same="Untuk tetap membayar {payment.amount}",
    ),
}


def amount_phrases(language: str) -> AmountPhrases:
    """Raises UnknownLanguageError."""
    return AMOUNT_PHRASES[spoken(language).tag]
