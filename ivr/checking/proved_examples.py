"""An example of a certificate's page, made whole and walked: nodes as in `examples`, and before them what its line.yaml says."""

from collections.abc import Iterator, Sequence

from ivr.checking.certificate import Broken, Certificate, Proof, findings
from ivr.checking.certificates import CERTIFICATES
from ivr.checking.check import check
from ivr.checking.examples import line_of
from ivr.checking.rule import Subject
from ivr.diagnostics import Diagnostic
from ivr.line.compile import compile_line
from ivr.line.loading import LINE_FILE, Loaded, files_of_text, load

_NODES = "nodes:\n"


def loaded_example(example: str) -> Loaded:
    """The smallest line around an example that begins at its greeting."""
    header, _, nodes = example.partition(_NODES)
    files = line_of(_NODES + nodes, "greeting")
    return load(files_of_text({**files, LINE_FILE: _with(files[LINE_FILE], header)}))


def _with(line: str, header: str) -> str:
    return line if not header else f"{header}{line}"


def proof_of(example: str, certificates: Sequence[Certificate] = CERTIFICATES) -> Proof:
    """Raises ValueError for a line that has errors before it is walked."""
    loaded = loaded_example(example)
    if loaded.line is None:
        raise ValueError("\n".join(map(str, check(loaded))))
    watches = tuple(dict.fromkeys(watch for one in certificates for watch in one.watches))
    return Proof(Subject(loaded.line, compile_line(loaded.line).program), watches)


def broken_by(proof: Proof, certificates: Sequence[Certificate] = CERTIFICATES) -> Iterator[tuple[Diagnostic, Broken]]:
    """What each certificate finds in a proof, in their order."""
    for one in certificates:
        yield from findings(one, proof)
