import re
from pathlib import Path

from ivr.reading import mistakes
from ivr.reading.mistakes import Mistake

KNOWN = [value for value in vars(mistakes).values() if isinstance(value, Mistake)]
CASES = Path(__file__).parent / "cases"


def test_codes_and_names_stand_once_and_in_order() -> None:
    codes = [one.code for one in KNOWN]
    assert len(set(codes)) == len(codes)
    assert len({one.name for one in KNOWN}) == len(KNOWN)
    assert all(re.fullmatch(r"IVR0[0-9]{2}", code) for code in codes)
    assert not [code for code in codes if "IVR030" <= code <= "IVR049"]


def test_a_name_is_small_words_joined_by_dashes() -> None:
    assert [one.name for one in KNOWN if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one.name)] == []


def test_the_folder_of_cases_shows_every_mistake_a_yaml_text_can_have() -> None:
    """Files that cannot be opened or are too large cannot stand in the folder; what only says "not YAML" is a last resort."""
    told = "".join(out.read_text(encoding="utf-8") for out in CASES.glob("*.out"))
    not_shown = {one.name for one in KNOWN if f" {one.code} " not in told}
    assert not_shown == {"missing-file", "folder-for-file", "closed-file", "huge-file", "not-yaml", "wrong-count"}
