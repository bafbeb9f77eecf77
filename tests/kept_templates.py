"""Pages of the desk without the time it takes to compile their templates again: every installation of a test has a Flask
application of its own, and Jinja compiles for each of them what another has compiled already.

What is kept is Jinja's own bytecode, which it checks against the text of the template.
"""

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class _Kept(BytecodeCache):
    def __init__(self) -> None:
        self._by_key: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._by_key:
            bucket.bytecode_from_string(self._by_key[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._by_key[bucket.key] = bucket.bytecode_to_string()


def keep_templates() -> None:
    """For every application of this process."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": _Kept()}
