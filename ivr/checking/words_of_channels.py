"""The words by which a caller would know a channel or a claim, in each language; the rules beside hold prompts against
them. Expressions, whole words, capitals or not, accents as they are written.

The Spanish and Indonesian ones were written by a machine and wait for review by somebody who grew up with them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ivr.line.company import Company
from ivr.line.condition import parse_condition

Words = Mapping[str, str]
"""By language."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Something a company may have or not, the condition that says so (or another one), and its words. What is `deniable` may be named to
    say that it is not to be had."""

    switch: str
    words: Words
    deniable: bool = False
    or_else: str = ""

    def is_on(self, company: Company) -> bool:
        conditions = [parse_condition(one) for one in (self.switch, self.or_else) if one]
        return any(one.holds(company.value(one.path)) for one in conditions)


IN_PERSON: Words = {
    "en-US": r"in[ -]person|face to face",
    "es-US": r"en persona|cara a cara",
    "id-ID": r"langsung di tempat|secara langsung di|datang langsung|tatap muka",
}
STORES: Words = {
    "en-US": r"stores?|shops?|pay(?:ment)? (?:stations?|cent(?:er|re)s?|locations?)",
    "es-US": r"tiendas?|sucursal(?:es)?|locales? de pago|centros? de pago",
    "id-ID": r"toko|gerai|minimarket|loket",
}
CASH: Words = {"en-US": r"cash", "es-US": r"efectivo", "id-ID": r"(?:uang )?tunai|uang kas"}

TOPICS: tuple[Topic, ...] = (
    Topic(
        "channels.online",
        {
            "en-US": r"online|web ?sites?|web ?pages?|(?:the|our|this) site",
            "es-US": r"en línea|por (?:el )?internet|sitios? web|páginas? web|(?:el|nuestro|este) sitio",
            "id-ID": r"online|daring|situs(?: web)?|(?:laman|halaman) web|(?:lewat|melalui) internet",
        },
    ),
    Topic(
        "channels.app",
        {"en-US": r"apps?", "es-US": r"apps?|aplicaci(?:ón|ones)", "id-ID": r"aplikasi"},
    ),
    Topic(
        "channels.mail",
        {
            "en-US": r"(?<!e-)(?<!voice )(?<!electronic )mail(?:ed)?|post office",
            "es-US": r"correos?(?! (?:electrónicos?|de voz))",
            "id-ID": r"(?<!kode )pos(?!-el)|(?:lewat|melalui) surat",
        },
    ),
    Topic("channels.in_person", IN_PERSON, deniable=True),
    Topic("channels.in_person is stores or partners", STORES, deniable=True),
    Topic("channels.cash", CASH, deniable=True),
    Topic(
        "channels.bank_counter",
        {
            "en-US": r"at (?:a|any|the|your) bank|bank (?:counters?|branch(?:es)?|tellers?)",
            "es-US": r"en (?:un|el|su|cualquier) banco|ventanillas?|sucursal(?:es)? bancarias?",
            "id-ID": r"di (?:kantor )?bank|(?:loket|teller) bank",
        },
        deniable=True,
    ),
    Topic(
        "channels.chat",
        {"en-US": r"(?:live )?chat", "es-US": r"chat(?:ear)?", "id-ID": r"chat|obrolan|mengobrol"},
    ),
    Topic(
        "channels.social",
        {
            "en-US": r"social media|social networks?|twitter|facebook|instagram",
            "es-US": r"redes sociales|red social|twitter|facebook|instagram",
            "id-ID": r"media sosial|medsos|twitter|facebook|instagram",
        },
    ),
    Topic(
        "texts",
        {"en-US": r"texts?|texted|sms", "es-US": r"mensajes? de texto|sms", "id-ID": r"pesan teks|sms"},
    ),
    Topic(
        "pay.mode is pay_verb",
        {
            "en-US": r"(?:enter|key in) (?:\w+ ){0,4}card|card (?:with|on|by) (?:your|the) keypad|card by keypad",
            "es-US": r"ingrese (?:\w+ ){0,4}tarjeta|tarjeta (?:con|en|por) (?:su|el) teclado",
            "id-ID": r"masukkan (?:\w+ ){0,3}kartu|kartu (?:lewat|melalui|dengan) (?:papan )?tombol",
        },
    ),
    Topic(
        "pay.mode is link", {"en-US": r"links?", "es-US": r"enlaces?", "id-ID": r"tautan"}, or_else="pay.bank is link"
    ),
    Topic(
        "claims.secure_storage",
        {
            "en-US": r"secure(?:d)? servers?|(?:stored|saved|kept) (?:securely|safely)|(?:securely|safely) (?:stored|saved|kept)",
            "es-US": r"servidor(?:es)? seguros?|(?:guard|almacen)\w+ de forma segura",
            "id-ID": r"(?:server|peladen)(?: yang)? aman|disimpan (?:dengan|secara) aman",
        },
    ),
    Topic(
        "claims.security",
        {
            "en-US": r"(?:layers? of (?:protection|security)|security layers?)",
            "es-US": r"capas? de (?:seguridad|protección)",
            "id-ID": r"lapis(?:an)? (?:keamanan|perlindungan)",
        },
    ),
    Topic(
        "claims.discounts",
        {
            "en-US": r"(?:los\w+|costs?|keep|ends?) (?:\w+ ){0,4}discounts?|discounts? (?:\w+ ){0,4}(?:ends?|lost)",
            "es-US": r"(?:perd\w+|pierd\w+|cost\w+|cuest\w+|conserv\w+) (?:\w+ ){0,4}descuentos?",
            "id-ID": r"(?:kehilangan|mempertahankan) (?:\w+ ){0,3}(?:diskon|potongan)|(?:diskon|potongan) (?:\w+ ){0,4}hilang",
        },
    ),
)

_DENIAL: Words = {
    "en-US": r"(?:not|never|cannot|can't|don't|doesn't|no longer) (?:\w+ ){0,2}(?:take|accept|offer|have|pay|be|do|possible)"
    r"|(?:there is|there are|we have|has|have) no|nowhere",
    "es-US": r"no (?:se )?(?:acept\w+|recib\w+|ofrec\w+|tenemos|tiene|pued\w+|hay|es posible|contamos)",
    "id-ID": r"(?:tidak|belum) (?:\w+ ){0,2}(?:menerima|menyediakan|melayani|bisa|dapat|ada|memiliki|tersedia)",
}


@cache
def _all_topics(language: str) -> re.Pattern[str]:
    return _expression("|".join(one.words[language] for one in TOPICS if language in one.words) or "(?!)")


def may_mention(text: str, language: str) -> bool:
    """Whether any topic at all is mentioned; most texts mention none, and are read once instead of once for each."""
    return bool(_all_topics(language).search(text))


@cache
def _expression(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


def found(words: Words, text: str, language: str) -> str:
    """The first of the words in a text as it stands there; nothing where there is none."""
    here = _expression(words[language]).search(text) if language in words else None
    return here[0] if here else ""


def denies(text: str, language: str) -> bool:
    """Whether a sentence says that something is not done or not to be had."""
    return bool(found(_DENIAL, text, language))


def without_names(text: str, company: Company) -> str:
    """What the company is called mentions nothing."""
    return text.replace(company.name, " ")
