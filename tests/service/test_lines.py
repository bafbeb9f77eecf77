"""Versions: a call finishes on the menus it began with; what cannot be read any more is an apology and a person."""

from pathlib import Path

import pytest
import structlog
from cast import NUMBER, SetClock
from telephones import Telephone
from tiny_line import (
    FALLBACK,
    IDENTIFIED,
    TEXTS,
    Counted,
    House,
    fixed_accounts,
    house,
    sqlite_store,
    with_words,
)

from ivr.line.loading import files_of_text, load
from ivr.service.lines import BrokenLineError, Lines, UnknownVersionError, program_of
from ivr.service.ports import Store, UnreadableStateError
from ivr.stores.codec import decode_state, encode_state
from ivr.stores.memory import MemoryStore
from ivr.stores.sealing import new_key
from ivr.telephony.outcomes import DialStatus

CHANGED = with_words("You owe {account.balance}.", "Your balance is {account.balance}.")


@pytest.fixture
def changed(any_store: Store, directory: Counted, set_clock: SetClock, tiny: House) -> House:
    """The same installation after the menus were changed and the service was started again."""
    del tiny  # only so that the first version was served before
    return house(any_store, directory, set_clock, texts=CHANGED)


def test_a_call_in_flight_finishes_on_the_menus_it_began_with(caller: Telephone, changed: House) -> None:
    caller.press(*IDENTIFIED[:3])
    caller.house = changed
    assert caller.press(IDENTIFIED[3]).words.startswith("You owe one hundred")


def test_a_new_call_begins_on_the_menus_of_now(caller: Telephone, changed: House) -> None:
    fresh = Telephone(changed, "CA" + "2" * 32).calls().press(*IDENTIFIED)
    assert fresh.words.startswith("Your balance is one hundred")
    assert caller.press(*IDENTIFIED).words.startswith("You owe one hundred")


def test_the_whisper_of_a_call_in_flight_is_that_of_its_own_version(
    any_store: Store, directory: Counted, set_clock: SetClock, caller: Telephone
) -> None:
    caller.press("0")
    texts = with_words("whisper: Account ending {account.last4}.", "whisper: Something else entirely.")
    caller.house = house(any_store, directory, set_clock, texts=texts, desk=caller.house.desk)
    rosa = caller.rings()
    assert rosa.words == "To take the call, press one."
    rosa.press("1")
    assert caller.dial_ends(DialStatus.COMPLETED, bridged=True).words == "Goodbye."


def test_nobody_who_left_is_rung_by_a_call_that_began_before(
    any_store: Store, directory: Counted, set_clock: SetClock, caller: Telephone
) -> None:
    texts = TEXTS | {"representatives.yaml": TEXTS["representatives.yaml"].replace("555 010 0101", "555 010 0177")}
    caller.house = house(any_store, directory, set_clock, texts=texts)
    assert caller.press("0").numbers == ("+15550100177",)


class Forgetful(MemoryStore):
    """Holds calls, and no source of any line."""

    def source(self, digest: str) -> None:
        return None


def test_a_version_nobody_kept_is_an_apology_and_a_person(set_clock: SetClock, directory: Counted) -> None:
    store = Forgetful(set_clock)
    caller = Telephone(house(store, directory, set_clock)).calls()
    caller.house = house(store, directory, set_clock, texts=CHANGED)
    with structlog.testing.capture_logs() as logs:
        caller.press("1")
    assert caller.apologises
    assert caller.numbers == (FALLBACK,)
    assert [log["call"] for log in logs if log["log_level"] == "error"] == [caller.sid]
    assert "no source is saved for version" in logs[-1]["trace"]


def test_a_version_this_program_cannot_read_any_more_is_unknown(set_clock: SetClock) -> None:
    store = MemoryStore(set_clock)
    loaded = load(files_of_text(TEXTS))
    program, _ = program_of(loaded)
    lines = Lines(store, program, loaded.sources)
    store.save_source("old", {"line.yaml": "line: tiny\nmenue: x\n"})
    with pytest.raises(UnknownVersionError, match="old cannot be read any more"):
        lines.program("old")
    with pytest.raises(UnknownVersionError, match=r"no source is saved for version 0{12}$"):
        lines.program("0" * 64)
    assert lines.program(program.digest) is program


def test_a_saved_version_compiles_to_the_program_it_was(any_store: Store) -> None:
    loaded, changed = load(files_of_text(TEXTS)), load(files_of_text(CHANGED))
    program, _ = program_of(loaded)
    Lines(any_store, program, loaded.sources)
    later = Lines(any_store, program_of(changed)[0], changed.sources)
    assert later.program(program.digest) == program
    assert later.current.digest != program.digest


def test_a_line_with_mistakes_is_refused_with_all_its_findings() -> None:
    texts = TEXTS | {"company.yaml": TEXTS["company.yaml"] + "colour: blue\n"}
    with pytest.raises(BrokenLineError, match=r"company\.yaml") as refused:
        program_of(load(files_of_text(texts)))
    assert refused.value.findings
    assert all(str(finding) in str(refused.value) for finding in refused.value.findings)


def test_a_state_of_another_format_is_an_apology_and_a_person(
    caller: Telephone, any_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a newer program would have written it."""
    state = any_store.state(caller.sid)
    assert state is not None
    newer = (99).to_bytes(2, "big") + encode_state(state)[2:]
    with pytest.raises(UnreadableStateError):
        decode_state(newer)
    monkeypatch.setattr("ivr.stores.codec.FORMAT", 99)
    caller.press("1")
    assert caller.apologises


def test_what_was_sealed_with_a_key_that_is_gone_is_an_apology_and_a_person(
    tmp_path: Path, set_clock: SetClock
) -> None:
    with sqlite_store(tmp_path, set_clock, new_key()) as store:
        caller = Telephone(house(store, fixed_accounts(set_clock), set_clock)).calls().press("1", NUMBER)
    with sqlite_store(tmp_path, set_clock, new_key()) as store, structlog.testing.capture_logs() as logs:
        caller.house = house(store, fixed_accounts(set_clock), set_clock)
        repeated = Telephone(caller.house, caller.sid).calls()
        caller.press("1")
    assert caller.apologises, "the turn that is due"
    assert repeated.apologises, "a turn that was answered before"
    errors = [log for log in logs if log["log_level"] == "error"]
    assert [log["call"] for log in errors] == [caller.sid] * 2
