"""A difference for programs: a row for each change. Keys may be added, none goes away or changes its meaning."""

import json

from ivr.exploring.difference import Difference
from ivr.exploring.difference_change import Change
from ivr.reporting.difference_words import sentence


def as_json(difference: Difference) -> str:
    whole = {
        "different": bool(difference),
        "changes": [_row(one) for one in difference.changes],
        "renamed": dict(difference.renamed),
    }
    return json.dumps(whole, indent=2, ensure_ascii=False)


def _row(one: Change) -> dict[str, object]:
    return {
        "section": one.section,
        "kind": one.kind,
        "nodes": list(one.nodes),
        "what": one.what,
        "language": one.language,
        "before": one.before,
        "after": one.after,
        "seconds": None if one.seconds is None else [round(seconds, 1) for seconds in one.seconds],
        "because": one.because,
        "note": one.note,
        "told": sentence(one),
    }
