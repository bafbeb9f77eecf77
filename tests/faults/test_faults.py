"""Every fault that is planted in the good line is found, where it is, in the words it must get; and the good line has none."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from planted import CHECKED, PROVED, Fault
from sampling import sampled

from ivr.checking.certificates import CERTIFICATES
from ivr.checking.check import check
from ivr.checking.proving import Proved, prove
from ivr.checking.rule import Subject
from ivr.line.compile import compile_line
from ivr.line.loading import Loaded, files_of_text, load

GOOD = Path(__file__).parent / "line"
TODAY = date(2026, 11, 24)
FEWEST = 30
BY_HAND = frozenset({"IVR207", "IVR208", "IVR209", "IVR210", "IVR213"})
"""What no author can write, because the language has no words for it: these are broken in the tests of the certificates,
on programs put together by hand."""


def _texts(fault: Fault | None = None) -> Mapping[str, str]:
    found = {
        str(file.relative_to(GOOD)): file.read_text() for file in GOOD.rglob("*") if file.suffix in (".yaml", ".po")
    }
    if fault is not None:
        assert found[fault.file].count(fault.old) == 1, f"{fault.file} has this text not once"
        found[fault.file] = found[fault.file].replace(fault.old, fault.new)
    return found


def _loaded(fault: Fault | None = None) -> Loaded:
    return load(files_of_text(_texts(fault)))


def _proved(loaded: Loaded) -> Proved:
    assert loaded.line is not None
    return prove(Subject(loaded.line, compile_line(loaded.line).program, TODAY))


def test_the_line_without_a_fault_has_no_finding() -> None:
    assert check(_loaded(), TODAY) == []


def test_the_line_without_a_fault_is_proved() -> None:
    proved = _proved(_loaded())
    assert proved.breaks == ()
    assert len(proved.judged) == len(CERTIFICATES)


@pytest.mark.parametrize("fault", sampled(CHECKED, 2), ids=str)
def test_a_fault_is_found_by_the_check(fault: Fault) -> None:
    told = [str(one) for one in check(_loaded(fault), TODAY)]
    assert any(one.startswith(fault.found) for one in told), "\n".join(told)


@pytest.mark.parametrize("fault", sampled(PROVED, 8), ids=str)
def test_a_fault_that_only_calls_show_is_found_by_the_proof(fault: Fault) -> None:
    proved = _proved(_loaded(fault))
    told = [str(one.finding) for one in proved.breaks if one.certain]
    assert any(one.startswith(fault.found) for one in told), "\n".join(told)


def test_the_faults_are_as_many_as_were_asked_for_and_all_different() -> None:
    faults = (*CHECKED, *PROVED)
    assert len({one.name for one in faults}) == len(faults) >= FEWEST
    assert all(one.found for one in faults)
    assert len({(one.file, one.old, one.new) for one in faults}) == len(faults)


def test_every_certificate_has_a_fault_or_cannot_be_broken_by_an_author() -> None:
    broken = {one.code for one in CERTIFICATES if any(f" {one.code} " in fault.found for fault in PROVED)}
    assert broken | BY_HAND == {one.code for one in CERTIFICATES}
    assert not broken & BY_HAND
