"""Where `*` leads when its author did not say: one answer for all callers, found once."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.checking.examples import loaded
from ivr.dialog.program import Asking
from ivr.line.compile import compile_line


def backs(nodes: str) -> dict[str, str | None]:
    """Of every question that stands in the example, by name."""
    line = loaded(nodes, "greeting").line
    assert line is not None
    dialogs = compile_line(line).program.dialogs
    return {
        name: one.back
        for name, one in dialogs.items()
        if isinstance(one, Asking) and not name.startswith(("representative", "end_of_call"))
    }


def menu(name: str, *to: str, back: str = "") -> str:
    options = "".join(f"        {key}: {{say: Choose, go: {one}}}\n" for key, one in enumerate(to, 1))
    written = f"    back: {back}\n" if back else ""
    return f"  {name}:\n    menu:\n      options:\n{options}      exhausted: representative\n{written}"


def collect(name: str, to: str, *, confirm: bool = False) -> str:
    body = f"{{into: account.number, prompt: Now., confirm: {str(confirm).lower()}, exhausted: representative}}"
    return f"  {name}:\n    collect: {body}\n    next: {to}\n"


def say(name: str, to: str) -> str:
    return f"  {name}:\n    say: Well.\n    next: {to}\n"


def line(*nodes: str) -> str:
    return "nodes:\n" + "".join(nodes)


def test_the_star_leads_to_the_menu_whose_choice_leads_here() -> None:
    assert backs(line(menu("greeting", "a", "b"), menu("a", "b"), menu("b", "b"))) == {
        "greeting": None,
        "a": "greeting",
        "b": "greeting",
    }


def test_the_nearest_menu_is_taken_even_when_another_is_written_first() -> None:
    found = backs(line(menu("greeting", "far", "near"), say("far", "one"), menu("near", "one"), menu("one", "one")))
    assert found["one"] == "near"


def test_among_menus_as_near_the_one_written_first_is_taken() -> None:
    nodes = [menu("greeting", "b", "a"), menu("a", "one"), menu("b", "one"), menu("one", "one")]
    assert backs(line(*nodes))["one"] == "a"
    nodes[1:3] = nodes[2:0:-1]
    assert backs(line(*nodes))["one"] == "b"


def test_the_way_is_found_through_words_questions_and_branches() -> None:
    branch = "  c:\n    branch: {of: account.verified, cases: [{is: yes, go: d}], otherwise: e}\n"
    hours = "  d:\n    hours: {of: billing, open: e, closed: f}\n"
    nodes = line(menu("greeting", "a"), say("a", "b"), collect("b", "c"), branch, hours, menu("e", "e"), menu("f", "e"))
    assert backs(nodes) == {"greeting": None, "b": "greeting", "e": "f", "f": "greeting"}


def test_the_way_is_found_through_a_look_up_whatever_it_answers() -> None:
    lookup = "  b:\n    lookup: {accounts: verify, verified: c, refused: d, exhausted: f, down: e}\n"
    nodes = line(menu("greeting", "a"), collect("a", "b"), lookup, *(menu(name, name) for name in ("c", "d", "e", "f")))
    assert backs(nodes) == {**dict.fromkeys("acde", "greeting"), "greeting": None, "f": None}


def test_a_confirmation_goes_back_to_its_own_question() -> None:
    nodes = line(menu("greeting", "a"), collect("a", "b", confirm=True), menu("b", "b"))
    assert backs(nodes) == {"greeting": None, "a": "greeting", "a.confirm": "a", "b": "greeting"}


def test_errors_are_no_way_to_come_from() -> None:
    """Somebody brought here by silence has not chosen anything to go back to."""
    first = menu("greeting", "greeting").replace("exhausted: representative", "exhausted: a")
    assert backs(line(first, menu("a", "a")))["a"] is None


def test_what_a_call_begins_with_has_nothing_behind_it() -> None:
    nodes = line(say("greeting", "main"), menu("main", "a", "main"), menu("a", "main", "greeting"))
    assert backs(nodes) == {"main": None, "a": "main"}


def test_a_menu_is_never_its_own_way_back() -> None:
    nodes = line(menu("greeting", "a"), menu("a", "a", "b"), say("b", "a"))
    assert backs(nodes)["a"] == "greeting"


def test_a_way_that_comes_round_through_a_nearer_menus_choice_still_counts() -> None:
    """`a` leads to `x` and back to itself; `b` leads to `x` too, and so to `a`."""
    nodes = line(menu("greeting", "b"), menu("a", "x"), menu("b", "x"), say("x", "a"))
    assert backs(nodes)["a"] == "b"


def test_what_an_author_says_wins() -> None:
    nodes = line(menu("greeting", "a", "b"), menu("a", "a", back="b"), menu("b", "a"))
    assert backs(nodes)["a"] == "b"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.booleans()), min_size=6, max_size=6))
def test_the_way_back_is_a_menu_one_can_come_from_and_the_same_every_time(drawn: list[tuple[int, int, bool]]) -> None:
    names = ["greeting", "a", "b", "c", "d", "e"]
    nodes = line(
        *(
            menu(name, names[one], names[two]) if asks or name == "greeting" else say(name, names[one])
            for name, (one, two, asks) in zip(names, drawn, strict=True)
        )
    )
    found = backs(nodes)
    menus = {name for name, (_, _, asks) in zip(names, drawn, strict=True) if asks or name == "greeting"}
    assert found == backs(nodes)
    assert found["greeting"] is None
    assert all(back in menus - {name} for name, back in found.items() if back)
