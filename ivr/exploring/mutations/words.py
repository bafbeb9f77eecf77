"""Mistakes in what is said: words that are missing, or in the wrong place. They stay words of the line, so that no translation
is missing and only a listener can tell."""

from collections.abc import Iterator

from ivr.exploring.mutations.mutant import LineText, Mutant, NodeText, mutant
from ivr.reading.tree import Listing, Scalar, Table

_REPROMPTS = ("noinput", "nomatch")
_PROMPTS = ("terms", "prompt", "place", "comfort", "say")
_ALONE = ("say", "hangup")


def drop_reprompt(line: LineText) -> Iterator[Mutant]:
    """What is said after silence or a wrong answer is missing."""
    for node in line.nodes:
        yield from _dropped("drop-reprompt", node, _REPROMPTS)


def drop_sentence(line: LineText) -> Iterator[Mutant]:
    """A sentence of a prompt is missing."""
    for node in line.nodes:
        yield from _dropped("drop-sentence", node, _PROMPTS)


def _dropped(operator: str, node: NodeText, keys: tuple[str, ...]) -> Iterator[Mutant]:
    for table in node.tables():
        for key, value in table.entries:
            if key.text not in keys or isinstance(value, Table):
                continue
            if isinstance(value, Listing) and len(value.items) > 1 and not value.flow:
                for number, item in enumerate(value.items, 1):
                    sentence = f"In {node.name}, sentence {number} of {key.text} is missing."
                    told = (f"{key.text}.{number}", sentence, node.page.without_item(item.place))
                    yield from mutant(operator, node.name, item.place, told)
            else:
                told = (key.text, f"In {node.name}, {key.text} is missing.", node.page.without(key))
                yield from mutant(operator, node.name, key.place, told)


def wrong_words(line: LineText) -> Iterator[Mutant]:
    """A node that does nothing but speak says the words of another one."""
    speaking = [(node, words) for node in line.nodes for words in _spoken(node)]
    for (node, words), (other, instead) in zip(speaking, [*speaking[1:], *speaking[:1]], strict=True):
        if words.text != instead.text:
            sentence = f"{node.name} says the words of {other.name}."
            cuts = node.page.replaced(words, other.page.written(instead))
            yield from mutant("wrong-words", node.name, words.place, ("", sentence, cuts))


def _spoken(node: NodeText) -> Iterator[Scalar]:
    """The first words of a node that has nothing else."""
    if node.kind in _ALONE:
        words = node.body
        words = words.get("text") if isinstance(words, Table) else words
        words = words.items[0] if isinstance(words, Listing) else words
        words = words.get("say") if isinstance(words, Table) else words
        if isinstance(words, Scalar) and node.page.written(words):
            yield words


def replace_whisper(line: LineText) -> Iterator[Mutant]:
    """A representative hears the wrong words before taking a call."""
    plain = [
        (node, one) for node in line.nodes for one in _spoken(node) if "{" not in one.text and not one.text.count('"')
    ]
    for node in line.nodes:
        whisper = node.body.get("whisper") if isinstance(node.body, Table) else None
        if isinstance(whisper, Scalar) and plain:
            other, instead = plain[0]
            sentence = f"In {node.name}, the representative hears the words of {other.name}."
            cuts = node.page.replaced(whisper, other.page.written(instead))
            yield from mutant("replace-whisper", node.name, whisper.place, ("", sentence, cuts))
