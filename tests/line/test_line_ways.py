"""The ways to pay that are switched on, in words, in each language, for every combination of the switches."""

from itertools import product

import pytest

from ivr.line.channels import Channels
from ivr.line.company import Company
from ivr.line.ways import ways
from ivr.speech.languages import SPOKEN_LANGUAGES

WORDS = {
    "en-US": {
        "online": "online", "app": "in the app", "phone": "by phone", "mail": "by mail", "person": "in person", "bank": "at a bank",
    },
    "es-US": {
        "online": "por internet", "app": "en la aplicación", "phone": "por teléfono", "mail": "por correo", "person": "en persona",
        "bank": "en un banco",
    },
    "id-ID": {
        "online": "lewat situs web", "app": "lewat aplikasi", "phone": "lewat telepon", "mail": "lewat pos",
        "person": "dengan datang langsung", "bank": "di bank",
    },
}  # fmt: skip
FLAGS = ("true", "false")
COMBINATIONS = list(product(FLAGS, FLAGS, ({}, None), ("none", "stores", "partners", "ask"), FLAGS))


def channels(online: str, app: str, mail: object, in_person: str, bank: str) -> Channels:
    written = {"online": online, "app": app, "in_person": in_person, "bank_counter": bank}
    return Channels.model_validate(written if mail is None else {**written, "mail": mail})


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_exactly_the_ways_that_are_on_are_said(language: str) -> None:
    for online, app, mail, in_person, bank in COMBINATIONS:
        said = ways(channels(online, app, mail, in_person, bank), language)
        on = {
            "online": online == "true",
            "app": app == "true" and online == "false",  # where there is a website, the app is not listed beside it
            "phone": True,
            "mail": mail is not None,
            "person": in_person in ("stores", "partners"),
            "bank": bank == "true",
        }
        assert {way: words in said for way, words in WORDS[language].items()} == on


def test_the_last_way_is_one_of_several() -> None:
    on = channels("true", "true", {}, "ask", "false")
    said = [ways(on, language) for language in SPOKEN_LANGUAGES]
    assert said == [
        "online, by phone, or by mail",
        "por internet, por teléfono o por correo",
        "lewat situs web, lewat telepon, atau lewat pos",
    ]


def test_a_prompt_says_them_as_a_fact_of_the_company() -> None:
    company = Company.model_validate({"name": "Example", "channels": {"online": "false", "app": "false"}})
    assert company.spoken(("channels", "ways"), "en-US") == "by phone"
    assert "channels.ways" in company.facts("es-US")
