"""mutants.yaml: the mutants that may live on, each with a reason."""

from ivr.line.explained import read_explained
from ivr.source import Place, Source


def test_a_reason_is_found_by_the_name_of_its_mutant_with_its_place() -> None:
    text = "explained:\n  - mutant: redirect main exhausted\n    why: Nobody is that patient.\n"
    found, findings = read_explained(Source("mutants.yaml", text))
    assert findings == ()
    assert found.why == {"redirect main exhausted": "Nobody is that patient."}
    assert found.places == {"redirect main exhausted": Place("mutants.yaml", 2, 13)}


def test_a_mutant_without_a_reason_is_a_finding_and_nothing_is_explained() -> None:
    found, findings = read_explained(Source("mutants.yaml", "explained:\n  - mutant: redirect main exhausted\n"))
    assert [one.place for one in findings] == [Place("mutants.yaml", 2, 5)]
    assert found.why == {}


def test_what_is_no_yaml_is_a_finding() -> None:
    found, findings = read_explained(Source("mutants.yaml", "explained: [\n"))
    assert len(findings) == 1
    assert found.why == {}
