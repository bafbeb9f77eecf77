"""Documents that are kept from one caller to the next, and those that must not be."""

import pytest
from carrier_laboratory import Lab

from ivr.carrier.handsets.silent import SilentCaller
from ivr.carrier.shelf import MOST, Shelf
from ivr.twiml.errors import TwimlError
from ivr.twiml.parse import parse

MENU = b"<Response><Gather numDigits='1'><Say>To pay your bill, press one. For a person, press zero.</Say></Gather></Response>"


def test_a_document_is_read_once_and_is_what_the_parser_says() -> None:
    shelf = Shelf()
    assert shelf.read(MENU) == parse(MENU)
    assert shelf.read(MENU) is shelf.read(MENU)
    assert len(shelf) == 1


@pytest.mark.parametrize(
    "said",
    [
        "<Say>You entered 8 4 4 8, 2 0 0 0.</Say>",
        "<Gather><Say>You entered eight four four eight, two zero.</Say></Gather>",
        "<Gather><Say>You entered eight four.</Say><Say>four eight two.</Say></Gather>",
        "<Say>8448<break time='400ms'/>2000</Say>",
    ],
)
def test_a_document_that_reads_a_number_out_is_not_kept(said: str) -> None:
    shelf = Shelf()
    shelf.read(f"<Response>{said}</Response>".encode())
    assert len(shelf) == 0


def test_a_document_that_cannot_be_read_is_refused_each_time() -> None:
    shelf = Shelf()
    for _ in range(2):
        with pytest.raises(TwimlError):
            shelf.read(b"<Response>")


def test_the_shelf_has_an_end() -> None:
    shelf = Shelf()
    for number in range(MOST + 5):
        shelf.read(f"<Response><Pause length='{number + 1}'/></Response>".encode())
    assert len(shelf) == MOST


def test_two_calls_of_one_network_share_what_was_read(lab: Lab) -> None:
    lab.pages["/voice"] = "<Say>Hello.</Say>"
    network = lab.network()
    for _ in range(2):
        network.call("https://line.example/voice", handset=SilentCaller())
    assert len(network.shelf) == 1
