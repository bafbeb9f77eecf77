"""What ICU says of numbers, kept beside the tests: how its words are stored and where we say otherwise on purpose.

The data was made once by make_oracle.py with ICU 72.1 (CLDR 42). Each table holds the words for 0 to 9,999 and for some
thousands of larger numbers; for the whole range to 9,999,999 there is one digest per block of ten thousand numbers.
"""

import gzip
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

ORACLE = Path(__file__).parent / "oracle"
DIGESTS = ORACLE / "digests.json.gz"
BLOCK = 10_000
BLOCKS = 1_000

TABLES = {
    "en-US": ("en", "%spellout-cardinal"),
    "es-US": ("es", "%spellout-numbering"),
    "es-US before a noun": ("es", "%spellout-cardinal-masculine"),
    "id-ID": ("id", "%spellout-cardinal"),
}
"""By name, ICU's locale and its set of rules."""


def as_we_say(words: str) -> str:
    """ICU's words with our two changes: soft hyphens are for print, and an Indonesian zero is "nol", not "empty"."""
    words = words.replace("\N{SOFT HYPHEN}", "")
    return "nol" if words == "kosong" else words


def digest(spelled: Iterable[str]) -> str:
    return hashlib.blake2b("\n".join(spelled).encode(), digest_size=5).hexdigest()


def table_file(table: str) -> Path:
    return ORACLE / f"{table.replace(' ', '-')}.txt.gz"


def icu_words(table: str) -> dict[int, str]:
    """The words that are stored whole, as ICU wrote them."""
    lines = gzip.decompress(table_file(table).read_bytes()).decode().splitlines()
    return {int(number): words for number, words in (line.split("\t") for line in lines)}


def icu_digests(table: str) -> list[str]:
    """One for each block of numbers, in our wording."""
    digests: list[str] = json.loads(gzip.decompress(DIGESTS.read_bytes()))[table]
    return digests
