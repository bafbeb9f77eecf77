"""The Pay My Bill line for somebody who presses 9 and chooses Spanish: every task is done, and no English is heard."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.script import Script
from ivr.carrier.handsets.steps import NOINPUT, HangUp, Hear, Pay, Press, RingOf, Step, Text, Wait, here
from ivr.carrier.happenings import Ended, Heard, Pressed
from ivr.carrier.hearing import fold
from ivr.carrier.network import Call
from ivr.carrier.phones import Phone
from ivr.carrier.web import Reply, Request, Web
from ivr.line.catalogue import Catalogue
from ivr.line.catalogue_findings import catalogue_findings, tally
from ivr.line.company_changes import with_company
from ivr.line.line import Line
from ivr.line.loading import Loaded, files_of_folder, load
from ivr.line.messages import Use, messages_of, uses_of
from ivr.line.messages_built_in import built_in
from ivr.line.messages_spoken import heard
from ivr.rehearsal.playing import placed
from ivr.rehearsal.stage import stage

SPANISH, VOICE = "es-US", "Polly.Lupe-Neural"
ROSA = "+15550100101"
WORKDAY = datetime(2026, 11, 24, 10, 5, tzinfo=ZoneInfo("America/New_York"))
EVENING = WORKDAY.replace(hour=22)
NAMES = ("Spectrum", "Visa", "Mastercard", "American Express", "Discover", "Chrome", "Firefox", "Safari", "PIN", "STOP")
KEYPAD = {"pay.mode": "pay_verb"}
LINK = {"pay.mode": "link", "pay.link.page": "https://pay.example.com/start?t={token}"}
CARD = Pay(here(), card="4111111111111111", expires="0129", code="123", postal="10013")

Told = tuple[str, str]
"""Words that are heard, and the keys that answer them: none where nothing is done, w where the caller is silent."""


@cache
def line_of(*changes: tuple[str, str]) -> Loaded:
    folder = Path(__file__).parents[2] / "menus" / "pay-my-bill"
    loaded = load(with_company(files_of_folder(str(folder)), dict(changes)))
    assert loaded.program is not None, loaded.findings
    return loaded


@pytest.fixture
def line() -> Line:
    loaded = line_of()
    assert loaded.line is not None
    return loaded.line


@pytest.fixture
def catalogue(line: Line) -> Catalogue:
    return line.catalogues[SPANISH]


@dataclass
class Watched:
    """What the line answers about the caller's own leg, which is the first one it is asked about."""

    inner: Web
    documents: list[str] = field(default_factory=list)
    sid: str = ""

    def fetch(self, request: Request) -> Reply:
        reply = self.inner.fetch(request)
        sid = request.body.decode().partition("CallSid=")[2].partition("&")[0]
        self.sid = self.sid or sid
        if sid == self.sid:
            self.documents.append(reply.body.decode())
        return reply


def steps_of(told: Iterable[Told | Step]) -> Iterator[Step]:
    for one in told:
        if not isinstance(one, tuple):
            yield one
            continue
        words, keys = one
        yield Hear(here(), words)
        if keys:
            yield Wait(here(), NOINPUT) if keys == "w" else Press(here(), keys)


CHOOSES: tuple[Told, ...] = (("Para español, oprima nueve", "9"), ("Para español, oprima dos", "2"))


def calls(
    *told: Told | Step,
    at: datetime = WORKDAY,
    company: Mapping[str, str] | None = None,
    rings: bool = False,
    choosing: tuple[Told, ...] = CHOOSES,
) -> Call:
    """One call by somebody who chooses Spanish at once, checked for Spanish from there on. With `rings` a representative
    takes it in the end; otherwise the caller hangs up, if the line has not."""
    end = RingOf(here(), ROSA, "Rosa", whisper="Spanish", press="1") if rings else HangUp(here())
    handset = Script((*steps_of((*choosing, *told)), end))
    watched: list[Watched] = []

    def through(web: Web) -> Watched:
        watched.append(Watched(web))
        return watched[0]

    loaded = line_of(*sorted((company or {}).items()))
    with VirtualClock(at) as clock, stage(loaded, clock, {ROSA: Phone(4.0, name="Rosa")}, through=through) as put_up:
        call = placed(put_up, handset, "+12125550123")
    voices = set(re.findall(rf'<Say language="{SPANISH}" voice="([^"]+)"', " ".join(watched[0].documents)))
    assert voices == {VOICE}
    assert call.debugger == ()
    return call


def presses(call: Call) -> list[float]:
    leg = call.leg("caller")
    return [one.at for one in leg.room.log if one.leg == leg.name and isinstance(one.what, Pressed)]


def since(call: Call, key: int) -> list[Heard]:
    """What the caller heard from a key on, the first being 0; a sentence cut short by the key is before it."""
    moment = presses(call)[key]
    return [one for one in call.leg("caller").heard if one.start >= moment]


def spoken(said: Iterable[Heard], language: str = SPANISH) -> str:
    return f" {' '.join(part for one in said for part in fold(one.text, language))} "


@cache
def english_phrases() -> frozenset[str]:
    """All that the author and the language say in English, cut where a value is said, as the ear hears it."""
    line = line_of().line
    assert line is not None
    texts = [use.text for use in uses_of(line) if use.wording] + list(built_in(line, "en-US").values())
    parts = [part for text in texts for part in re.split(r"\{[^}]*\}", text)]
    folded = {" ".join(fold(part, "en-US")) for part in parts}
    return frozenset(part for part in folded if len(part.split()) > 1)


def no_english(said: list[Heard]) -> None:
    assert said
    assert {one.language for one in said} == {SPANISH}
    assert not [one.text for one in said if re.search(r"\d", one.text)]
    words = spoken(said)
    assert not [phrase for phrase in english_phrases() if f" {phrase} " in words]


def spanish_call(
    *told: Told | Step, at: datetime = WORKDAY, company: Mapping[str, str] | None = None, rings: bool = False
) -> Call:
    call = calls(*told, at=at, company=company, rings=rings)
    no_english(since(call, 1))
    return call


def known(number: str, pin: str) -> tuple[Told, ...]:
    return (
        ("ingrese su número de cuenta de dieciséis dígitos", number),
        ("Si es correcto, oprima uno. Para ingresarlo de nuevo, oprima dos", "1"),
        ("Ahora ingrese su PIN", pin),
    )


def balance(number: str, pin: str) -> tuple[Told, ...]:
    return (("Para saber cuánto debe, oprima dos", "2"), *known(number, pin))


PERSON: Told = ("Le comunico con un representante. Esa persona recibirá los datos que usted ingresó", "")
ACCOUNT, PIN = "8448200012345678", "2580"
PAYING: tuple[Told, ...] = (("Para pagar su factura, oprima uno", "1"), *known(ACCOUNT, PIN))
OTHER_WAYS: Told = ("Para otras formas de pagar, o problemas de pago, oprima tres", "3")
PROBLEM: tuple[Told, ...] = (OTHER_WAYS, ("Si un pago no se completó, oprima cuatro", "4"))
HELP: Told = ("Si necesita más tiempo, o está sin servicio, oprima cuatro", "4")
NEXT_THING: Told = ("Para escuchar qué más puede probar, oprima uno", "1")
NEXT_REASON: Told = ("Para escuchar la siguiente razón, oprima uno", "1")


# The catalogue ------------------------------------------------------------------------------------------------------


def test_the_spanish_catalogue_is_complete_and_awaits_a_native_reader(line: Line, catalogue: Catalogue) -> None:
    counts = tally(messages_of(line), catalogue)
    assert (counts.fuzzy, counts.missing, catalogue_findings(line, catalogue)) == (0, 0, ())
    assert counts.translated > 150
    assert catalogue.review == "awaiting native review"


def in_spanish(use: Use, line: Line, catalogue: Catalogue) -> str:
    found = heard(use, line, SPANISH, catalogue)
    assert found is not None, use.id
    return found.text


def test_a_name_stands_in_spanish_as_it_stands_in_english(line: Line, catalogue: Catalogue) -> None:
    for use in uses_of(line):
        english = heard(use, line, line.language)
        assert english is not None
        there = [name for name in NAMES if re.search(rf"\b{name}\b", english.text)]
        assert [name for name in there if not re.search(rf"\b{name}\b", in_spanish(use, line, catalogue))] == []


def test_no_spanish_text_that_is_heard_holds_a_figure(line: Line, catalogue: Catalogue) -> None:
    texts = [re.sub(r"\{[^}]*\}", "", in_spanish(one, line, catalogue)) for one in uses_of(line) if not one.read]
    assert [text for text in (*texts, *built_in(line, SPANISH).values()) if re.search(r"\d", text)] == []


def test_a_spanish_choice_says_first_what_it_is_for(line: Line, catalogue: Catalogue) -> None:
    texts = [in_spanish(use, line, catalogue) for use in uses_of(line) if use.key]
    assert len(texts) > 80
    assert [text for text in texts if not re.fullmatch(r"(Para|Si) [^.]+, oprima \w+\.", text)] == []


# Calls --------------------------------------------------------------------------------------------------------------


def test_somebody_who_speaks_spanish_pays_with_a_representative() -> None:
    guided: Told = ("Un representante le guiará para hacer su pago. Primero le pediré su número de cuenta", "")
    call = spanish_call(PAYING[0], guided, *PAYING[1:], PERSON, rings=True)
    assert call.ended is Ended.BRIDGED
    assert call.transcript.heard("Gracias por llamar a Spectrum. Hasta luego")


@pytest.mark.parametrize(
    ("number", "pin", "words"),
    [
        (ACCOUNT, PIN, "Usted debe ciento treinta y cuatro dólares con cincuenta centavos. "
         "La fecha de vencimiento es el sábado, cinco de diciembre"),
        ("8448200023456789", "1379", "Usted debe doscientos doce dólares con siete centavos en total. "
         "De esa cantidad, la parte vencida es de noventa y ocho dólares"),
        ("8448200034567890", "4682", "Usted no debe nada en este momento"),
        ("8448200045678901", "7913", "Usted no debe nada. Tiene un saldo a favor de doce dólares con veinticinco centavos"),
        ("8448200078901234", "2718", "La fecha de vencimiento es el martes, primero de diciembre. Si paga después de "
         "la fecha de vencimiento, puede perder su descuento. Esta cuenta tiene pagos automáticos"),
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
    [("1#", "Recibí esta cantidad de dígitos: uno. Un número de cuenta tiene dieciséis"),
     ("123#", "Recibí esta cantidad de dígitos: tres. Un número de cuenta tiene dieciséis"),
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
        Text(here(), "Spectrum: pague su factura con este enlace, en un plazo de"),
        Text(here(), "responda STOP"),
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
        RingOf(here(), ROSA, "Rosa", whisper="Account ending five six seven eight", press="1"),
    )
    assert call.ended is Ended.BRIDGED
    assert {one.language for one in since(call, -3)} == {"en-US"}
    assert not call.transcript.heard("speaks Spanish", "Rosa")
