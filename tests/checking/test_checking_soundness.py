"""What the rules promise of a line they are quiet about, held against the calls themselves.

Small lines are drawn as YAML text, every kind of node in them, some with nodes that are missing. The oracle of the
graph rules is not a second walk over the program but `step`, called by somebody who goes on failing.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ivr.checking.certificate import Proof
from ivr.checking.certificates.endless_line import endless_line
from ivr.checking.certificates.ends_on_an_error import ends_on_an_error
from ivr.checking.certificates.unverified_account import unverified_account
from ivr.checking.check import check
from ivr.checking.examples import line_of
from ivr.checking.rule import Subject
from ivr.checking.silent_caller import silent_call
from ivr.dialog.journal import Entry, Happening
from ivr.dialog.program import Connecting, Holding, Passing, Program, Recording
from ivr.dialog.prompts import Known, names_in
from ivr.dialog.step import Step, begin, step
from ivr.dialog.turn import Disconnect, Entertain, Fetch, Hold, Listen, RecordMessage, Ring
from ivr.dialog.world import Answered, Event, Fetched, RingEnded, World
from ivr.line.compile import compile_line
from ivr.line.loading import Loaded, files_of_text, load
from ivr.routing.roster import Line, Representative, Roster
from ivr.secret import Secret
from ivr.telephony.events import Dequeued, Keyed, QueueResult, Recorded, Silent
from ivr.telephony.outcomes import FetchOutcome, RingOutcome

NAMES = ["greeting", "a", "b", "c", "d", "e"]
OFTEN = (
    ["menu"] * 4
    + ["collect"] * 3
    + ["hangup"] * 3
    + ["lookup", "say", "hours", "branch", "transfer", "queue", "voicemail"]
)
GRAPH = {"IVR101"}
NOBODY = Roster({}, {"billing": Line(staffed=False)})
ROSTERS = [Roster(), NOBODY, Roster({"billing": (Representative("rosa", "Rosa", "+15550100101"),)})]
HOURS = [
    World(datetime(2026, 11, 24, 15, 5, tzinfo=UTC) + timedelta(hours=ahead), roster)
    for ahead in (0, 12)
    for roster in ROSTERS
]


@st.composite
def node(draw: st.DrawFn, targets: list[str], kinds: list[str]) -> str:
    to = st.sampled_from(targets)
    kind = draw(st.sampled_from(kinds))
    go = [draw(to) for _ in range(4)]
    back = draw(st.sampled_from(["", f"    back: {go[3]}\n"]))
    match kind:
        case "say":
            needs = draw(st.sampled_from(["", "", "    needs: T1\n", "    needs: T2\n"]))
            return f"{needs}    say: {draw(st.sampled_from(['Hello.', 'You owe {account.balance}.']))}\n    next: {go[0]}\n"
        case "menu":
            options = f"{{1: {{say: One, go: {go[0]}}}, 2: {{say: Two, go: {go[1]}}}}}"
            return f"    menu: {{options: {options}, exhausted: {go[2]}}}\n{back}"
        case "collect":
            asked = [("number", "true"), ("number", "false"), ("pin", "false"), ("zip", "false")]
            into, confirm = draw(st.sampled_from(asked))
            body = f"{{into: account.{into}, prompt: Now., confirm: {confirm}, exhausted: {go[0]}}}"
            return f"    collect: {body}\n    next: {go[1]}\n{back}"
        case "hours":
            return f"    hours: {{of: billing, open: {go[0]}, closed: {go[1]}}}\n"
        case "branch":
            case = draw(
                st.sampled_from(
                    [
                        "account.verified, cases: [{is: yes",
                        "account.balance, cases: [{above: 0.00",
                        "account.tier, cases: [{at_least: T1",
                        "account.tier, cases: [{is: T2",
                    ]
                )
            )
            return f"    branch: {{of: {case}, go: {go[0]}}}], otherwise: {go[1]}}}\n"
        case "lookup":
            recognised = draw(st.sampled_from(["", f", recognised: {go[3]}"]))
            outcomes = f"verified: {go[0]}, refused: {go[1]}, exhausted: {go[2]}, down: {go[3]}{recognised}"
            return f"    lookup: {{accounts: verify, {outcomes}}}\n"
        case "transfer":
            outcomes = f"bridged: {go[0]}, noanswer: {go[1]}, busy: {go[2]}, failed: {go[3]}"
            return f"    transfer: {{to: billing, whisper: A caller., {outcomes}}}\n"
        case "queue":
            ways = f"free: {go[0]}, bridged: {go[1]}, failed: {go[2]}"
            more = draw(st.sampled_from(["", f", empty: {go[3]}", f", hours: billing, closed: {go[3]}"]))
            options = f"options: {{1: {{say: One, go: {draw(to)}}}}}"
            return f"    queue: {{to: billing, {ways}{more}, {options}}}\n"
        case "voicemail":
            return f"    voicemail: {{to: billing, prompt: Now., left: {go[0]}, empty: {go[1]}}}\n"
        case _:
            return "    hangup: Goodbye.\n"


@st.composite
def lines(draw: st.DrawFn, missing: tuple[str, ...] = ()) -> str:
    """The text of a part that begins at its greeting."""
    names = NAMES[: draw(st.integers(1, len(NAMES)))]
    targets = [*names, "representative", *missing]
    kinds = {"greeting": ["menu", "menu", "collect", "say", "hours"]}
    return "nodes:\n" + "".join(f"  {name}:\n{draw(node(targets, kinds.get(name, OFTEN)))}" for name in names)


def read(nodes: str) -> Loaded:
    return load(files_of_text(line_of(nodes, "greeting")))


def quiet_program(nodes: str) -> Program:
    """The program of a line the graph rules have nothing against; others are not looked at."""
    loaded = read(nodes)
    assume(not {one.code for one in check(loaded)} & GRAPH)
    assert loaded.line is not None
    return compile_line(loaded.line).program


@settings(max_examples=80, deadline=None)
@given(
    lines(missing=("nowhere",)),
    st.integers(0, 400),
    st.text(alphabet="{}[]#*&:-'\" \n\tx1", max_size=4),
    st.integers(0, 3),
)
def test_checking_never_raises_whatever_was_written(nodes: str, at: int, put: str, cut: int) -> None:
    at %= len(nodes)
    findings = check(read(nodes[:at] + put + nodes[at + cut :]))
    assert all(one.message and one.place.line >= 1 for one in findings)


@settings(max_examples=60, deadline=None)
@given(lines(missing=("nowhere",)))
def test_every_lead_into_nothing_is_found_and_nothing_else(nodes: str) -> None:
    dangling = [one.place for one in check(read(nodes)) if one.code == "IVR101"]
    assert len(dangling) == nodes.count("nowhere")


@settings(max_examples=8, deadline=None)
@given(lines())
def test_where_no_circle_is_found_a_silent_call_comes_to_an_end(nodes: str) -> None:
    program, _ = proved_program(nodes)
    assert silent_call(program).seconds < 20_000  # a line is waited in for an hour at most


def proved_program(nodes: str) -> tuple[Program, Proof]:
    """The program of a line that is not endless; others are not looked at."""
    program = quiet_program(nodes)
    line = read(nodes).line
    assert line is not None
    proof = Proof(Subject(line, program))
    assume(not list(endless_line.prove(proof)))
    return program, proof


def event_of_somebody_failing(moved: Step, ring: RingOutcome, fetch: FetchOutcome) -> Event | None:
    assert moved.turn is not None
    match moved.turn.wait:
        case Listen():
            return Silent()
        case Fetch():
            return Fetched(fetch)
        case Ring():
            return RingEnded(ring)
        case Hold() | Entertain():
            return Dequeued(QueueResult.ERROR)
        case RecordMessage():
            return Recorded("RE1", 0)
        case Disconnect():
            return None


@settings(max_examples=8, deadline=None)
@given(
    lines(),
    st.lists(st.sampled_from(["1", "2", "*", "8448200012345678", "2580"]), max_size=5),
    st.sampled_from([FetchOutcome.DOWN, FetchOutcome.REFUSED]),
    st.sampled_from(HOURS),
)
def test_where_no_call_ends_on_an_error_nobody_who_fails_is_let_go_before_a_person_was_tried(
    nodes: str, keys: list[str], fetch: FetchOutcome, world: World
) -> None:
    program, proof = proved_program(nodes)
    assume(not list(ends_on_an_error.prove(proof)))
    moved = begin(program, Answered(), world)
    journal = list(moved.journal)
    failed = False
    for _ in range(200):
        event = event_of_somebody_failing(moved, RingOutcome.NOANSWER, fetch)
        if event is None:
            break
        if isinstance(event, Silent) and keys and not failed:
            event = Keyed(Secret(keys.pop(0)))
        else:
            failed = failed or not isinstance(event, RingEnded)
        moved = step(program, moved.state, event, world)
        journal += moved.journal
    assert not failed or not moved.state.over or person_was_tried(program, journal)


def person_was_tried(program: Program, journal: list[Entry]) -> bool:
    entered = {one.dialog for one in journal if one.kind is Happening.ENTERED}
    return program.person in entered or any(
        isinstance(program.dialogs[one], Connecting | Holding | Recording) for one in entered
    )


def by_zip(moved: Step) -> bool:
    """Only who proved something that is not secret enough is recognised and not verified."""
    return "account.zip" in moved.state.secrets


@settings(max_examples=8, deadline=None)
@given(
    lines(),
    st.lists(st.sampled_from(["", "1", "2", "*", "#", "7", "8448200012345678", "2580", "12345"]), max_size=12),
    st.lists(st.sampled_from([*FetchOutcome, FetchOutcome.RECOGNISED]), min_size=1, max_size=3),
    st.sampled_from(HOURS),
)
def test_where_accounts_are_safe_nobody_comes_where_they_are_not_known_well_enough(
    nodes: str, keys: list[str], answers: list[FetchOutcome], world: World
) -> None:
    program, proof = proved_program(nodes)
    assume(not list(unverified_account.prove(proof)))
    needs, program = program.needs, replace(program, needs={})  # nobody is sent to a person in our place
    speaks = {
        name
        for name, dialog in program.dialogs.items()
        if isinstance(dialog, Passing) and Known.ACCOUNT_BALANCE in names_in(dialog.prompt)
    }
    moved = begin(program, Answered(), world)
    for key in keys:
        heard_at = {one.dialog for one in moved.journal if one.kind is Happening.ENTERED}
        assert not heard_at & speaks or moved.state.values.get("account.verified") == "yes"
        known = moved.state.values.get("account.tier", "T0")
        assert all(known >= needs[at] for at in heard_at & needs.keys())
        event = event_of_somebody_failing(moved, RingOutcome.BUSY, answers[len(keys) % len(answers)])
        if event is None:
            break
        if isinstance(event, Silent):
            event = Keyed(Secret(key))
        if isinstance(event, Fetched) and event.outcome is FetchOutcome.VERIFIED:
            event = Fetched(FetchOutcome.VERIFIED, {"account.balance": "100 USD"})
        if isinstance(event, Fetched) and event.outcome is FetchOutcome.RECOGNISED and not by_zip(moved):
            event = Fetched(FetchOutcome.REFUSED)
        moved = step(program, moved.state, event, world)
