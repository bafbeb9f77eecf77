"""Makes the data in oracle/ with PyICU. Run once, in an environment of its own: neither the program nor its tests need ICU.

Takes minutes: forty million spellings.
"""

import gzip
import json
import random
from concurrent.futures import ProcessPoolExecutor

from icu import Locale, RuleBasedNumberFormat, URBNFRuleSetTag
from oracle_words import BLOCK, BLOCKS, DIGESTS, ORACLE, TABLES, as_we_say, digest, table_file

LARGER = 4_000
SEED = 4


def speller(table: str) -> RuleBasedNumberFormat:
    locale, rules = TABLES[table]
    made = RuleBasedNumberFormat(URBNFRuleSetTag.SPELLOUT, Locale(locale))
    made.setDefaultRuleSet(rules)
    return made


def digests(table: str) -> list[str]:
    spell = speller(table).format
    blocks = (range(block * BLOCK, (block + 1) * BLOCK) for block in range(BLOCKS))
    return [digest(as_we_say(spell(number)) for number in block) for block in blocks]


def write_words(table: str) -> None:
    """A tenth of the larger numbers end in zeros, where languages have their exceptions."""
    drawn = random.Random(SEED)
    larger = {drawn.randrange(BLOCK, BLOCK * BLOCKS) for _ in range(LARGER)}
    round_ones = {drawn.randrange(1, 10_000) * 1_000 for _ in range(LARGER // 10)}
    numbers = (*range(BLOCK), *sorted(larger | {number for number in round_ones if number >= BLOCK}))
    spell = speller(table).format
    text = "".join(f"{number}\t{spell(number)}\n" for number in numbers)
    table_file(table).write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def main() -> None:
    ORACLE.mkdir(exist_ok=True)
    for table in TABLES:
        write_words(table)
    with ProcessPoolExecutor() as pool:
        made = dict(zip(TABLES, pool.map(digests, TABLES), strict=True))
    DIGESTS.write_bytes(gzip.compress(json.dumps(made).encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
