import pytest

from ivr.reading.compose import compose
from ivr.reading.tree import Listing, Scalar, Table, YamlNode, find, place_of, plain
from ivr.source import Place, Source

TEXT = """\
menu:
  options:
    1: {say: "yes", go: }
  parts:
    - one
    - [two, 0123]
"""


@pytest.fixture
def tree() -> YamlNode:
    composed = compose(Source("t.yaml", TEXT))
    assert composed.tree is not None
    assert composed.findings == ()
    return composed.tree


def test_every_scalar_stays_the_text_the_author_wrote(tree: YamlNode) -> None:
    assert plain(tree) == {
        "menu": {"options": {"1": {"say": "yes", "go": ""}}, "parts": ["one", ["two", "0123"]]},
    }


def test_a_path_leads_to_the_node_and_its_place(tree: YamlNode) -> None:
    assert find(tree, ("menu", "parts", 1, 1)) == Scalar("0123", Place("t.yaml", 6, 13))
    assert place_of(tree, ("menu", "parts", 1)) == Place("t.yaml", 6, 7)
    assert place_of(tree, ("menu", "options", "1", "say")) == Place("t.yaml", 3, 14)


def test_the_place_of_a_key_is_the_key(tree: YamlNode) -> None:
    assert place_of(tree, ("menu", "options"), key=True) == Place("t.yaml", 2, 3)
    assert place_of(tree, ("menu", "options", "1", "say"), key=True) == Place("t.yaml", 3, 9)
    assert place_of(tree, ("menu", "parts", 0), key=True) == Place("t.yaml", 5, 7)


@pytest.mark.parametrize("path", [("menu", "colour"), ("menu", "parts", 7), ("menu", "parts", -1), ("menu", 0)])
def test_a_path_that_leads_nowhere_ends_at_its_nearest_ancestor(tree: YamlNode, path: tuple[str | int, ...]) -> None:
    assert find(tree, path) is None
    assert place_of(tree, path) == place_of(tree, path[:-1])


def test_quotes_and_braces_are_remembered(tree: YamlNode) -> None:
    option = find(tree, ("menu", "options", "1"))
    assert isinstance(option, Table)
    assert option.flow
    said = option.get("say")
    assert isinstance(said, Scalar)
    assert said.quoted
    parts = find(tree, ("menu", "parts"))
    assert isinstance(parts, Listing)
    assert not parts.flow


def test_tables_with_the_same_entries_are_equal_and_have_one_hash(tree: YamlNode) -> None:
    assert isinstance(tree, Table)
    again = Table(tree.entries, tree.place)
    assert again == tree
    assert hash(again) == hash(tree)
    assert "_at" not in repr(again)
