"""Each kind of node: what it becomes, and what its author is told."""

from datetime import UTC, datetime

import pytest

from ivr.checking.check import check
from ivr.checking.examples import loaded
from ivr.diagnostics import Diagnostic
from ivr.dialog.branching import choose
from ivr.dialog.grammar import Checksum, DigitString, OneKey
from ivr.dialog.program import Asking, Branching, Connecting, Dialog, Ending, Fetching, How, Order, Passing, Program
from ivr.dialog.prompts import Known, Rest, Sentence
from ivr.dialog.state import CallState
from ivr.dialog.world import World
from ivr.line.compile import compile_line
from ivr.secret import Secret

GOODBYE = "  goodbye:\n    hangup: Goodbye.\n"
COMPANY = """\
name: Example Cable
account_number: {length: 16, prefix: 8448, checksum: luhn}
pin: {min: 4, max: 6}
hours:
  billing:
    zone: America/New_York
    week: {saturday-sunday: 8:00-18:00}
"""


def nodes(body: str) -> str:
    """A part whose greeting is `body`, which may be more than one key; it may lead to goodbye."""
    rows = "".join(f"    {row}\n" for row in body.strip("\n").split("\n"))
    return f"nodes:\n  greeting:\n{rows}{GOODBYE}"


def program(body: str, company: str = COMPANY) -> Program:
    whole = loaded(nodes(body), "greeting", {"company.yaml": company})
    assert [str(one) for one in whole.findings] == []
    assert whole.line is not None
    compiled = compile_line(whole.line)
    assert [str(one) for one in compiled.findings] == []
    return compiled.program


def dialog(body: str, name: str = "greeting") -> Dialog:
    return program(body).dialogs[name]


def found(body: str, company: str = COMPANY) -> list[Diagnostic]:
    findings = check(loaded(nodes(body), "greeting", {"company.yaml": company}))
    return [one for one in findings if one.code != "IVR102"]


def told(body: str, company: str = COMPANY) -> tuple[str, int, str, str]:
    (one,) = found(body, company)
    return one.code, one.place.line, one.message, one.help


def words(sentences: tuple[Sentence, ...]) -> str:
    """A prompt without rests, values by their names."""
    parts = [
        f"{{{piece.value}}}" if isinstance(piece, Known) else piece
        for sentence in sentences
        for piece in (*sentence.pieces, " ")
        if not isinstance(piece, Rest)
    ]
    return " ".join("".join(parts).split())


# -- say and hangup ---------------------------------------------------------------------------------------------------


def test_a_say_can_be_cut_short_unless_its_author_forbids_it() -> None:
    assert dialog("say: Hello.\nnext: goodbye") == Passing("greeting", (Sentence(("Hello.",)),), "goodbye")
    legal = dialog("say: {text: This call is recorded., bargein: false}\nnext: goodbye")
    assert isinstance(legal, Passing)
    assert not legal.bargein


def test_a_key_misspelt_inside_a_say_is_told_with_the_nearest() -> None:
    assert told("say:\n  txt: Hello.\n  bargein: false\nnext: goodbye") == (
        "IVR050",
        4,
        '"say" has no key "txt".',
        "Did you mean text?",
    )


@pytest.mark.parametrize("written", ["hangup:", 'hangup: ""', 'hangup: "  "'])
def test_a_hangup_may_have_no_last_words(written: str) -> None:
    assert dialog(written) == Ending("greeting", ())


def test_an_outcome_is_counted_under_the_name_its_author_gave() -> None:
    assert dialog("hangup: Goodbye.\noutcome: done") == Ending("greeting", (Sentence(("Goodbye.",)),), outcome="done")


# -- menu -------------------------------------------------------------------------------------------------------------

MENU = """\
menu:
  prompt: Welcome.
  options:
    1: {say: To pay., go: greeting}
    8: {say: To leave, go: goodbye}
  exhausted: representative
"""


def test_a_choice_is_said_function_first_and_key_last() -> None:
    menu = dialog(MENU)
    assert isinstance(menu, Asking)
    assert menu.grammar == OneKey({"1": "greeting", "8": "goodbye"})
    assert words(menu.prompt) == (
        "Welcome. To pay, press one. To leave, press eight. For a representative, press zero."
    )


def test_a_reprompt_names_the_person_first_and_the_key_that_repeats_last() -> None:
    menu = dialog(MENU)
    assert isinstance(menu, Asking)
    rest = (
        "For a representative, press zero. To pay, press one. To leave, press eight. "
        "To hear the choices again, press pound."
    )
    assert [words(one) for one in menu.noinput] == [f"Take your time. {rest}"]
    assert [words(one) for one in menu.nomatch] == [f"Sorry, that was not one of the choices. {rest}"]


def test_wordings_taper_in_the_order_their_author_wrote_them() -> None:
    menu = dialog(MENU + "  noinput: [First., Second.]\n  nomatch: Only.")
    assert isinstance(menu, Asking)
    assert [words(one).partition(".")[0] for one in menu.noinput] == ["First", "Second"]
    assert [words(one).partition(".")[0] for one in menu.nomatch] == ["Only"]


def test_after_hours_a_menu_need_not_offer_a_person() -> None:
    menu = dialog(MENU + "  offer_person: false")
    assert isinstance(menu, Asking)
    said = words((*menu.prompt, *menu.noinput[0]))
    assert "representative" not in said


def test_the_way_back_is_announced_where_there_is_one() -> None:
    menu = dialog(MENU + "back: goodbye")
    assert isinstance(menu, Asking)
    assert menu.back == "goodbye"
    assert "To go back, press star." in words(menu.prompt)


def test_a_menu_without_choices_is_no_menu() -> None:
    assert told("menu:\n  options: {}\n  exhausted: representative")[0] == "IVR055"


# -- collect ----------------------------------------------------------------------------------------------------------


def collect(more: str = "", into: str = "account.number") -> str:
    rows = "".join(f"  {row}\n" for row in more.split("\n") if row)
    return f"collect:\n  into: {into}\n  prompt: Please enter it.\n{rows}  exhausted: representative\nnext: goodbye"


def grammar(more: str = "", into: str = "account.number") -> DigitString:
    asked = dialog(collect(more, into))
    assert isinstance(asked, Asking)
    assert isinstance(asked.grammar, DigitString)
    return asked.grammar


def test_an_account_number_has_the_shape_the_company_gives_it() -> None:
    assert grammar() == DigitString("account.number", 16, 16, "goodbye", "8448", Checksum.LUHN)


def test_a_pin_has_the_shape_the_company_gives_it() -> None:
    assert grammar(into="account.pin") == DigitString("account.pin", 4, 6, "goodbye")


def test_a_node_says_how_long_other_numbers_are() -> None:
    assert grammar("exact: 10", "caller.phone") == DigitString("caller.phone", 10, 10, "goodbye")
    assert grammar("min: 1\nmax: 40", "caller.reference") == DigitString("caller.reference", 1, 40, "goodbye")
    assert grammar("exact: 16\nchecksum: luhn", "caller.reference").checksum is Checksum.LUHN


def test_a_number_whose_length_is_said_nowhere_is_told() -> None:
    assert told(collect(into="caller.reference")) == (
        "IVR123",
        4,
        "How many digits caller.reference has is said nowhere.",
        "Add exact, or min and max.",
    )


@pytest.mark.parametrize(
    ("more", "line", "message"),
    [
        ("exact: 4\nmin: 4", 4, "The length is said twice here."),
        ("exact: 4\nmin: 2\nmax: 4", 4, "The length is said twice here."),
        ("min: 4", 4, "Only one of min and max is written here."),
        ("max: 4", 4, "Only one of min and max is written here."),
        ("min: 5\nmax: 4", 4, "The number at min is above the one at max."),
        ("exact: 41", 4, "Nobody keys 41 digits."),
        ("exact: 0", 6, '"0" is too few.'),
        ("exact: four", 6, '"four" is not a whole number.'),
        ("exact: 04", 6, '"04" is not a whole number.'),
        ("checksum: lunh", 6, '"lunh" is not a checksum.'),
        ("confirm: yes", 6, '"yes" is neither true nor false.'),
        ("timeout: 0", 6, "Nobody can be waited for 0 seconds."),
        ("timeout: 301 s", 6, "Nobody can be waited for 301 seconds."),
    ],
)
def test_a_length_that_cannot_be_is_told(more: str, line: int, message: str) -> None:
    assert told(collect(more))[:3] == ("IVR053", line, message)


def test_a_number_is_read_back_before_it_is_kept() -> None:
    asked = program(collect("confirm: true")).dialogs
    number, confirmation = asked["greeting"], asked["greeting.confirm"]
    assert isinstance(number, Asking)
    assert isinstance(number.grammar, DigitString)
    assert number.grammar.then == "greeting.confirm"
    assert isinstance(confirmation, Asking)
    assert confirmation.grammar == OneKey({"1": "goodbye", "2": "greeting"})
    assert confirmation.back == "greeting"
    assert confirmation.exhausted == "representative"
    assert words(confirmation.prompt) == (
        "You entered {account.number}. If that's right, press one. To enter it again, press two."
    )


def test_a_pin_is_never_read_back() -> None:
    assert told(collect("confirm: true", "account.pin")) == (
        "IVR053",
        6,
        "What account.pin is proves who is calling and is never read out, so it cannot be confirmed.",
        "Leave confirm out.",
    )


@pytest.mark.parametrize("into", ["account.pin2", "account.balance", "pin", ""])
def test_only_what_is_keyed_can_be_collected(into: str) -> None:
    assert told(collect(into=into))[:2] == ("IVR053", 4)


def test_silence_is_answered_with_the_ways_out_and_a_wrong_entry_with_the_question() -> None:
    asked = dialog(collect("noinput: It is on your bill.\nnomatch: That is not it."))
    assert isinstance(asked, Asking)
    assert [words(one) for one in asked.noinput] == [
        "It is on your bill. For a representative, press zero, then pound."
    ]
    assert [words(one) for one in asked.nomatch] == ["That is not it. Please enter it."]


# -- hours ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("instant", "goes"),
    [
        ("2026-03-07T13:00:00Z", "representative"),  # Saturday, 8:00 in winter
        ("2026-03-07T12:59:59Z", "goodbye"),
        ("2026-03-08T12:00:00Z", "representative"),  # Sunday, 8:00 in summer: the clock was put forward at 2:00
        ("2026-03-08T11:59:59Z", "goodbye"),
        ("2026-03-08T22:00:00Z", "goodbye"),  # 18:00
        ("2026-10-31T12:00:00Z", "representative"),  # Saturday, 8:00 in summer
        ("2026-11-01T12:59:59Z", "goodbye"),  # Sunday, 7:59:59 in winter
        ("2026-11-01T13:00:00Z", "representative"),
        ("2026-03-09T15:00:00Z", "goodbye"),  # Monday
    ],
)
def test_a_line_opens_at_eight_by_the_wall_clock_on_both_sides_of_a_clock_change(instant: str, goes: str) -> None:
    whole = program("hours: {of: billing, open: representative, closed: goodbye}")
    branch = whole.dialogs["greeting"]
    assert isinstance(branch, Branching)
    world = World(datetime.fromisoformat(instant).astimezone(UTC))
    assert choose(whole, CallState("", 1, "greeting"), branch, world) == goes


def test_a_holiday_leads_where_closed_does_unless_it_has_a_way_of_its_own() -> None:
    holidays = COMPANY + "    holidays: {2026-07-04: Independence Day}\n"
    world = World(datetime(2026, 7, 4, 16, tzinfo=UTC))
    goes = []
    for more in ("", ", holiday: representative"):
        whole = program(f"hours: {{of: billing, open: greeting, closed: goodbye{more}}}", holidays)
        branch = whole.dialogs["greeting"]
        assert isinstance(branch, Branching)
        goes.append(choose(whole, CallState("", 1, "greeting"), branch, world))
    assert goes == ["goodbye", "representative"]


def test_hours_the_company_does_not_have_are_told_with_the_nearest() -> None:
    assert told("hours: {of: biling, open: representative, closed: goodbye}") == (
        "IVR121",
        3,
        'company.yaml has no hours named "biling".',
        "Did you mean billing?",
    )


# -- branch -----------------------------------------------------------------------------------------------------------


def goes(of: str, case: str, value: str | None, *, keyed: bool = False) -> bool:
    whole = program(f"branch:\n  of: {of}\n  cases:\n    - {{{case}, go: representative}}\n  otherwise: goodbye")
    branch = whole.dialogs["greeting"]
    assert isinstance(branch, Branching)
    values = {} if value is None else {of: value}
    state = CallState("", 1, "greeting", values=values, secrets={of: Secret("1")} if keyed else {})
    return choose(whole, state, branch, World(datetime(2026, 1, 1, tzinfo=UTC))) == "representative"


@pytest.mark.parametrize(
    ("of", "case", "holds", "holds_not"),
    [
        ("account.balance", "above: 10.00", ["1001 USD", "99999 USD"], ["1000 USD", "-1 USD", None]),
        ("account.balance", "below: 10.00", ["999 USD", "-1 USD"], ["1000 USD", None]),
        ("account.balance", "below: -10.00", ["-1001 USD"], ["-1000 USD", "0 USD"]),
        ("account.balance", "at_least: 10.00", ["1000 USD"], ["999 USD", None]),
        ("account.balance", "at_most: 10.00", ["1000 USD", "-5 USD"], ["1001 USD", None]),
        ("account.balance", "is: 0.00", ["0 USD"], ["1 USD", None]),
        ("account.past_due", "is_not: 0.00", ["1 USD"], ["0 USD", None]),
        ("account.due", "below: 2026-12-01", ["2026-11-30"], ["2026-12-01", None]),
        ("account.due", "above: 2026-12-01", ["2027-01-01"], ["2026-12-01", None]),
        ("account.verified", "is: yes", ["yes"], ["no", None]),
        ("account.verified", "is_not: yes", ["no"], ["yes", None]),
        ("account.balance", "known: true", ["0 USD"], [None]),
        ("account.balance", "known: false", [None], ["0 USD"]),
        ("account.last4", "is: 0123", ["0123"], ["123", None]),
    ],
)
def test_a_case_holds_for_these_values_and_not_for_those(
    of: str, case: str, holds: list[str | None], holds_not: list[str | None]
) -> None:
    assert [goes(of, case, value) for value in holds] == [True] * len(holds)
    assert [goes(of, case, value) for value in holds_not] == [False] * len(holds_not)


def test_what_was_keyed_can_be_asked_about_only_as_known_or_not() -> None:
    assert goes("account.number", "known: true", None, keyed=True)
    assert goes("account.number", "known: false", None)


@pytest.mark.parametrize(
    ("of", "case", "message"),
    [
        ("account.balance", "above: $10", '"$10" is not an amount of money.'),
        ("account.balance", "above: 10", '"10" is not an amount of money.'),
        ("account.balance", "is: yes", '"yes" is not an amount of money.'),
        ("account.due", "below: tomorrow", '"tomorrow" is not a date.'),
        ("account.due", "below: 20261201", '"20261201" is not a date.'),
        ("account.due", "is: 2026-02-30", 'There is no day "2026-02-30" in the calendar.'),
        ("account.verified", "is: true", '"true" is neither yes nor no.'),
        ("account.verified", "above: no", "Nothing is above account.verified: it has no order."),
        ("account.last4", "below: 1234", "Nothing is below account.last4: it has no order."),
        ("account.last4", "is: 12a4", '"12a4" is not made of digits.'),
        ("account.number", "is: 8448", "What account.number is, no branch is told, only whether it is known."),
    ],
)
def test_a_comparison_that_cannot_be_made_is_told_where_it_stands(of: str, case: str, message: str) -> None:
    code, line, said, remedy = told(
        f"branch:\n  of: {of}\n  cases:\n    - {case}\n      go: goodbye\n  otherwise: goodbye"
    )
    assert (code, line, said) == ("IVR122", 6, message)
    assert remedy


@pytest.mark.parametrize(
    ("case", "message"),
    [
        ("go: goodbye", "A case makes one comparison, and this one makes none."),
        ("{is: 1.00, below: 2.00, go: goodbye}", "A case makes one comparison, and this one makes is and below."),
    ],
)
def test_a_case_makes_one_comparison(case: str, message: str) -> None:
    body = f"branch:\n  of: account.balance\n  cases:\n    - {case}\n  otherwise: goodbye"
    assert told(body)[:3] == ("IVR053", 6, message)


def test_a_branch_asks_about_values_there_are() -> None:
    body = "branch:\n  of: account.balnce\n  cases:\n    - {above: 1.00, go: goodbye}\n  otherwise: goodbye"
    assert told(body) == ("IVR053", 4, '"account.balnce" is not a value to branch on.', "Did you mean account.balance?")


# -- lookup -----------------------------------------------------------------------------------------------------------

LOOKUP = "lookup:\n  accounts: verify\n  verified: goodbye\n  refused: representative\n  down: representative"


def test_a_lookup_asks_three_times_unless_its_author_says_otherwise() -> None:
    asked = dialog(LOOKUP + "\n  exhausted: representative")
    assert isinstance(asked, Fetching)
    assert asked.tries == 3
    asked = dialog(LOOKUP + "\n  exhausted: representative\n  tries: 1")
    assert isinstance(asked, Fetching)
    assert asked.tries == 1


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("\n  exhausted: representative\n  tries: 0", "IVR053"),
        ("\n  exhausted: representative\n  trys: 2", "IVR050"),
        ("", "IVR103"),
    ],
)
def test_a_lookup_without_an_end_is_told(more: str, code: str) -> None:
    assert told(LOOKUP + more)[0] == code


def test_a_lookup_has_a_way_for_every_answer() -> None:
    codes = [(one.code, one.message) for one in found("lookup:\n  accounts: verify\n  exhausted: representative")]
    assert codes == [("IVR051", f'"lookup" needs the key "{key}".') for key in ("down", "refused", "verified")]


# -- transfer ---------------------------------------------------------------------------------------------------------


def transfer(more: str = "", whisper: str = "A caller.", to: str = "billing") -> str:
    rows = "".join(f"  {row}\n" for row in more.split("\n") if row)
    outcomes = "".join(f"  {one}: goodbye\n" for one in ("bridged", "noanswer", "busy", "failed"))
    return f'transfer:\n  to: {to}\n  whisper: "{whisper}"\n{rows}{outcomes}'


def test_a_representative_takes_the_call_with_a_key_and_any_other_refuses_it() -> None:
    dialogs = program(transfer("accept: 5\nring: together\nseconds: 30 s")).dialogs
    ring, whisper = dialogs["greeting"], dialogs["greeting.whisper"]
    assert isinstance(ring, Connecting)
    assert (ring.group, ring.order, ring.seconds, ring.whisper) == ("billing", Order.TOGETHER, 30, "greeting.whisper")
    assert isinstance(whisper, Asking)
    assert whisper.grammar == OneKey({"5": "greeting.accepted"}, universal=False)
    assert whisper.exhausted == "greeting.refused"
    assert (whisper.attempts.noinput, whisper.attempts.nomatch) == (1, 0)
    assert words(whisper.prompt) == "A caller. To take the call, press five."
    assert dialogs["greeting.accepted"] == Ending("greeting.accepted", (), How.BRIDGE)
    assert dialogs["greeting.refused"] == Ending("greeting.refused", ())


@pytest.mark.parametrize("whisper", ["To take the call, press 1.", "A caller. Press one, please."])
def test_a_whisper_that_names_the_key_itself_is_left_as_it_is(whisper: str) -> None:
    asked = program(transfer(whisper=whisper)).dialogs["greeting.whisper"]
    assert isinstance(asked, Asking)
    assert words(asked.prompt) == whisper


@pytest.mark.parametrize("name", ["account.number", "caller.phone", "caller.reference", "account.balance"])
def test_a_whisper_says_no_more_than_the_last_four_digits(name: str) -> None:
    assert told(transfer(whisper=f"Account {{{name}}}.")) == (
        "IVR053",
        5,
        f"The whisper is not told {{{name}}}, so it cannot say it.",
        "It may say {account.last4} and {account.verified}.",
    )


def test_a_whisper_does_not_say_the_pin() -> None:
    assert told(transfer(whisper="{account.pin}"))[:2] == ("IVR053", 5)


@pytest.mark.parametrize(("seconds", "fits"), [("4", False), ("5", True), ("600 s", True), ("601", False)])
def test_a_telephone_is_rung_for_five_to_six_hundred_seconds(seconds: str, fits: bool) -> None:
    findings = found(transfer(f"seconds: {seconds}"))
    assert [one.message for one in findings] == ([] if fits else [f"A telephone cannot be rung for {seconds} seconds."])


def test_a_group_nobody_is_in_is_told_with_the_nearest() -> None:
    assert told(transfer(to="biling")) == (
        "IVR121",
        4,
        'No representative is in a group named "biling".',
        "Did you mean billing?",
    )
    assert told(transfer(to="sales"))[3] == "There is only billing."


def test_a_way_to_ring_that_is_none_is_told() -> None:
    assert told(transfer("ring: all"))[2:] == ('"all" is not a way to ring.', "There are in_order, together.")
