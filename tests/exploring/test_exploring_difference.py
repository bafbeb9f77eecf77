"""What callers will notice, one kind of change at a time."""

from differences import SHOP, after, only, shop, side, told

from ivr.checking.examples import line_of
from ivr.exploring.difference_change import Kind, Section

COMPANY = line_of(SHOP, "greeting")["company.yaml"]
PEOPLE = line_of(SHOP, "greeting")["representatives.yaml"]


def test_a_line_and_itself_are_no_different() -> None:
    assert not told(shop(), shop())


def test_comments_and_the_order_of_nodes_are_no_difference() -> None:
    first, second = SHOP.split("  message:\n")[0], "  message:\n" + SHOP.split("  message:\n")[1]
    moved = "nodes:\n" + second.rstrip("\n") + "\n" + first.removeprefix("nodes:\n")
    assert not told(shop(), side(line_of(moved, "greeting")))
    assert not after(("nodes:\n", "# Our shop.\nnodes:\n"), ("    say: Hello", "    # friendly\n    say: Hello"))


def test_a_node_with_another_name_is_told_as_renamed_and_is_no_difference() -> None:
    found = after(("message:\n    voicemail", "voice_box:\n    voicemail"), ("go: message", "go: voice_box"),
                  ("noanswer: message", "noanswer: voice_box"), ("busy: message", "busy: voice_box"),
                  ("failed: message", "failed: voice_box"))  # fmt: skip
    assert not found
    assert found.renamed == {"message": "voice_box"}


def test_a_node_with_another_name_and_some_other_words_has_only_said_something_else() -> None:
    found = after(
        ("  ring:", "  ringing:"), ("open: ring", "open: ringing"), ("connecting you.", "connecting you now.")
    )
    assert found.renamed == {"ring": "ringing"}
    assert only(found, Section.WORDS).nodes == ("ringing",)


def test_words_are_told_with_their_seconds_before_and_now() -> None:
    found = after(("Hello, and thanks for calling.", "Hello, and thanks for calling our little shop today."))
    one = only(found, Section.WORDS)
    assert (one.nodes, one.what, one.kind) == (("greeting",), "first words", Kind.CHANGED)
    assert (one.before, one.after) == (
        "Hello, and thanks for calling.",
        "Hello, and thanks for calling our little shop today.",
    )
    assert one.seconds is not None
    assert one.seconds[0] + 1 < one.seconds[1]


def test_words_after_silence_and_after_a_wrong_answer_have_a_name_of_their_own() -> None:
    assert only(after(("It is on your bill.", "Look at your bill.")), Section.WORDS).what == "words after silence 1"
    wrong = only(after(("That is no account number.", "That is not one.")), Section.WORDS)
    assert wrong.what == "words after wrong answer 1"


def test_a_value_is_shown_between_braces() -> None:
    found = after(("Enter your account number.", "Enter the account number {caller.phone_last4}."))
    assert only(found, Section.WORDS).after == "Enter the account number {caller.phone_last4}."


def test_words_in_several_places_of_a_node_are_told_once() -> None:
    main, wordings = "  main:\n    menu:\n", "      noinput: {0}\n      nomatch: {0}\n"
    old, new = (shop((main, main + wordings.format(one))) for one in ("Once more.", "Again, please."))
    one = only(told(old, new), Section.WORDS)
    assert (one.what, one.before) == ("words after silence 1 and words after wrong answer 1", "Once more.")


def test_a_key_that_moved_is_told_by_its_words() -> None:
    found = after(("1:\n          say: To hear our hours\n          go: hours_of_ours",
                   "4:\n          say: To hear our hours\n          go: hours_of_ours"))  # fmt: skip
    one = found.of(Section.KEYS)[0]
    assert (one.kind, one.what, one.before, one.after, one.nodes) == (
        Kind.MOVED, "To hear our hours", "1", "4", ("main",))  # fmt: skip


def test_two_keys_that_changed_places_have_both_moved() -> None:
    found = after(("say: To hear our hours\n          go: hours_of_ours", "say: X\n          go: y"),
                  ("say: To leave a message\n          go: message", "say: To hear our hours\n          go: hours_of_ours"),
                  ("say: X\n          go: y", "say: To leave a message\n          go: message"))  # fmt: skip
    moved = {(one.what, one.before, one.after) for one in found.of(Section.KEYS) if one.kind is Kind.MOVED}
    assert moved == {("To hear our hours", "1", "2"), ("To leave a message", "2", "1")}


def test_a_key_that_does_something_else_is_told_with_what_it_did() -> None:
    one = only(after(("say: To leave a message\n          go: message", "say: To end the call\n          go: goodbye")),
               Section.KEYS)  # fmt: skip
    assert (one.kind, one.what) == (Kind.CHANGED, "key 2")
    assert (one.before, one.after) == ('"To leave a message" to message', '"To end the call" to goodbye')


def test_a_key_that_went_away_and_one_that_is_new_are_told() -> None:
    without = shop(("        2:\n          say: To leave a message\n          go: message\n", ""))
    gone, new = only(told(shop(), without), Section.KEYS), only(told(without, shop()), Section.KEYS)
    assert (gone.kind, gone.what, gone.before) == (Kind.GONE, "key 2", '"To leave a message" to message')
    assert (new.kind, new.what, new.after) == (Kind.NEW, "key 2", '"To leave a message" to message')


def test_a_choice_that_leads_elsewhere_is_a_way() -> None:
    found = after(("go: hours_of_ours", "go: goodbye"))
    one = found.of(Section.WAYS)[0]
    assert one.what == 'key 1 "To hear our hours"'
    assert one.before.startswith("hours_of_ours")
    assert one.after == "goodbye"


def test_a_choice_with_other_words_is_words() -> None:
    one = only(after(("say: To leave a message", "say: To record a message")), Section.WORDS)
    assert (one.what, one.before, one.after) == ("words for key 2", "To leave a message", "To record a message")


def test_closed_doors_that_lead_elsewhere_are_told() -> None:
    one = next(one for one in after(("closed: goodbye", "closed: message")).of(Section.WAYS) if one.what == "closed")
    assert one.nodes == ("representative",)
    assert one.before == 'goodbye "Goodbye."'
    assert one.after.startswith('message "Please leave a message.')


def test_a_node_nobody_gets_to_any_more_is_told_and_so_is_the_way_back() -> None:
    cut = shop(("go: hours_of_ours", "go: goodbye"))
    gone, back = only(told(shop(), cut), Section.REACH), only(told(cut, shop()), Section.REACH)
    assert (gone.kind, gone.nodes, gone.what) == (Kind.GONE, ("hours_of_ours",), "node nobody gets to")
    assert (back.kind, back.nodes) == (Kind.NEW, ("hours_of_ours",))


def test_a_confirmation_is_a_new_part_of_its_node() -> None:
    found = after(("prompt: Enter your account number.", "confirm: true\n      prompt: Enter your account number."))
    one = only(found, Section.REACH)
    assert (one.kind, one.what, one.nodes) == (Kind.NEW, "a part of the node", ("number",))


def test_hours_that_changed_name_the_days() -> None:
    one = only(after(others={"company.yaml": COMPANY.replace("8:00-18:00", "8:00-17:00")}), Section.HOURS)
    assert (one.what, one.before, one.after) == ("billing on Monday to Friday", "8:00 to 18:00", "8:00 to 17:00")
    assert "representative" in one.nodes


def test_a_day_that_opens_is_told() -> None:
    opened = COMPANY.replace("8:00-18:00\n", "8:00-18:00\n      saturday: 9:00-12:00, 13:00-15:00\n")
    one = only(after(others={"company.yaml": opened}), Section.HOURS)
    assert (one.what, one.before, one.after) == ("billing on Saturday", "closed", "9:00 to 12:00 and 13:00 to 15:00")


def test_a_holiday_is_told_by_its_date_and_name() -> None:
    closed = COMPANY + "    holidays:\n      2026-12-25: Christmas Day\n"
    one = only(after(others={"company.yaml": closed}), Section.HOURS)
    assert (one.kind, one.what, one.after) == (Kind.NEW, "billing on 2026-12-25", "a holiday (Christmas Day)")


def test_another_time_zone_is_told() -> None:
    one = only(after(others={"company.yaml": COMPANY.replace("New_York", "Chicago")}), Section.HOURS)
    assert (one.what, one.after) == ("billing: the time zone", "America/Chicago")


def test_people_are_told_by_name_and_their_telephones_not_at_all() -> None:
    ben = "  ben:\n    name: Ben\n    number: +1 555 010 0102\n    groups: [billing]\n"
    one = only(after(others={"representatives.yaml": PEOPLE + ben}), Section.PEOPLE)
    assert (one.kind, one.what, one.after) == (Kind.NEW, "Ben", "takes calls of billing")
    moved = only(after(others={"representatives.yaml": PEOPLE.replace("0101", "0109")}), Section.PEOPLE)
    assert (moved.what, moved.before, moved.after) == ("the telephone of Rosa", "", "")


def test_somebody_whom_no_call_reaches_is_no_difference() -> None:
    stranger = "  ben:\n    name: Ben\n    number: +1 555 010 0102\n    groups: [sales]\n"
    assert not after(others={"representatives.yaml": PEOPLE + stranger})


def test_how_a_group_is_rung_is_told() -> None:
    rung = "groups:\n  billing:\n    ring: 40 s\n" + PEOPLE
    found = after(others={"representatives.yaml": rung})
    assert ("billing: how long each telephone rings", "20 seconds", "40 seconds") in {
        (one.what, one.before, one.after) for one in found.of(Section.PEOPLE)
    }


def test_a_wait_and_the_number_of_attempts_are_limits() -> None:
    end = "exhausted: representative\n    next: goodbye"
    found = after((end, f"timeout: 12 s\n      attempts:\n        noinput: 1\n      {end}"))
    whats = {(one.what, one.before, one.after) for one in found.of(Section.LIMITS)}
    assert ("the wait between two digits", "8 seconds", "12 seconds") in whats
    assert ("how often it is asked again after silence", "2", "1") in whats


def test_a_limit_of_the_whole_line_is_told_once_for_all_nodes() -> None:
    line = line_of(SHOP, "greeting")["line.yaml"]
    found = after(others={"line.yaml": line + "defaults:\n  menu:\n    timeout: 9 s\n"})
    assert only(found, Section.LIMITS).nodes == ("main",)


def test_a_new_name_of_the_company_is_one_fact_with_the_nodes_that_say_it() -> None:
    spoken = ("Hello, and thanks for calling.", "Hello from {company.name}.")
    bye = ("hangup: Goodbye.", "hangup: Goodbye from {company.name}.")
    found = told(
        shop(spoken, bye), shop(spoken, bye, others={"company.yaml": COMPANY.replace("Example Cable", "Comet")})
    )
    (one,) = found.changes
    assert (one.section, one.what, one.before, one.after) == (Section.FACTS, "name", "Example Cable", "Comet")
    assert set(one.nodes) == {"greeting", "goodbye"}


def test_an_option_that_company_yaml_switched_off_says_which_switch_it_was() -> None:
    switched = (
        "        2:\n          say: To leave a message",
        "        2:\n          if: survey\n          say: To leave a message",
    )
    on = shop(switched, others={"company.yaml": COMPANY + "survey: true\n"})
    one = only(told(on, shop(switched)), Section.KEYS)
    assert (one.kind, one.what, one.because) == (Kind.GONE, "key 2", "company.survey")


def test_a_fact_that_nobody_hears_is_no_difference() -> None:
    assert not after(others={"company.yaml": COMPANY.replace("name: Example Cable", "name: Comet")})


def test_a_longer_way_is_told_with_its_seconds_for_everything_behind_it() -> None:
    found = after(
        ("Hello, and thanks for calling.", "Hello, and thanks for calling our shop. We wish you a very good day.")
    )
    person, rest = sorted(found.of(Section.PATHS), key=lambda one: one.what != "the way to a person")
    assert person.what == "the way to a person"
    assert rest.nodes[0] == "main"
    assert {"message", "number"} <= set(rest.nodes)
    assert rest.seconds is not None
    assert rest.seconds[1] - rest.seconds[0] > 1


def test_a_way_with_one_key_more_is_told_however_quick_it_is() -> None:
    deeper = "  more:\n    menu:\n      options:\n        1:\n          say: To go on\n          go: number\n      exhausted: number\n"
    found = after(("go: number", "go: more"), ("  goodbye:\n", f"{deeper}  goodbye:\n"))
    way = next(one for one in found.of(Section.PATHS) if "number" in one.nodes)
    assert way.after.endswith("2 keys")
    assert way.before.endswith("1 key")


def test_what_matters_most_to_callers_comes_first() -> None:
    found = after(("go: hours_of_ours", "go: goodbye"), ("Hello, and", "Hi, and"), ("Enter your", "Key your"))
    order = [list(Section).index(one.section) for one in found.changes]
    assert order == sorted(order)
    assert found.changes[0].section is Section.REACH
