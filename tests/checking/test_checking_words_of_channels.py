"""The words by which a channel is known, in each language: what is found, and what only sounds like it."""

import pytest

from ivr.checking.words_of_channels import TOPICS, Topic, denies, found, without_names
from ivr.line.company import Company
from ivr.speech.languages import SPOKEN_LANGUAGES

BY_SWITCH = {one.switch: one for one in TOPICS}
STORES = "channels.in_person is stores or partners"
BARE = Company.model_validate({"name": "Example", "channels": {"online": "false", "app": "false", "in_person": "none"}})
FULL = Company.model_validate(
    {
        "name": "Example",
        "channels": {
            "mail": {}, "in_person": "stores", "cash": "true", "bank_counter": "true", "chat": "true", "social": "true",
        },
        "texts": {},
        "pay": {"mode": "pay_verb", "bank": "link", "link": {"page": "https://pay.example.com/{token}"}},
        "claims": {"secure_storage": "true", "security": "true", "discounts": "true"},
    }
)  # fmt: skip


def test_every_topic_has_words_in_every_language() -> None:
    assert {one.switch: set(one.words) for one in TOPICS} == {one.switch: set(SPOKEN_LANGUAGES) for one in TOPICS}


@pytest.mark.parametrize("topic", TOPICS, ids=lambda one: one.switch)
def test_every_topic_can_be_on_and_off(topic: Topic) -> None:
    assert (topic.is_on(BARE), topic.is_on(FULL)) == (False, True)


def test_a_link_may_be_for_cards_or_for_bank_accounts() -> None:
    assert BY_SWITCH["pay.mode is link"].is_on(FULL)
    assert not BY_SWITCH["pay.mode is pay_verb"].is_on(BARE)


FOUND = [
    ("channels.online", "en-US", "You can pay Online.", "Online"),
    ("channels.online", "en-US", "The site may be busy.", "The site"),
    ("channels.online", "en-US", "Find it on our web page.", "web page"),
    ("channels.online", "es-US", "Puede pagar en línea.", "en línea"),
    ("channels.online", "es-US", "Pague por internet.", "por internet"),
    ("channels.online", "id-ID", "Bayar lewat situs web kami.", "situs web"),
    ("channels.online", "id-ID", "Anda dapat membayar secara daring.", "daring"),
    ("channels.app", "en-US", "Pay in the app.", "app"),
    ("channels.app", "es-US", "Pague en la aplicación.", "aplicación"),
    ("channels.app", "id-ID", "Bayar lewat aplikasi.", "aplikasi"),
    ("channels.mail", "en-US", "By phone, or by mail.", "mail"),
    ("channels.mail", "es-US", "Por correo.", "correo"),
    ("channels.mail", "id-ID", "Lewat pos.", "pos"),
    ("channels.in_person", "en-US", "Pay in-person today.", "in-person"),
    ("channels.in_person", "es-US", "Pague en persona.", "en persona"),
    ("channels.in_person", "id-ID", "Bayar dengan datang langsung.", "datang langsung"),
    (STORES, "en-US", "Thousands of stores take it.", "stores"),
    (STORES, "es-US", "Miles de tiendas lo aceptan.", "tiendas"),
    (STORES, "id-ID", "Ribuan gerai menerimanya.", "gerai"),
    ("channels.cash", "en-US", "Bring CASH.", "CASH"),
    ("channels.cash", "es-US", "Pague en efectivo.", "efectivo"),
    ("channels.cash", "id-ID", "Bayar tunai.", "tunai"),
    ("channels.bank_counter", "en-US", "You can pay at your bank.", "at your bank"),
    ("channels.bank_counter", "es-US", "Pague en un banco.", "en un banco"),
    ("channels.bank_counter", "id-ID", "Bayar di bank.", "di bank"),
    ("channels.chat", "en-US", "Choose Chat.", "Chat"),
    ("channels.chat", "es-US", "Puede chatear.", "chatear"),
    ("channels.chat", "id-ID", "Pilih obrolan.", "obrolan"),
    ("channels.social", "en-US", "Ask on social media.", "social media"),
    ("channels.social", "es-US", "Pregunte en redes sociales.", "redes sociales"),
    ("channels.social", "id-ID", "Tanyakan di media sosial.", "media sosial"),
    ("texts", "en-US", "I can text you.", "text"),
    ("texts", "es-US", "Le envío un mensaje de texto.", "mensaje de texto"),
    ("texts", "id-ID", "Saya kirim pesan teks.", "pesan teks"),
    ("pay.mode is link", "en-US", "You get a link.", "link"),
    ("pay.mode is link", "es-US", "Recibe un enlace.", "enlace"),
    ("pay.mode is link", "id-ID", "Anda menerima tautan.", "tautan"),
    ("pay.mode is pay_verb", "en-US", "Enter the number of your card.", "Enter the number of your card"),
    ("pay.mode is pay_verb", "es-US", "Ingrese el número de su tarjeta.", "Ingrese el número de su tarjeta"),
    ("pay.mode is pay_verb", "id-ID", "Masukkan nomor kartu Anda.", "Masukkan nomor kartu"),
    ("claims.secure_storage", "en-US", "They are kept on our secure servers.", "secure servers"),
    ("claims.secure_storage", "es-US", "Están en servidores seguros.", "servidores seguros"),
    ("claims.secure_storage", "id-ID", "Disimpan di server yang aman.", "server yang aman"),
    ("claims.security", "en-US", "Several layers of security protect it.", "layers of security"),
    ("claims.security", "es-US", "Varias capas de seguridad.", "capas de seguridad"),
    ("claims.security", "id-ID", "Beberapa lapisan keamanan.", "lapisan keamanan"),
    ("claims.discounts", "en-US", "You may lose your discount.", "lose your discount"),
    ("claims.discounts", "es-US", "Puede perder su descuento.", "perder su descuento"),
    ("claims.discounts", "id-ID", "Anda bisa kehilangan diskon.", "kehilangan diskon"),
]


@pytest.mark.parametrize(("switch", "language", "text", "word"), FOUND)
def test_a_word_is_found_as_it_stands(switch: str, language: str, text: str, word: str) -> None:
    assert found(BY_SWITCH[switch].words, text, language) == word


def test_every_topic_is_tried_in_every_language() -> None:
    assert {(one, language) for one in BY_SWITCH for language in SPOKEN_LANGUAGES} == {row[:2] for row in FOUND}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-US", "Leave a voicemail, or a voice mail. Write an e-mail or an electronic mail. Mailing lists are not for us."),
        ("en-US", "Check that your internet connection is working. Apply again. This appears to be restored."),
        ("en-US", "Call your bank. Your bank may have stopped the payment. It is on the back of your card."),
        ("en-US", "That looks like a card number, so I did not keep it. We take debit cards."),
        ("en-US", "In this context, chatter is not linked."),
        ("es-US", "Deje un correo de voz, o escriba un correo electrónico. Revise su conexión a internet."),
        ("es-US", "Llame a su banco. Eso parece un número de tarjeta, así que no lo guardé."),
        ("id-ID", "Periksa koneksi internet Anda. Tunggu langsung dari petugas. Tulis pos-el. Posisi Anda satu."),
        ("id-ID", "Hubungi bank Anda. Itu tampaknya nomor kartu, jadi tidak saya simpan."),
    ],
)  # fmt: skip
def test_what_only_sounds_like_it_is_not_found(language: str, text: str) -> None:
    assert {one.switch: found(one.words, text, language) for one in TOPICS if found(one.words, text, language)} == {}


def test_accents_are_as_they_are_written() -> None:
    assert found(BY_SWITCH["channels.app"].words, "la aplicacion", "es-US") == ""


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-US", "We do not take payments in person."),
        ("en-US", "You cannot pay in person."),
        ("en-US", "We don't accept cash."),
        ("en-US", "There are no stores where one can pay."),
        ("en-US", "Payments in person are not possible."),
        ("es-US", "No aceptamos pagos en persona."),
        ("es-US", "No se puede pagar en efectivo."),
        ("es-US", "No hay tiendas."),
        ("id-ID", "Kami tidak menerima pembayaran tunai."),
        ("id-ID", "Anda tidak dapat membayar langsung di tempat."),
        ("id-ID", "Belum ada gerai."),
    ],
)
def test_a_denial_is_one(language: str, text: str) -> None:
    assert denies(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-US", "Some places take payments in person."),
        ("en-US", "Note that stores close at six."),
        ("es-US", "Algunos lugares aceptan pagos en persona."),
        ("id-ID", "Beberapa tempat menerima pembayaran langsung."),
    ],
)
def test_an_offer_is_no_denial(language: str, text: str) -> None:
    assert not denies(text, language)


def test_what_a_company_is_called_mentions_nothing() -> None:
    company = Company.model_validate({"name": "Chat & Mail"})
    assert without_names("Thanks for calling Chat & Mail.", company) == "Thanks for calling  ."
