"""Applications without the time it takes to compile their routes again: Werkzeug writes and compiles two functions for each
route of each application, and every installation of a test has an application of its own.

What is kept depends on a route's text alone; routes with defaults are compiled as ever.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from werkzeug.routing import Rule


def keep_routes() -> None:
    """For every application of this process."""
    kept: dict[Any, Callable[..., tuple[str, str]]] = {}
    compiled = Rule._compile_builder

    @wraps(compiled)
    def compile_builder(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        if rule.defaults:
            return compiled(rule, append_unknown)
        key = (rule.rule, tuple(rule._trace), append_unknown)
        if key not in kept:
            kept[key] = compiled(rule, append_unknown)
        return kept[key]

    Rule._compile_builder = compile_builder
