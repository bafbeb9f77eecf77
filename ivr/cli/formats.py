"""Findings in the formats that programs read. Each is imported when it is written, since most runs need none."""

from ivr.reporting.report import Report

FORMATS = ("text", "json", "sarif", "github", "junit")


def formatted(report: Report, form: str) -> str:
    """In one of the FORMATS but text."""
    match form:
        case "json":
            from ivr.reporting.as_json import as_json  # noqa: PLC0415 - see above

            return as_json(report)
        case "sarif":
            from importlib.metadata import version  # noqa: PLC0415 - see above

            from ivr.checking.registry import find  # noqa: PLC0415 - see above
            from ivr.reporting.sarif import as_sarif  # noqa: PLC0415 - see above

            return as_sarif(report, find, version("ivr-yaml"))
        case "github":
            from ivr.reporting.github import as_github  # noqa: PLC0415 - see above

            return as_github(report)
        case _:
            from ivr.reporting.junit import as_junit  # noqa: PLC0415 - see above

            return as_junit(report)
