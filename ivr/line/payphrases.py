"""What is said while the carrier takes a card: every step, first asked and asked again, in each language a line can speak.

The carrier's own words exist in few languages, and none of them is ever to be heard. Whole sentences; what to look for
comes before the key. The Spanish and Indonesian words were written by a machine and wait for review by somebody who grew
up with them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.speech.languages import spoken


@dataclass(frozen=True, slots=True)
class StepPhrases:
    """One thing that is asked for: at first, after silence, and after a wrong entry. What is said `later` holds for every
    attempt from the third on, and `to_stop` is said behind it."""

    ask: str
    silent: str
    silent_later: str
    wrong: str
    wrong_later: str


@dataclass(frozen=True, slots=True)
class PayPhrases:
    """`other_card` is said of a kind of card that is not taken; {cards} are those that are. `processing` is heard while
    the payment company is asked."""

    card_number: StepPhrases
    other_card: str
    other_card_later: str
    expiration_date: StepPhrases
    security_code: StepPhrases
    postal_code: StepPhrases
    to_stop: str
    processing: str


PAY_PHRASES: Mapping[str, PayPhrases] = {
    "en-US": PayPhrases(
        card_number=StepPhrases(
            ask="Please enter your card number, then press pound. To stop at any time, press star.",
            silent=(
                "I did not get that. The card number is the long number on the front of your card. Enter it, then "
                "press pound. Take your time."
            ),
            silent_later=(
                "I still did not get a number. Enter the long number on the front of your card, then press pound."
            ),
            wrong=(
                "That does not look like a card number. Enter all the digits of the long number on your card, then "
                "press pound."
            ),
            wrong_later=(
                "That still does not look right. Enter the card number once more, digit by digit, then press pound."
            ),
        ),
        other_card=(
            "I cannot take that kind of card. I can take {cards}. Enter the number of another card, then press pound."
        ),
        other_card_later=(
            "I cannot take that kind of card either. I can take {cards}. Enter the number of another card, then press "
            "pound."
        ),
        expiration_date=StepPhrases(
            ask="Now enter when your card expires: two digits for the month, then two digits for the year.",
            silent=(
                "I did not get that. The date is on your card, the month before the year. Enter two digits for each. "
                "Take your time."
            ),
            silent_later="I still did not get a date. Enter two digits for the month, then two digits for the year.",
            wrong=(
                "That date does not look right. Enter two digits for the month, then the last two digits of the year. "
                "For March, begin with zero, three."
            ),
            wrong_later=(
                "That date still does not look right. Enter month and year as they stand on your card, four digits in "
                "all."
            ),
        ),
        security_code=StepPhrases(
            ask=(
                "Now enter the security code. It is three digits on the back of your card. On some cards it is four "
                "digits on the front."
            ),
            silent=(
                "I did not get that. The security code is the short number beside your signature, or above the card "
                "number. Take your time."
            ),
            silent_later="I still did not get a code. Enter the short number on the back or front of your card.",
            wrong=(
                "That code does not have the right number of digits. Enter the three digits on the back of your card, "
                "or the four on the front."
            ),
            wrong_later=(
                "That code still does not look right. Enter the short number on the back or front of your card."
            ),
        ),
        postal_code=StepPhrases(
            ask="Now enter the ZIP code of your card's billing address, then press pound.",
            silent=(
                "I did not get that. Enter the ZIP code of the address your card statements go to, then press pound. "
                "Take your time."
            ),
            silent_later="I still did not get a ZIP code. Enter it now, then press pound.",
            wrong="That does not look like a ZIP code. Enter its five digits, then press pound.",
            wrong_later="That still does not look right. Enter the five digits of your ZIP code, then press pound.",
        ),
        to_stop="To stop, press star.",
        processing="One moment while I send your payment. Please stay on the line.",
    ),
    "es-US": PayPhrases(
        card_number=StepPhrases(
            ask=(
                "Ingrese el número de su tarjeta, y después oprima la tecla numeral. Para detener el pago en cualquier "
                "momento, oprima asterisco."
            ),
            silent=(
                "No recibí nada. El número de la tarjeta es el número largo que está al frente. Ingréselo, y después "
                "oprima la tecla numeral. Tómese su tiempo."
            ),
            silent_later=(
                "Todavía no recibí un número. Ingrese el número largo que está al frente de su tarjeta, y después "
                "oprima la tecla numeral."
            ),
            wrong=(
                "Eso no parece un número de tarjeta. Ingrese todos los dígitos del número largo de su tarjeta, y "
                "después oprima la tecla numeral."
            ),
            wrong_later=(
                "Todavía no parece correcto. Ingrese el número de la tarjeta una vez más, dígito por dígito, y después "
                "oprima la tecla numeral."
            ),
        ),
        other_card=(
            "No puedo aceptar ese tipo de tarjeta. Puede usar {cards}. Ingrese el número de otra tarjeta, y después "
            "oprima la tecla numeral."
        ),
        other_card_later=(
            "Tampoco puedo aceptar ese tipo de tarjeta. Puede usar {cards}. Ingrese el número de otra tarjeta, y "
            "después oprima la tecla numeral."
        ),
        expiration_date=StepPhrases(
            ask="Ahora ingrese cuándo vence su tarjeta: dos dígitos para el mes, y después dos dígitos para el año.",
            silent=(
                "No recibí nada. La fecha está en su tarjeta, el mes antes del año. Ingrese dos dígitos para cada uno. "
                "Tómese su tiempo."
            ),
            silent_later=(
                "Todavía no recibí una fecha. Ingrese dos dígitos para el mes, y después dos dígitos para el año."
            ),
            wrong=(
                "Esa fecha no parece correcta. Ingrese dos dígitos para el mes, y después los dos últimos dígitos del "
                "año. Para marzo, empiece con cero, tres."
            ),
            wrong_later=(
                "Esa fecha todavía no parece correcta. Ingrese el mes y el año como están en su tarjeta, cuatro "
                "dígitos en total."
            ),
        ),
        security_code=StepPhrases(
            ask=(
                "Ahora ingrese el código de seguridad. Son tres dígitos al reverso de su tarjeta. En algunas tarjetas "
                "son cuatro dígitos al frente."
            ),
            silent=(
                "No recibí nada. El código de seguridad es el número corto junto a su firma, o arriba del número de la "
                "tarjeta. Tómese su tiempo."
            ),
            silent_later=(
                "Todavía no recibí un código. Ingrese el número corto que está al reverso o al frente de su tarjeta."
            ),
            wrong=(
                "Ese código no tiene la cantidad correcta de dígitos. Ingrese los tres dígitos al reverso de su "
                "tarjeta, o los cuatro al frente."
            ),
            wrong_later=(
                "Ese código todavía no parece correcto. Ingrese el número corto que está al reverso o al frente de su "
                "tarjeta."
            ),
        ),
        postal_code=StepPhrases(
            ask=(
                "Ahora ingrese el código postal de la dirección de facturación de su tarjeta, y después oprima la "
                "tecla numeral."
            ),
            silent=(
                "No recibí nada. Ingrese el código postal de la dirección a la que llegan los estados de cuenta de su "
                "tarjeta, y después oprima la tecla numeral. Tómese su tiempo."
            ),
            silent_later="Todavía no recibí un código postal. Ingréselo ahora, y después oprima la tecla numeral.",
            wrong="Eso no parece un código postal. Ingrese los cinco dígitos, y después oprima la tecla numeral.",
            wrong_later=(
                "Todavía no parece correcto. Ingrese los cinco dígitos de su código postal, y después oprima la tecla "
                "numeral."
            ),
        ),
        to_stop="Para detener el pago, oprima asterisco.",
        processing="Un momento, mientras envío su pago. Por favor, no cuelgue.",
    ),
    "id-ID": PayPhrases(
        card_number=StepPhrases(
            ask=(
                "Silakan masukkan nomor kartu Anda, lalu tekan tanda pagar. Untuk berhenti kapan saja, tekan tanda "
                "bintang."
            ),
            silent=(
                "Saya belum menerima apa pun. Nomor kartu adalah nomor panjang di bagian depan kartu Anda. Masukkan "
                "nomor itu, lalu tekan tanda pagar. Tidak perlu terburu-buru."
            ),
            silent_later=(
                "Saya masih belum menerima nomor. Masukkan nomor panjang di bagian depan kartu Anda, lalu tekan tanda "
                "pagar."
            ),
            wrong=(
                "Itu tampaknya bukan nomor kartu. Masukkan semua angka dari nomor panjang di kartu Anda, lalu tekan "
                "tanda pagar."
            ),
            wrong_later=(
                "Itu tampaknya masih belum benar. Masukkan nomor kartu sekali lagi, satu per satu, lalu tekan tanda "
                "pagar."
            ),
        ),
        other_card=(
            "Saya tidak dapat menerima jenis kartu itu. Saya menerima {cards}. Masukkan nomor kartu lain, lalu tekan "
            "tanda pagar."
        ),
        other_card_later=(
            "Jenis kartu itu juga tidak dapat saya terima. Saya menerima {cards}. Masukkan nomor kartu lain, lalu "
            "tekan tanda pagar."
        ),
        expiration_date=StepPhrases(
            ask="Sekarang masukkan masa berlaku kartu Anda: dua angka untuk bulan, lalu dua angka untuk tahun.",
            silent=(
                "Saya belum menerima apa pun. Tanggalnya ada di kartu Anda, bulan sebelum tahun. Masukkan dua angka "
                "untuk masing-masing. Tidak perlu terburu-buru."
            ),
            silent_later=(
                "Saya masih belum menerima tanggal. Masukkan dua angka untuk bulan, lalu dua angka untuk tahun."
            ),
            wrong=(
                "Tanggal itu tampaknya belum benar. Masukkan dua angka untuk bulan, lalu dua angka terakhir dari "
                "tahun. Untuk Maret, mulailah dengan nol, tiga."
            ),
            wrong_later=(
                "Tanggal itu tampaknya masih belum benar. Masukkan bulan dan tahun seperti tertulis di kartu Anda, "
                "empat angka seluruhnya."
            ),
        ),
        security_code=StepPhrases(
            ask=(
                "Sekarang masukkan kode keamanan. Kode itu terdiri dari tiga angka di bagian belakang kartu Anda. Pada "
                "beberapa kartu, empat angka di bagian depan."
            ),
            silent=(
                "Saya belum menerima apa pun. Kode keamanan adalah nomor pendek di samping tanda tangan Anda, atau di "
                "atas nomor kartu. Tidak perlu terburu-buru."
            ),
            silent_later=(
                "Saya masih belum menerima kode. Masukkan nomor pendek di bagian belakang atau depan kartu Anda."
            ),
            wrong=(
                "Jumlah angka kode itu tidak sesuai. Masukkan tiga angka di bagian belakang kartu Anda, atau empat "
                "angka di bagian depan."
            ),
            wrong_later=(
                "Kode itu tampaknya masih belum benar. Masukkan nomor pendek di bagian belakang atau depan kartu Anda."
            ),
        ),
        postal_code=StepPhrases(
            ask="Sekarang masukkan kode pos alamat tagihan kartu Anda, lalu tekan tanda pagar.",
            silent=(
                "Saya belum menerima apa pun. Masukkan kode pos dari alamat tempat tagihan kartu Anda dikirim, lalu "
                "tekan tanda pagar. Tidak perlu terburu-buru."
            ),
            silent_later="Saya masih belum menerima kode pos. Masukkan sekarang, lalu tekan tanda pagar.",
            wrong="Itu tampaknya bukan kode pos. Masukkan kelima angkanya, lalu tekan tanda pagar.",
            wrong_later="Itu tampaknya masih belum benar. Masukkan kelima angka kode pos Anda, lalu tekan tanda pagar.",
        ),
        to_stop="Untuk berhenti, tekan tanda bintang.",
        processing="Tunggu sebentar, pembayaran Anda sedang saya kirim. Mohon jangan menutup telepon.",
    ),
}


def pay_phrases(language: str) -> PayPhrases:
    """Raises UnknownLanguageError."""
    return PAY_PHRASES[spoken(language).tag]
