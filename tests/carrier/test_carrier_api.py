"""What a test of a TwiML application may rely on: names, steps, and what is asked of a call afterwards."""

import ast
import re
from pathlib import Path

import pytest
from carrier_laboratory import BASE, Lab

import ivr.carrier
from ivr.carrier import Hear, Keys, Phone, Press, Script, ScriptFailedError, SilentCaller, here

SOURCE = Path(ivr.carrier.__file__).read_text()
PAGE = Path(__file__).parents[2] / "docs" / "calling-any-twiml-app.md"


def test_every_public_name_is_there_and_everything_imported_is_public() -> None:
    imported = {
        alias.asname or alias.name
        for node in ast.parse(SOURCE).body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert imported == set(ivr.carrier.__all__)
    assert len(ivr.carrier.__all__) == len(set(ivr.carrier.__all__))
    assert [name for name in ivr.carrier.__all__ if not hasattr(ivr.carrier, name)] == []


def test_what_the_page_imports_is_public() -> None:
    imports = re.findall(r"^from ivr\.carrier import (.+)$", PAGE.read_text(), re.MULTILINE)
    assert imports
    assert {name for line in imports for name in line.split(", ")} <= set(ivr.carrier.__all__)
    assert set(re.findall(r"from (ivr[\w.]*) import", PAGE.read_text())) <= {"ivr.carrier", "ivr.carrier.readings"}


def test_a_call_is_asked_whether_words_were_heard_and_when(lab: Lab) -> None:
    lab.pages["/voice"] = "<Say>For apples, press 1.</Say><Pause length='3'/><Say>Goodbye.</Say>"
    heard = lab.call().transcript
    assert heard.heard("apples press one")
    assert heard.when("for apples") < heard.when("press 1") < 3 < heard.when("goodbye") < 10
    assert not heard.heard("apples", "Rosa")
    with pytest.raises(LookupError, match='caller never heard "pears"'):
        heard.when("pears")


def test_words_that_were_cut_short_were_not_heard(lab: Lab) -> None:
    lab.pages["/voice"] = '<Gather action="/next"><Say>For apples, press 1.</Say></Gather>'
    heard = lab.call((0.5, "1"), (1.0, "h")).transcript
    assert not heard.heard("press 1")
    assert heard.heard("for")


def test_a_number_that_was_not_heard_is_masked_in_the_complaint(lab: Lab) -> None:
    lab.pages["/voice"] = "<Gather><Say>Number?</Say></Gather>"
    heard = lab.call(handset=Keys("8448200012345678 h")).transcript
    with pytest.raises(LookupError) as complaint:
        heard.when("8448 2000 1234 5678")
    assert "2000" not in str(complaint.value)


def test_a_leg_is_found_by_its_name(lab: Lab) -> None:
    lab.pages["/voice"] = "<Dial>+15550100101</Dial>"
    lab.phones["+15550100101"] = Phone(2, name="Rosa", talks_for=7)
    call = lab.call(handset=SilentCaller())
    assert call.leg("Rosa").seconds == pytest.approx(7)
    assert call.leg("caller") is call.legs[0]
    with pytest.raises(LookupError, match="no telephone of this call is Ben; there are caller, Rosa"):
        call.leg("Ben")


def test_requests_are_found_by_their_path(lab: Lab) -> None:
    lab.pages |= {"/voice": '<Gather action="/chosen?x=1" numDigits="1"/>', "/chosen": ""}
    (asked,) = lab.call(handset=Keys("7")).asked("/chosen")
    assert asked.parameter("Digits") == "7"
    assert lab.call(handset=Keys("7")).asked("/nowhere") == ()


def test_a_url_without_a_host_is_the_application_s(lab: Lab) -> None:
    lab.pages |= {"/sorry": "<Say>Sorry.</Say>", "/over": ""}
    network = lab.network(home=BASE)
    call = network.call("/voice", handset=SilentCaller(), fallback_url="/sorry", status_url="/over")
    assert [made.url for made in call.made] == [f"{BASE}/voice", f"{BASE}/sorry", f"{BASE}/over"]


def test_a_step_written_in_python_fails_with_the_line_that_wrote_it(lab: Lab) -> None:
    lab.pages["/voice"] = '<Gather numDigits="1"><Say>For apples, press 1.</Say></Gather>'
    steps = (Hear(here(), "apples"), Press(here(), "1"), Hear(here(), "pears"))
    with pytest.raises(ScriptFailedError, match=rf"{re.escape(__file__)}:{here().line - 1}:1: expected to hear"):
        lab.call(handset=Script(steps))
