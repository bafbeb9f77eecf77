"""IVR204."""

from collections.abc import Iterator

from ivr.checking.certificate import Broken, Proof, certificate


@certificate("IVR204", "endless-line")
def endless_line(proof: Proof) -> Iterator[Broken]:
    """Nodes lead to one another on and on, and none of them waits for the caller."""
    for source, _doing, _chosen, through in proof.atlas.endless:
        names = list(dict.fromkeys(proof.subject.node(one) for one in through))
        way = proof.way_to(proof.came[source]) if source in proof.came else ()
        fact = f"A call that comes to {names[0]} goes on to {', then '.join(names[1:] + names[:1])}, and never waits."
        yield Broken(proof.place(through[-1]), fact, "Let one of them ask the caller something, or end the call.", way)
