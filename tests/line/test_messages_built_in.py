"""What every line says by itself has one name and words in each language."""

import pytest

from ivr.checking.examples import loaded
from ivr.line.line import Line
from ivr.line.messages_built_in import built_in
from ivr.line.nodes import KINDS
from ivr.line.reference import example_of
from ivr.speech.languages import SPOKEN_LANGUAGES


def line(kind: str) -> Line:
    """The example of a kind of node, as a line."""
    example = example_of(KINDS[kind])
    nodes = "nodes:\n" + "".join(f"  {row}\n" for row in example.splitlines())
    read = loaded(nodes, example.partition(":")[0])
    whole = read.line or read.rest
    assert whole is not None
    assert {placed.node.kind for placed in whole.nodes.values()} >= {kind}
    return whole


@pytest.mark.parametrize("kind", ["say", "amount", "pay"])
def test_every_language_has_words_under_the_same_names(kind: str) -> None:
    named = [built_in(line(kind), language) for language in SPOKEN_LANGUAGES]
    assert all(one.keys() == named[0].keys() for one in named)
    assert all(text.strip() for one in named for text in one.values())


def test_phrases_of_a_kind_are_there_where_the_line_has_such_a_node() -> None:
    plain, paying = built_in(line("say"), "en-US"), built_in(line("pay"), "en-US")
    assert not [name for name in plain if name.startswith("phrases.pay.")]
    assert "phrases.pay.card_number.ask" in paying
    assert paying.items() >= plain.items()
