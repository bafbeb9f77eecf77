"""What the carrier itself says during a Pay where the document has no Prompt. Twilio's own words are not documented;
these are ours, in the languages of its page."""

from ivr.twiml.paying import PayError, PayStep

_ASKING = {
    "en": {
        PayStep.CARD_NUMBER: "Please enter your card number.",
        PayStep.EXPIRATION_DATE: "Please enter the expiration date, two digits for the month and two for the year.",
        PayStep.SECURITY_CODE: "Please enter the security code of your card.",
        PayStep.POSTAL_CODE: "Please enter your postal code, then press pound.",
        PayStep.ROUTING_NUMBER: "Please enter your bank's routing number.",
        PayStep.ACCOUNT_NUMBER: "Please enter your bank account number, then press pound.",
        PayStep.PROCESSING: "Please wait while your payment is processed.",
    },
    "es": {
        PayStep.CARD_NUMBER: "Introduzca el número de su tarjeta.",
        PayStep.EXPIRATION_DATE: "Introduzca la fecha de vencimiento, dos dígitos para el mes y dos para el año.",
        PayStep.SECURITY_CODE: "Introduzca el código de seguridad de su tarjeta.",
        PayStep.POSTAL_CODE: "Introduzca su código postal y pulse numeral.",
        PayStep.PROCESSING: "Espere mientras se procesa su pago.",
    },
    "fr": {
        PayStep.CARD_NUMBER: "Veuillez saisir le numéro de votre carte.",
        PayStep.EXPIRATION_DATE: "Veuillez saisir la date d'expiration, deux chiffres pour le mois et deux pour l'année.",
        PayStep.SECURITY_CODE: "Veuillez saisir le code de sécurité de votre carte.",
        PayStep.POSTAL_CODE: "Veuillez saisir votre code postal, puis appuyer sur dièse.",
        PayStep.PROCESSING: "Veuillez patienter pendant le traitement de votre paiement.",
    },
    "de": {
        PayStep.CARD_NUMBER: "Bitte geben Sie Ihre Kartennummer ein.",
        PayStep.EXPIRATION_DATE: "Bitte geben Sie das Ablaufdatum ein, zwei Ziffern für den Monat und zwei für das Jahr.",
        PayStep.SECURITY_CODE: "Bitte geben Sie die Prüfziffer Ihrer Karte ein.",
        PayStep.POSTAL_CODE: "Bitte geben Sie Ihre Postleitzahl ein und drücken Sie die Raute-Taste.",
        PayStep.PROCESSING: "Bitte warten Sie, Ihre Zahlung wird bearbeitet.",
    },
    "it": {
        PayStep.CARD_NUMBER: "Inserisca il numero della carta.",
        PayStep.EXPIRATION_DATE: "Inserisca la data di scadenza, due cifre per il mese e due per l'anno.",
        PayStep.SECURITY_CODE: "Inserisca il codice di sicurezza della carta.",
        PayStep.POSTAL_CODE: "Inserisca il codice postale, poi prema cancelletto.",
        PayStep.PROCESSING: "Attenda mentre il pagamento viene elaborato.",
    },
}
_WRONG = {
    "en": "That is not valid.",
    "es": "No es válido.",
    "fr": "Ce n'est pas valide.",
    "de": "Das ist nicht gültig.",
    "it": "Non è valido.",
}
_AGAIN = {
    PayStep.ROUTING_NUMBER: "Please enter the routing number once more.",
    PayStep.ACCOUNT_NUMBER: "Please enter the account number once more, then press pound.",
}
_ERRORS = {
    PayError.INPUT_TIMEOUT: "Nothing was entered.",
    PayError.CARD_TYPE: "This type of card is not accepted.",
    PayError.NOT_MATCHING: "The two entries are not the same.",
}
"""In English, where the general words would say too little."""


def default_words(step: PayStep, error: PayError | None, language: str, *, again: bool = False) -> str:
    """`again` asks for the same detail a second time, to compare. Bank accounts are asked for in English alone."""
    tongue = language.partition("-")[0]
    asking = _AGAIN[step] if again else _ASKING[tongue][step]
    if error is None:
        return asking
    wrong = _ERRORS.get(error, _WRONG["en"]) if tongue == "en" else _WRONG[tongue]
    return f"{wrong} {asking}"
