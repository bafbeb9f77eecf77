"""Which ways there are, what they are called, where they stand, and how many were taken."""

import pytest

from ivr.checking.examples import line_of
from ivr.exploring.atlas import Atlas, walk
from ivr.exploring.coverage import Coverage, Kind, Share, Taken, Ways, coverage, kind_of, ways_there_are
from ivr.exploring.coverage_naming import Naming, Way
from ivr.exploring.coverage_routes import Routes, Standing, Weather, acts, possible, weathers
from ivr.exploring.passages import Passage
from ivr.line.compile import compile_line
from ivr.line.line import Line
from ivr.line.loading import files_of_text, load
from ivr.telephony.outcomes import RingOutcome

NODES = """\
nodes:
  main:
    menu:
      noinput: [Once., Twice.]
      options:
        1:
          say: For the number
          go: number
        2:
          say: To go round
          go: which
      exhausted: person
  number:
    collect:
      into: account.number
      prompt: Enter your {company.account_number.length}-digit account number.
      confirm: true
      exhausted: person
    next: person
    back: main
  which:
    branch:
      cases:
        - if: channels.bank_counter
          go: main
        - if: channels.chat
          go: person
      otherwise: main
  person:
    hours:
      of: billing
      open: ring
      closed: goodbye
  ring:
    transfer:
      to: billing
      whisper: A caller.
      bridged: goodbye
      noanswer: goodbye
      busy: goodbye
      failed: goodbye
  goodbye:
    hangup: Goodbye.
"""


def read(nodes: str = NODES, more: str = "", company: str = "") -> Line:
    texts = line_of(nodes, "main")
    texts["company.yaml"] += company
    texts["line.yaml"] = texts["line.yaml"].replace("nodes:", f"{more}person: person\nnodes:")
    line = load(files_of_text(texts)).line
    assert line is not None
    return line


@pytest.fixture(scope="module")
def line() -> Line:
    return read()


@pytest.fixture(scope="module")
def atlas(line: Line) -> Atlas:
    return walk(compile_line(line).program)


@pytest.fixture(scope="module")
def there(line: Line, atlas: Atlas) -> Ways:
    return ways_there_are(line, {one for edge in atlas.edges for one in edge.passages})


def places(found: Coverage) -> dict[str, int]:
    return {f"{row.way.dialog} {row.way.name}": row.place.line for row in found.rows}


def test_a_way_stands_at_its_own_key_and_else_at_the_name_of_its_node(line: Line, there: Ways) -> None:
    found = places(coverage(line, there, ()))
    rows = NODES.splitlines()
    told = {name: rows[at - 1].strip() for name, at in found.items()}
    assert told["main key 2"] == "2:"
    assert told["main noinput 1"] == told["main noinput 2"] == "noinput: [Once., Twice.]"
    assert told["main nomatch 1"] == "main:"
    assert told["main exhausted"] == "exhausted: person"
    assert told["number keyed"] == "next: person"
    assert told["number *"] == "back: main"
    assert told["number.confirm key 1"] == "confirm: true"
    assert told["person emergency"] == told["person closed"] == "closed: goodbye"
    assert told["ring busy"] == "busy: goodbye"


def test_hanging_up_is_no_way_of_the_line(there: Ways) -> None:
    assert not [way for way in there.ways if "hung" in way.name]


@pytest.mark.parametrize(
    ("way", "kind"),
    [
        (Way("main", "key 1"), Kind.WAY),
        (Way("person", "open"), Kind.WAY),
        (Way("person", "closed"), Kind.ERROR),
        (Way("main", "nomatch 2"), Kind.ERROR),
        (Way("ring", "failed"), Kind.ERROR),
        (Way("main", "0"), Kind.EVERYWHERE),
        (Way("main", "*"), Kind.EVERYWHERE),
        (Way("number", "*"), Kind.WAY),
        (Way("number.confirm", "*"), Kind.EVERYWHERE),
        (Way("main", "limit"), Kind.EVERYWHERE),
    ],
)
def test_what_the_line_does_everywhere_is_told_from_what_its_author_wrote(line: Line, way: Way, kind: Kind) -> None:
    assert kind_of(line, way) is kind


def test_exhausted_is_one_way_however_it_came_to_that(line: Line) -> None:
    naming = Naming.of(line)
    ways = {naming.way(Passage("main", f"{before}, exhausted", "person")) for before in ("noinput 3", "nomatch 3")}
    assert ways == {Way("main", "exhausted")}


@pytest.mark.parametrize(
    ("channels", "name"),
    [
        ("{bank_counter: true, chat: false}", "case 1"),
        ("{bank_counter: false, chat: true}", "case 2"),
        ("{bank_counter: false, chat: false}", "otherwise"),
    ],
)
def test_a_case_has_the_number_it_has_in_yaml_whatever_the_company(channels: str, name: str) -> None:
    """A branch that switches decide runs as no branch at all."""
    line = read(company=f"channels: {channels}\n")
    assert Naming.of(line).way(Passage("which", "next", "main")) == Way("which", name)


def test_nothing_is_covered_before_any_call_and_everything_when_all_was_taken(line: Line, there: Ways) -> None:
    none = coverage(line, there, ())
    assert none.share(Kind.WAY).taken == 0
    assert none.share_of_nodes.taken == 0
    every = coverage(line, there, [Taken("all.call.yaml", there.dialogs, there.ways)])
    assert {every.share(kind).percent for kind in Kind} == {100}
    assert every.missing() == ()
    assert every.share_of_nodes.percent == 100
    assert {row.by for row in every.rows} == {("all.call.yaml",)}


def test_ways_of_another_company_count_for_nothing(line: Line, there: Ways) -> None:
    strange = Taken("odd.call.yaml", frozenset({"nowhere"}), frozenset({Way("nowhere", "next")}))
    assert coverage(line, there, [strange]) == coverage(line, there, ())


def test_an_excused_way_is_not_missing_and_not_counted(there: Ways) -> None:
    excused = read(
        more="coverage:\n  least: 90%\n  except:\n"
        "    - {node: person, way: closed, why: Nobody calls at night.}\n"
        "    - {node: goodbye, why: Nothing is there.}\n"
    )
    found, plain = coverage(excused, there, ()), coverage(read(), there, ())
    assert found.share(Kind.ERROR).there == plain.share(Kind.ERROR).there - 1
    assert [row.excuse for row in found.rows if row.excuse] == ["Nobody calls at night."]
    assert [str(one.node) for one in found.idle] == ["goodbye"]


@pytest.mark.parametrize(("share", "percent"), [(Share(0, 0), 100), (Share(999, 1000), 99), (Share(1, 3), 33)])
def test_a_hundred_per_cent_means_all_of_them(share: Share, percent: int) -> None:
    assert share.percent == percent


@pytest.mark.parametrize("text", ["90", "101%", "9.5%", "-1%", "090%"])
def test_a_share_is_a_whole_number_with_its_sign(text: str) -> None:
    texts = line_of(NODES, "main")
    texts["line.yaml"] = texts["line.yaml"].replace("nodes:", f"person: person\ncoverage: {{least: '{text}'}}\nnodes:")
    assert any("not a share of a hundred" in one.message for one in load(files_of_text(texts)).findings)


def routed(line: Line, atlas: Atlas, weather: Weather, *ways: Way) -> list[str]:
    route = Routes(atlas, Naming.of(line), weather).to_any(frozenset(ways))
    return [] if route is None else [act.edge.doing.label for act in acts(atlas, route.edges) for _ in range(act.times)]


def test_a_route_is_the_shortest_call_that_takes_a_way(line: Line, atlas: Atlas) -> None:
    assert routed(line, atlas, Weather(), Way("number", "*")) == ["press 1", "press *"]


def test_a_route_fails_a_question_as_often_as_the_way_says(line: Line, atlas: Atlas) -> None:
    assert routed(line, atlas, Weather(), Way("main", "noinput 2")) == ["silence", "silence"]


def test_a_route_goes_on_to_what_else_is_near(line: Line, atlas: Atlas) -> None:
    wanted = (Way("main", "nomatch 1"), Way("main", "nomatch 2"), Way("number", "nomatch 1"))
    labels = routed(line, atlas, Weather(), *wanted)
    assert labels.count("press 1") == 1
    assert len(labels) == 4


def test_a_ring_ends_as_the_weather_has_it(line: Line, atlas: Atlas) -> None:
    assert routed(line, atlas, Weather(ring=RingOutcome.FAILED), Way("ring", "failed")) == ["press 0"]
    assert routed(line, atlas, Weather(), Way("ring", "failed")) == []


def test_hours_do_not_change_in_a_call(line: Line, atlas: Atlas) -> None:
    naming = Naming.of(line)
    closed = [one for one in weathers(atlas) if Routes(atlas, naming, one).to_any(frozenset({Way("person", "closed")}))]
    assert closed
    assert Weather() not in closed
    for weather in closed:
        assert Routes(atlas, naming, weather).to_any(frozenset({Way("person", "open")})) is None


def test_what_a_call_file_cannot_say_is_walked_in_no_weather(atlas: Atlas) -> None:
    hung_up = [edge for edge in atlas.edges if edge.doing.label == "hang up"]
    assert hung_up
    assert not [edge for edge in hung_up if any(possible(atlas, edge, one) for one in weathers(atlas))]
    assert {one.standing for one in weathers(atlas)} == set(Standing)
