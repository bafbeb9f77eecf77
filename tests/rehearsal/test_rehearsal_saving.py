"""A call that was made becomes a call file that passes, and one that may be read."""

import stat
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lines_read import line_in

from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.handset import Handset
from ivr.carrier.handsets.keys import Keys
from ivr.carrier.network import Call, Network
from ivr.carrier.phones import Phone
from ivr.carrier.wsgi import WsgiWeb
from ivr.line.callfile import read_call
from ivr.line.loading import Loaded
from ivr.rehearsal.logs import overheard
from ivr.rehearsal.playing import placed, play
from ivr.rehearsal.saving import Circumstances, NotSavableError, holds_digits, save, written
from ivr.rehearsal.staff import willing_staff
from ivr.rehearsal.stage import stage
from ivr.source import Source

PAY = Path(__file__).parents[2] / "menus" / "pay-my-bill"
AT = datetime(2026, 11, 24, 10, 5, tzinfo=ZoneInfo("America/New_York"))


@pytest.fixture(scope="module")
def line() -> Loaded:
    return line_in(PAY)


def called(line: Loaded, handset: Handset, *, hurry: bool = False) -> tuple[Call, Circumstances]:
    assert line.line is not None
    phones = willing_staff(line.line)
    with overheard(), VirtualClock(AT) as clock, stage(line, clock, phones, hurry=hurry) as put_up:
        return placed(put_up, handset, "+15550100001"), Circumstances("A call", AT, phones=phones)


def again(text: str, line: Loaded) -> Call:
    """What the text says, played: raises where it is not true."""
    call, findings = read_call(Source("saved.call.yaml", text))
    assert findings == ()
    assert call is not None
    with overheard():
        return play(call, line)


def test_a_whole_call_is_told_by_what_was_heard_and_done(line: Loaded) -> None:
    text = written(*called(line, Keys("1 8448200012345678 1 2580")))
    assert text.splitlines() == [
        "call: A call",
        "given:",
        "  at: 2026-11-24 10:05 America/New_York",
        "  representatives:",
        "    Rosa: answers after 4 s",
        "steps:",
        "  - hear: Thanks for calling Spectrum bill pay.",
        "  - hear: Para español, oprima nueve.",
        "  - hear: Untuk bahasa Indonesia, tekan sembilan.",
        "  - hear: To pay your bill, press one.",
        "  - hear: For a representative, press zero.",
        '  - press: "1"',
        "  - hear: A representative will guide you through your payment.",
        "  - hear: Please enter your sixteen-digit account number.",
        '  - press: "8448200012345678"',
        "  - hear: You entered eight",
        "  - hear: To enter it again, press two.",
        '  - press: "1"',
        "  - hear: Now enter your PIN.",
        "  - hear: press star, then pound.",
        '  - press: "2580"',
        "  - hear: I am connecting you to a representative.",
        "  - hear: will pass along what you entered.",
        "  - ring: Rosa",
        "    whisper: To take the call, press one.",
        '    press: "1"',
        "  - hear: Thanks for calling Spectrum. Goodbye.",
        "ends: bridged",
    ]
    again(text, line)


GROUPS = st.lists(
    st.sampled_from(["1", "2", "3", "0", "*", "#", "7", "12", "8448200012345678", "2580", "w20", "w3", "123#"]),
    max_size=6,
)


@settings(max_examples=12)
@given(groups=GROUPS, ends=st.sampled_from(["h", "w2 h", ""]), hurry=st.booleans())
def test_whatever_was_keyed_the_saved_call_passes_and_keys_the_same(
    line: Loaded, groups: list[str], ends: str, hurry: bool
) -> None:
    first, seen = called(line, Keys(" ".join([*groups, ends])), hurry=hurry)
    second = again(written(first, seen), line)
    assert [made.parameter("Digits") for made in second.made] == [made.parameter("Digits") for made in first.made]
    assert [made.url.partition("?")[2] for made in second.made] == [made.url.partition("?")[2] for made in first.made]


def test_silence_is_told_as_silence_and_a_hang_up_with_how_long_it_took(line: Loaded) -> None:
    text = written(*called(line, Keys("w20 w5 h")))
    assert "  - wait: noinput\n  - hear: Take your time." in text
    assert text.endswith("  - wait: 5 s\n  - hang_up: true\nends: the caller hangs up\n")


def test_numbers_and_pins_are_told_from_keys_of_a_menu(line: Loaded) -> None:
    assert not holds_digits(called(line, Keys("3 1 h"))[0])
    assert holds_digits(called(line, Keys("1 8448200012345678 h"))[0])


def app(body: str) -> WsgiWeb:
    def serve(environ: dict[str, object], start_response: object) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/xml")])
        return [f"<Response>{body}</Response>".encode()]

    return WsgiWeb(serve, "https://app.example")


def elsewhere(body: str, handset: Handset, **phones: Phone) -> Call:
    with VirtualClock() as clock:
        people = {f"+1{number[1:]}": phone for number, phone in phones.items()}
        return Network(app(body), clock, "AC1", "token", people).call("https://app.example/", handset=handset)


def test_a_call_to_an_address_names_it_and_representatives_by_number() -> None:
    call = elsewhere("<Say>Hi: you.</Say><Dial>+15550100101</Dial>", Keys(""), n5550100101=Phone(2))
    seen = Circumstances("So", url="https://app.example/", phones={"+15550100101": Phone(2)})
    assert written(call, seen).splitlines() == [
        "call: So",
        "given:",
        '  url: "https://app.example/"',
        "  representatives:",
        '    "+15550100101": answers after 2 s',
        "steps:",
        '  - hear: "Hi: you."',
        '  - ring: "+15550100101"',
        "ends: bridged",
    ]


def test_a_call_in_which_somebody_pays_is_not_saved() -> None:
    with pytest.raises(NotSavableError, match="card numbers stay with the carrier"):
        written(elsewhere('<Pay chargeAmount="1.00"/>', Keys("4111111111111111 h")), Circumstances("Pays"))


def test_only_its_owner_may_read_a_saved_call_and_none_is_written_over(tmp_path: Path) -> None:
    file = tmp_path / "x.call.yaml"
    save("call: X\n", file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        save("call: Y\n", file)
    assert file.read_text() == "call: X\n"


@pytest.mark.parametrize(
    "title", ["true", "Yes", "- a dash", "two: parts", 'she said "no"', "ends with space ", "12:30"]
)
def test_any_title_is_read_as_it_was_written(title: str) -> None:
    text = written(elsewhere("<Say>Hi.</Say>", Keys("")), Circumstances(title))
    call, findings = read_call(Source("x.call.yaml", text))
    assert findings == ()
    assert call is not None
    assert call.heading.call.strip() == title.strip()
