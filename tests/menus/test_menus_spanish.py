"""The Pay My Bill line in Spanish: every task is done by somebody who chose it, and no English is heard."""

import pytest
from spanish_caller import (
    ACCOUNT,
    EVENING,
    HELP,
    NEXT_REASON,
    NEXT_THING,
    OTHER_WAYS,
    PAYING,
    PERSON,
    PIN,
    PROBLEM,
    SPANISH,
    Told,
    balance,
    calls,
    known,
    no_english,
    since,
    spanish_call,
)

from ivr.carrier.handsets.steps import Pay, Text, here
from ivr.carrier.happenings import Ended

KEYPAD = {"pay.mode": "pay_verb"}
LINK = {"pay.mode": "link", "pay.link.page": "https://pay.example.com/start?t={token}"}
CARD = Pay(here(), card="4111111111111111", expires="0129", code="123", postal="10013")


def test_somebody_who_speaks_spanish_pays_with_a_representative() -> None:
    guided: Told = ("Un representante le guiará para hacer su pago. Primero le pediré su número de cuenta", "")
    call = spanish_call(PAYING[0], guided, *PAYING[1:], PERSON, rings=True)
    assert call.ended is Ended.BRIDGED
    assert call.transcript.heard("Gracias por llamar a Spectrum. Hasta luego")


@pytest.mark.parametrize(
    ("number", "pin", "words"),
    [
        (ACCOUNT, PIN, ("Usted debe ciento treinta y cuatro dólares con cincuenta centavos. "
         "La fecha de vencimiento es el sábado, cinco de diciembre")),
        ("8448200023456789", "1379", ("Usted debe doscientos doce dólares con siete centavos en total. "
         "De esa cantidad, la parte vencida es de noventa y ocho dólares")),
        ("8448200034567890", "4682", "Usted no debe nada en este momento"),
        ("8448200045678901", "7913", "Usted no debe nada. Tiene un saldo a favor de doce dólares con veinticinco centavos"),
        ("8448200078901234", "2718", ("La fecha de vencimiento es el martes, primero de diciembre. Si paga después de "
         "la fecha de vencimiento, puede perder su descuento. Esta cuenta tiene pagos automáticos")),
    ],
)  # fmt: skip
def test_every_kind_of_balance_is_said_in_spanish(number: str, pin: str, words: str) -> None:
    again: Told = ("Para pagar ahora, oprima uno. Para escucharlo otra vez, oprima dos", "2")
    spanish_call(*balance(number, pin), (words, ""), again, (words, ""), company={"claims.discounts": "true"})


def test_a_zip_code_pays_and_hears_no_amount_in_spanish() -> None:
    other: tuple[Told, ...] = (
        ("Si no tiene uno, oprima asterisco", "*"),
        ("Para usar su código postal, oprima tres", "3"),
        ("Ingrese el código postal de cinco dígitos de su dirección de facturación", "10013"),
        ("Con eso basta para pagar. Antes de decirle una cantidad, necesito otro dato", ""),
        ("Para pagar sin escuchar la cantidad, oprima tres", "3"),
    )
    call = spanish_call(*balance(ACCOUNT, PIN)[:-1], *other, PERSON, rings=True)
    assert "dólar" not in call.transcript.raw()


def test_the_website_the_app_and_saved_details_are_told_in_spanish() -> None:
    spanish_call(
        OTHER_WAYS,
        ("Usted puede pagar por internet, por teléfono o por correo. Para pagar en el sitio web, oprima uno", "1"),
        ("La aplicación funciona igual, así que use lo que usted prefiera", ""),
        ("Para escuchar las ventajas de cada opción, oprima uno", "1"),
        ("La aplicación reúne todos sus servicios en un solo lugar", ""),
        ("Para saber qué más ofrece la aplicación, oprima uno", "1"),
        ("pausar su internet y volver a activarlo", ""),
        ("Para guardar sus datos para la próxima vez, oprima uno", "1"),
        ("Cuando pague, elija Recordarme", ""),
        ("Para regresar, oprima asterisco", "*"),
        ("Usted puede pagar por internet", ""),
    )


def test_all_other_ways_to_pay_are_told_in_spanish() -> None:
    back: Told = ("Para regresar, oprima asterisco", "*")
    spanish_call(
        OTHER_WAYS,
        ("Para todas las demás formas de pagar, oprima tres", "3"),
        ("Para pagar por teléfono, oprima uno", "1"),
        ("nuestra línea de pagos, para facturas de internet, televisión, teléfono y celular", ""),
        back,
        ("Para pagar por correo, oprima dos", "2"),
        ("por favor calcule cinco días hábiles", ""),
        back,
        ("Para pagar en persona, oprima tres", "3"),
        ("Algunos lugares reciben pagos en persona", ""),
        back,
        ("Para saber qué tarjetas aceptamos, y qué más, oprima cuatro", "4"),
        ("Puede pagar con Visa, Mastercard, American Express o Discover", ""),
        ("También puede pagar con tarjetas de débito o cheques electrónicos", ""),
    )


def test_trouble_with_the_website_is_gone_through_in_spanish() -> None:
    call = spanish_call(
        *PROBLEM,
        ("Si nuestro sitio web no funciona, oprima uno", "1"),
        ("espere unos minutos, haga otra cosa, e intente de nuevo", ""),
        NEXT_THING,
        ("revise que su conexión a internet funcione", ""),
        NEXT_THING,
        ("borre la memoria caché y las cookies de su navegador", ""),
        NEXT_THING,
        ("como Chrome, Firefox o Safari", ""),
        ("Si todavía no funciona, oprima uno", "1"),
        PERSON,
        rings=True,
    )
    assert call.ended is Ended.BRIDGED


def test_the_reasons_for_a_decline_are_told_in_spanish() -> None:
    spanish_call(
        *PROBLEM,
        ("Si su pago fue rechazado, oprima dos", "2"),
        ("Un solo dígito equivocado basta para detener un pago", ""),
        NEXT_REASON,
        ("suficiente dinero en la cuenta, o suficiente crédito en la tarjeta", ""),
        NEXT_REASON,
        ("Llame al número que está al reverso de su tarjeta", ""),
        ("Para escuchar la última razón, oprima uno", "1"),
        ("Puede ser un problema pasajero de nuestra parte", ""),
        ("Para otras formas de pagar, oprima dos", "2"),
    )


def test_chat_and_social_media_are_told_in_spanish() -> None:
    spanish_call(
        *PROBLEM,
        ("Para recibir ayuda por chat, oprima tres", "3"),
        ("busque Ayuda o Chat en nuestro sitio web", ""),
        ("Para regresar, oprima asterisco", "*"),
        ("Para redes sociales, oprima cuatro", "4"),
        ("no publique ahí su número de cuenta", ""),
    )


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (("Si necesita más tiempo para pagar, oprima dos", "2"), "Es posible que pueda hacer un acuerdo de pago"),
        (("Si no puede pagar su factura, oprima tres", "3"), "un programa de ayuda por dificultades económicas"),
    ],
)
def test_whoever_needs_help_paying_hears_of_it_and_gets_a_person(choice: Told, words: str) -> None:
    ask: Told = ("Para preguntarle a un representante, oprima uno", "1")
    assert spanish_call(HELP, choice, (words, ""), ask, PERSON, rings=True).ended is Ended.BRIDGED


def test_proof_of_a_payment_is_given_in_spanish() -> None:
    call = spanish_call(
        HELP,
        ("Si está sin servicio, oprima uno", "1"),
        ("Si usted ya pagó, envíenos el comprobante", ""),
        ("Para dar su número de confirmación, oprima uno", "1"),
        ("y después oprima la tecla numeral", "w"),
        ("Está en su recibo, o en el mensaje que recibió cuando pagó", "48271951#"),
        ("Usted ingresó cuatro ocho dos siete uno nueve cinco uno. Si es correcto, oprima uno", "1"),
        ("Un representante revisará su pago", ""),
        PERSON,
        rings=True,
    )
    assert call.ended is Ended.BRIDGED


def test_the_third_wrong_pin_leads_to_a_person_in_spanish() -> None:
    once_more: Told = ("No encontré una cuenta con esos datos. Intentemos una vez más", "")
    wrong = [known(ACCOUNT, pin) for pin in ("1111", "2222", "3333")]
    last: Told = ("No encontré una cuenta con esos datos, pero una persona puede ayudarle", "")
    tries = (*wrong[0], once_more, *wrong[1], once_more, *wrong[2], last)
    assert spanish_call(PAYING[0], *tries, PERSON, rings=True).ended is Ended.BRIDGED


def test_after_hours_it_is_said_in_spanish_when_people_answer() -> None:
    hours = (
        "de lunes a viernes, de ocho de la mañana a ocho de la noche y los sábados, de nueve de la mañana a cinco de la "
        "tarde, hora del Este"
    )
    call = spanish_call(
        ("Para hablar con un representante, oprima cero", "0"),
        (f"Nuestros representantes no están en este momento. Contestan {hours}", ""),
        ("Para saber cuánto debe, oprima uno", "1"),
        *known(ACCOUNT, PIN),
        ("Usted debe ciento treinta y cuatro dólares", ""),
        at=EVENING,
    )
    assert call.ended is Ended.CALLER_HUNG_UP


def test_silence_and_wrong_keys_are_answered_in_spanish() -> None:
    call = spanish_call(
        ("Para pagar su factura", "w"),
        ("Tómese su tiempo. Yo espero. Para hablar con un representante, oprima cero", "8"),
        ("Lo siento, esa no es una de las opciones", "1"),
        ("ingrese su número de cuenta", "w"),
        ("Su número de cuenta está impreso en la parte superior de su factura", "1#"),
        PERSON,
        rings=True,
    )
    assert call.ended is Ended.BRIDGED


@pytest.mark.parametrize(
    ("keys", "words"),
    [("1#", "Eso no es un número de cuenta. Dígitos recibidos: uno, de dieciséis"),
     ("123#", "Eso no es un número de cuenta. Dígitos recibidos: tres, de dieciséis"),
     ("4111111111111111", "Eso parece un número de tarjeta, así que no lo guardé")],
)  # fmt: skip
def test_what_is_no_account_number_is_told_in_spanish(keys: str, words: str) -> None:
    spanish_call(PAYING[0], ("ingrese su número de cuenta", keys), (words, ""))


def test_a_card_is_paid_with_on_the_keypad_in_spanish() -> None:
    spanish_call(
        *PAYING,
        ("Para pagar con tarjeta, oprima uno", "1"),
        ("Para pagar otra cantidad, oprima dos", "2"),
        ("Para cuarenta y cinco dólares con diez centavos, ingrese cuatro, cinco, uno, cero", "2100#"),
        ("Usted va a pagar veintiún dólares. Si es correcto, oprima uno", "1"),
        ("con tarjeta, hoy y una sola vez. Para continuar, oprima uno", "1"),
        CARD,
        ("Un momento, mientras envío su pago", ""),
        ("Gracias. Recibimos su pago de veintiún dólares. Su número de confirmación es", ""),
        ("Para recibirlo en un mensaje de texto, oprima dos", "2"),
        ("Pueden aplicarse tarifas por mensajes y datos. Para recibir el mensaje de texto, oprima uno", "1"),
        Text(here(), "Spectrum: gracias por su pago. Número de confirmación"),
        ("Para terminar la llamada, oprima cuatro", ""),
        company=KEYPAD,
    )


def test_a_link_is_sent_in_spanish() -> None:
    spanish_call(
        *PAYING,
        ("Usted llama del número que termina en cero uno dos tres", ""),
        ("Si es un celular con mensajes de texto, oprima uno", "1"),
        ("Le enviaré un solo mensaje de texto, con un enlace para pagar su factura", ""),
        ("Para recibir el mensaje de texto, oprima uno", "1"),
        Text(here(), "Si usted no lo ha pedido, no lo abra. Para dejar de recibir mensajes, responda STOP."),
        ("El enlace sirve durante", ""),
        company=LINK,
    )


def test_back_in_english_in_mid_call_nothing_that_was_keyed_is_lost() -> None:
    call = calls(
        *balance(ACCOUNT, PIN),
        ("Usted debe ciento treinta y cuatro dólares con cincuenta centavos", ""),
        ("Para pagar ahora, oprima uno", "9"),
        ("For English, press one", "1"),
        ("To hear that again, press two", "2"),
        ("You owe one hundred thirty-four dollars and fifty cents", ""),
        ("To pay now, press one", "1"),
        ("I am connecting you to a representative", ""),
        rings=True,
        whisper="Account ending five six seven eight",
    )
    assert call.ended is Ended.BRIDGED
    assert {one.language for one in since(call, -3)} == {"en-US"}
    assert not call.transcript.heard("speaks Spanish", "Rosa")


def test_these_tests_would_notice_a_sentence_of_english() -> None:
    call = calls(("Para pagar su factura, oprima uno", "9"), ("For English, press one", "1"), ("To pay your bill", ""))
    english = [one for one in since(call, 3) if one.language == "en-US"]
    for said in english:
        said.language = SPANISH
    with pytest.raises(AssertionError, match="to pay your bill"):
        no_english(english)
