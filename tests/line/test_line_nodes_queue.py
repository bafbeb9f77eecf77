"""`queue`: what it becomes, what callers hear in it, and what its author is told."""

from datetime import UTC, datetime, timedelta

import pytest
from line_laboratory import COMPANY, nodes, told, words

from ivr.checking.check import check
from ivr.checking.examples import loaded
from ivr.diagnostics import Diagnostic
from ivr.dialog.program import Holding, Program, exits
from ivr.dialog.step import Step, begin, step
from ivr.dialog.turn import Disconnect, Entertain, Hold, Leave, Listen
from ivr.dialog.world import Answered, World
from ivr.line.compile import compile_line
from ivr.routing.roster import Line, Representative, Roster
from ivr.secret import Secret
from ivr.telephony.events import Dequeued, Keyed, QueueResult, Silent
from ivr.telephony.outcomes import HoldOutcome

SATURDAY = datetime(2026, 11, 21, 15, 5, tzinfo=UTC)
ROSA = Representative("rosa", "Rosa", "+15550100101", ("billing",))
WORKFLOW = "WW0123456789abcdef0123456789abcdef"
PEOPLE = """\
groups:
  billing: {longest_wait: 10 minutes}
representatives:
  rosa: {name: Rosa, number: +1 555 010 0101, groups: [billing], skills: [plans]}
  ben: {name: Ben, client: ben, groups: [billing], skills: [fraud]}
"""


def queue(
    more: str = "", targets: str = "free: representative\nbridged: goodbye\nfailed: goodbye", to: str = "to: billing"
) -> str:
    rows = "".join(f"  {row}\n" for text in (to, more, targets) for row in text.split("\n") if row)
    return f"queue:\n{rows}"


FULL = queue(
    """\
hours: billing
skills: [plans]
prompt: Everybody is talking. Please stay on the line.
place:
  - You are number {queue.position}.
  - You will wait {queue.minutes} minutes.
comfort: Thank you for waiting.
every: 45 s
music: https://music.example.com/hold.mp3
options:
  1:
    say: To be called back
    go: called_back
  2:
    if: channels.chat
    say: To chat with us
    go: goodbye
  9:
    say: To leave a message
    go: message""",
    "free: representative\nbridged: goodbye\nclosed: message\nlong: called_back\nfailed: goodbye",
)
BEHIND = """\
  called_back:
    menu:
      options:
        1: {say: To end the call, go: goodbye}
      exhausted: representative
  message:
    hangup: Please write to us.
"""


def findings(body: str, more: str = BEHIND) -> list[Diagnostic]:
    files = {"company.yaml": COMPANY, "representatives.yaml": PEOPLE}
    return [one for one in check(loaded(nodes(body) + more, "greeting", files)) if one.code != "IVR102"]


def program(body: str, more: str = BEHIND) -> Program:
    whole = loaded(nodes(body) + more, "greeting", {"company.yaml": COMPANY, "representatives.yaml": PEOPLE})
    assert [str(one) for one in whole.findings] == []
    assert whole.line is not None
    return compile_line(whole.line).program


def holding(body: str) -> Holding:
    dialog = program(body).dialogs["greeting"]
    assert isinstance(dialog, Holding)
    return dialog


def at(seconds: int, **line: object) -> World:
    return World(SATURDAY + timedelta(seconds=seconds), Roster({}, {"billing": Line(**line)}))  # type: ignore[arg-type]


def said(moved: Step) -> str:
    assert moved.turn is not None
    parts = [part for one in moved.turn.said for part in one.parts if isinstance(part, str)]
    return " ".join("".join(part if part.startswith(",") else f" {part}" for part in parts).split())


def test_everything_an_author_says_of_a_queue_reaches_it() -> None:
    waiting = holding(FULL)
    assert (waiting.group, waiting.every, waiting.longest, waiting.calendar, waiting.workflow) == (
        "billing",
        45,
        600,
        "billing",
        "",
    )
    assert waiting.music == "https://music.example.com/hold.mp3"
    assert waiting.skills == {"plans"}
    assert words(waiting.place) == "You are number {queue.position}. You will wait {queue.minutes} minutes."
    assert [len(sentence.names) for sentence in waiting.place] == [1, 1]
    assert waiting.outcomes == {
        HoldOutcome.FREE: "representative",
        HoldOutcome.BRIDGED: "goodbye",
        HoldOutcome.CLOSED: "message",
        HoldOutcome.LONG: "called_back",
        HoldOutcome.FAILED: "goodbye",
    }


def test_a_choice_is_spoken_function_first_and_one_that_is_off_is_not_there() -> None:
    waiting = holding(FULL)
    assert words(waiting.choices) == "To be called back, press one. To leave a message, press nine."
    assert waiting.keys == {"1": "called_back", "9": "message"}


def test_whoever_waits_without_words_of_an_author_hears_that_the_line_is_there() -> None:
    waiting = holding(queue())
    assert words(waiting.comfort) == "Thank you for waiting. You are still in line."
    assert (waiting.prompt, waiting.place, waiting.choices, waiting.keys) == ((), (), (), {})
    assert (waiting.every, waiting.music, waiting.calendar) == (30, "", None)


def test_a_workflow_takes_the_place_of_a_group() -> None:
    waiting = holding(queue("skills: [plans]", "bridged: goodbye\nfailed: goodbye", f"workflow: {WORKFLOW}"))
    assert (waiting.group, waiting.workflow, waiting.skills) == ("", WORKFLOW, {"plans"})
    assert exits(waiting) == {"goodbye"}


def test_star_in_a_choice_goes_back_to_the_queue_it_was_made_in() -> None:
    whole = program(FULL)
    world = at(0)
    moved = step(whole, begin(whole, Answered(), world).state, Silent(), world)
    moved = step(whole, moved.state, Keyed(Secret("1")), world)
    moved = step(whole, moved.state, Dequeued(QueueResult.LEAVE), world)
    assert moved.state.at == "called_back"
    moved = step(whole, moved.state, Keyed(Secret("*")), world)
    assert moved.state.at == "greeting"
    assert moved.turn is not None
    assert isinstance(moved.turn.wait, Hold)


def test_a_caller_hears_the_place_the_choices_and_comfort_and_no_estimate_that_is_not_known() -> None:
    whole = program(FULL)
    moved = begin(whole, Answered(), at(0))
    assert said(moved) == "Everybody is talking. Please stay on the line."
    moved = step(whole, moved.state, Silent(), at(1, position=3))
    assert said(moved) == ("You are number three. To be called back, press one. To leave a message, press nine.")
    assert isinstance(moved.turn.wait if moved.turn else None, Entertain)
    moved = step(whole, moved.state, Silent(), at(20, position=2, estimate=200))
    assert said(moved) == "You are number two. You will wait four minutes."
    moved = step(whole, moved.state, Silent(), at(46, position=2))
    assert said(moved) == "Thank you for waiting. To be called back, press one. To leave a message, press nine."


def test_a_key_leaves_the_queue_for_where_it_leads() -> None:
    whole = program(FULL)
    moved = step(whole, begin(whole, Answered(), at(0)).state, Silent(), at(1))
    moved = step(whole, moved.state, Keyed(Secret("1")), at(3))
    assert isinstance(moved.turn.wait if moved.turn else None, Leave)
    moved = step(whole, moved.state, Dequeued(QueueResult.LEAVE), at(3))
    assert moved.state.at == "called_back"
    assert isinstance(moved.turn.wait if moved.turn else None, Listen)


@pytest.mark.parametrize(
    ("world", "leads"),
    [
        (at(0, staffed=False), "goodbye"),
        (at(0, full=True), "goodbye"),
        (World(SATURDAY + timedelta(hours=12)), "message"),
        (World(SATURDAY, emergency=True), "message"),
    ],
    ids=["empty", "full", "closed", "emergency"],
)
def test_whoever_cannot_wait_is_led_on_at_once(world: World, leads: str) -> None:
    whole = program(FULL)
    moved = begin(whole, Answered(), world)
    assert moved.state.at == leads
    assert isinstance(moved.turn.wait if moved.turn else None, Disconnect)


def test_whoever_can_be_rung_is_not_kept_waiting() -> None:
    whole = program(queue())
    world = World(SATURDAY, Roster({"billing": (ROSA,)}))
    assert begin(whole, Answered(), world).state.at == "representative"


def test_after_the_longest_wait_of_the_group_a_caller_goes_where_long_says() -> None:
    whole = program(FULL)
    moved = step(whole, begin(whole, Answered(), at(0)).state, Silent(), at(599))
    assert isinstance(moved.turn.wait if moved.turn else None, Entertain)
    moved = step(whole, moved.state, Silent(), at(600))
    moved = step(whole, moved.state, Dequeued(QueueResult.LEAVE), at(600))
    assert moved.state.at == "called_back"


@pytest.mark.parametrize(
    ("body", "message", "remedy"),
    [
        (
            queue(to=f"to: billing\nworkflow: {WORKFLOW}"),
            "A caller waits for a group or in a workflow.",
            "Keep to or workflow.",
        ),
        (queue(to=""), "Nothing here says who is waited for.", "Write to: and a group of representatives.yaml"),
        (
            queue(targets="bridged: goodbye\nfailed: goodbye"),
            "Nothing here says where a caller goes when a representative is free.",
            "Write one such as free: ring_billing",
        ),
        (
            queue("hours: billing"),
            "Nothing here says where a caller goes when the hours are over.",
            "Write one such as closed: after_hours",
        ),
        (queue("closed: goodbye"), "Without hours nothing here ever closes.", "Write hours:, or take this out."),
        (
            queue(to="workflow: WW12"),
            '"WW12" is not the name of a workflow.',
            "The carrier's console shows it: WW, and 32 digits or letters from a to f.",
        ),
        (
            queue("options:\n  0:\n    say: To give up\n    go: goodbye"),
            "0 is for a person everywhere, and this caller is waiting for one already.",
            "Give this choice a key from 1 to 9.",
        ),
        (
            queue('options:\n  "*":\n    say: To give up\n    go: goodbye'),
            '"*" is not a key for somebody who waits.',
            "The keys for choices are 1 to 9.",
        ),
        (
            queue('place: "{queue.position} are before you, and you wait {queue.minutes} minutes."'),
            "Where the waiting time is not known, this sentence is left out, and the place in line with it.",
            "Write two sentences, one with {queue.position} and one with {queue.minutes}.",
        ),
        (queue("every: 5 s"), "5 s is too short here.", "Write 10 s to 10 minutes, such as 30 s."),
        (queue("to: sales", to=""), 'No representative is in a group named "sales".', "There is only billing."),
        (
            queue("hours: biling\nclosed: goodbye"),
            'company.yaml has no hours named "biling".',
            "Did you mean billing?",
        ),
        (
            queue("skills: [plan]"),
            'Nobody in the group "billing" has the skill "plan".',
            "Did you mean plans?",
        ),
        (
            queue("skills: [plans, fraud]"),
            'Nobody in the group "billing" has all of these skills.',
            "Ask for less, or add them to somebody.",
        ),
        (
            queue("exhausted: goodbye"),
            '"queue" has no key "exhausted".',
            "Its keys are to, workflow, skills, hours, prompt, place, comfort, every, music, options, free, bridged and more.",
        ),
    ],
)
def test_what_does_not_make_a_queue_is_told(body: str, message: str, remedy: str) -> None:
    (one,) = findings(body, "")
    assert (one.message, one.help) == (message, remedy)


def test_in_a_workflow_nothing_is_known_of_the_place_and_nobody_is_free() -> None:
    body = queue(
        "place: You are number {queue.position}.\nempty: goodbye",
        "free: goodbye\nbridged: goodbye\nfailed: goodbye",
        f"workflow: {WORKFLOW}",
    )
    assert [(one.place.line, one.message) for one in findings(body, "")] == [
        (5, "{queue.position} is not known of a caller who waits in a workflow, so this is never said."),
        (6, "In a workflow empty never happens: the carrier keeps the caller waiting all the same."),
        (7, "In a workflow free never happens: the carrier puts the caller through by itself."),
    ]


@pytest.mark.parametrize("key", ["prompt", "place", "comfort"])
@pytest.mark.parametrize("name", ["account.number", "caller.phone", "caller.reference", "caller.callback"])
def test_what_is_said_while_waiting_holds_no_whole_secret(key: str, name: str) -> None:
    assert told(queue(f'{key}:\n  - Hello.\n  - if: channels.online\n    say: "You are {{{name}}}."'))[2:] == (
        f"{{{name}}} is only read out where a caller is asked whether it is right.",
        "Take it out; {account.last4} may be said.",
    )


def test_a_choice_holds_no_whole_secret_either() -> None:
    assert told(queue('options:\n  1:\n    say: "To be called at {caller.phone}"\n    go: goodbye'))[0] == "IVR053"


def test_a_choice_in_free_words_is_one_that_comfort_speaks_of() -> None:
    choice = "options:\n  1:\n    go: goodbye"
    assert [one.code for one in findings(queue(choice), "")] == ["IVR108"]
    assert findings(queue(f"{choice}\ncomfort: To give up, press 1."), "") == []
    assert [one.code for one in findings(queue(f"{choice}\nprompt: To give up, press 1."), "")] == ["IVR108"]


@pytest.mark.parametrize(
    ("language", "choice", "comfort"),
    [
        ("es-US", "To be called back, oprima uno.", "Gracias por esperar. Usted sigue en la fila."),
        ("id-ID", "To be called back, tekan satu.", "Terima kasih sudah menunggu. Anda masih dalam antrean."),
    ],
)
def test_a_queue_speaks_every_language_of_its_line(language: str, choice: str, comfort: str) -> None:
    header = f"line: tiny\ncompany: company.yaml\nlanguages: {{{language}: {VOICES[language]}}}\nparts: [example.yaml]\nstart: greeting\nnodes:\n"
    body = queue("options:\n  1:\n    say: To be called back\n    go: goodbye")
    person = "  representative:\n    hangup:\n"
    files = {"company.yaml": COMPANY, "line.yaml": header + person}
    whole = loaded(nodes(body), "greeting", files).line
    assert whole is not None
    waiting = compile_line(whole).program.dialogs["greeting"]
    assert isinstance(waiting, Holding)
    assert words(waiting.choices) == choice
    assert words(waiting.comfort) == comfort


VOICES = {"es-US": "Polly.Lupe-Neural", "id-ID": "Google.id-ID-Wavenet-A"}
