"""A proof for people: each certificate and whether it holds, what the walk came to, and for each break the finding with the call
that shows it."""

from collections.abc import Iterator, Sequence

from ivr.checking.proving import Break, Judged, Proved
from ivr.diagnostics import Diagnostic, Severity
from ivr.exploring.confirming import Verdict
from ivr.reporting.call_told import told
from ivr.reporting.report import Report, conclusion
from ivr.reporting.text import Paint, as_text, plainly

_MAY = "No call that does this was found, and it is not settled that none can; --effort looks longer."
_ELSEWISE = "This is a call by another way to the same place."
_INDENT = "    "


def as_proof(proved: Proved, report: Report, paint: Paint = plainly, tables: Sequence[str] = ()) -> str:
    """`tables` are further rows below the certificates, such as spoken times."""
    rows = [_row(one, proved) for one in proved.judged]
    rows += ["", _walked(proved), *tables]
    for judged in proved.judged:
        rows += [_let(one.finding, reason) for one, reason in judged.allowed]
    for one in proved.breaks:
        rows += ["", *_finding(one, report, paint), *_shown(one, proved)]
    return "\n".join([*rows, "", _conclusion(proved, report)])


def _let(found: Diagnostic, reason: str) -> str:
    place = found.place
    return f"{place.file}:{place.line}:{place.column} {found.code} allowed [{found.name}] {reason}"


def _finding(one: Break, report: Report, paint: Paint) -> list[str]:
    """As a check prints it, without the count below."""
    alone = Report(report.line, [one.finding], report.texts)
    return as_text(alone, paint).split("\n")[:-2]


def _row(judged: Judged, proved: Proved) -> str:
    if not proved.situations:
        return f"unknown {judged.certificate.code} {judged.certificate.promise}: no call comes to a first wait"
    word = _word(judged)
    places = f": broken {_broken(judged.breaks)}" if judged.breaks else ""
    places += f": broken {_broken(judged.allowed)}, allowed with a reason" if judged.allowed else ""
    spurious = f"; {_suspicions(judged.spurious)} could not happen" if judged.spurious else ""
    return f"{word:<7} {judged.certificate.code} {judged.certificate.promise}{places}{spurious}"


def _word(judged: Judged) -> str:
    if judged.breaks:
        return "broken" if _breaks(judged) else "warns"
    return "allowed" if judged.allowed else "holds"


def _breaks(judged: Judged) -> bool:
    return any(one.finding.severity is Severity.ERROR for one in judged.breaks)


def _broken(breaks: Sequence[object]) -> str:
    return f"in {len(breaks)} place{'s' * (len(breaks) > 1)}"


def _suspicions(count: int) -> str:
    return f"{count} suspicion{'s' * (count > 1)}"


def _walked(proved: Proved) -> str:
    each = proved.walking / max(proved.moves, 1) * 1e6
    return (
        f"{proved.situations:,} situations, {proved.moves:,} moves, {each:.0f} microseconds a move; "
        f"{proved.walking + proved.judging:.1f} s"
    )


def _shown(one: Break, proved: Proved) -> Iterator[str]:
    yield ""
    if one.confirmed.verdict is Verdict.MAY:
        yield f"{_INDENT}{_MAY}"
        return
    if one.confirmed.elsewise:
        yield f"{_INDENT}{_ELSEWISE}"
    yield from told(proved.proof.atlas, one.confirmed.call, one.broken.then)


def _conclusion(proved: Proved, report: Report) -> str:
    if proved.given_up:
        return f"{report.line}: more than {proved.situations:,} situations; nothing is proved."
    if report.findings:
        return conclusion(report)
    but = " but for what is allowed" if any(one.allowed for one in proved.judged) else ""
    return f"{report.line}: proved{but}."
