"""`ivr desk`: who may sign in, and the office without a browser, on a real database file."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result

from ivr.bootstrap import Settings, SystemClock, install
from ivr.line.loading import files_of_folder, load
from ivr.routing.floor import Activity, Floor, Standing, Waiter
from ivr.routing.moves import entered
from ivr.routing.roster import Chosen
from ivr.secret import Secret
from ivr.service.desk_ports import Role, User
from ivr.service.floor_ports import Voicemail
from ivr.service.signing_in import SignIn
from ivr.stores.desk_store import DeskStore, desk_store
from ivr.stores.sealing import Sealer, new_key

PASSWORD, PIN = "four harbour lamps", "258036"
BOTH = f"{PASSWORD}\n{PIN}\n"

Desk = Callable[..., Result]


@pytest.fixture
def desk(tiny: Path, ivr: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """`ivr desk` on the tiny line, beside a database that is not there yet."""
    monkeypatch.setenv("IVR_LINE", "tiny")
    return lambda *arguments, **details: ivr("desk", *arguments, **details)


@pytest.fixture
def file(tiny: Path) -> Path:
    return tiny.parent / "ivr.sqlite3"


def opened(file: Path) -> DeskStore:
    return desk_store(file, Sealer((new_key(),)))


def user_of(file: Path, name: str) -> User | None:
    with opened(file) as store:
        return store.users.get(name)


def sign_in(store: DeskStore) -> SignIn:
    return SignIn(store.users, store.failures, SystemClock())


def add_ann(desk: Desk) -> Result:
    return desk("add-user", "ann", "--role", "representative", "--code", "17", "--password-file", "-", input=BOTH)


def add_vera(desk: Desk) -> Result:
    return desk("add-user", "vera", "--role", "supervisor", "--password-file", "-", input=f"{PASSWORD}\n")


# -- who may sign in --------------------------------------------------------------------------------------------------


def test_a_representative_signs_in_by_password_and_by_code_and_pin(desk: Desk, file: Path) -> None:
    done = add_ann(desk)
    assert (done.exit_code, done.stdout) == (0, "ann may sign in as a representative.\n")
    with opened(file) as store:
        by_password = sign_in(store).by_password("ann", Secret(PASSWORD), "127.0.0.1")
        by_pin = sign_in(store).by_pin(Secret("17"), Secret(PIN), "+15550100111")
    assert by_password is not None
    assert by_password == by_pin
    assert (by_password.role, by_password.representative, by_password.code) == (Role.REPRESENTATIVE, "ann", "17")
    assert len(by_password.session) >= 32


def test_a_supervisor_needs_no_telephone_and_no_line(desk: Desk, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IVR_LINE", "nowhere")
    assert add_vera(desk).exit_code == 0
    vera = user_of(file, "vera")
    assert vera is not None
    assert (vera.role, vera.representative, vera.code, vera.pin) == (Role.SUPERVISOR, "", "", "")


def test_a_supervisor_may_take_calls_as_well(desk: Desk, file: Path) -> None:
    given = ("--role", "supervisor", "--representative", "ann", "--password-file", "-")
    assert desk("add-user", "boss", *given, input=f"{PASSWORD}\n").exit_code == 0
    boss = user_of(file, "boss")
    assert boss is not None
    assert (boss.role, boss.representative) == (Role.SUPERVISOR, "ann")


def test_nothing_that_was_typed_stands_in_the_file_or_on_the_screen(desk: Desk, file: Path) -> None:
    printed = add_ann(desk).output + desk("users").output
    kept = b"".join(one.read_bytes() for one in file.parent.glob("ivr.sqlite3*"))
    for secret in (PASSWORD, PIN):
        assert secret not in printed
        assert secret.encode() not in kept


@pytest.mark.parametrize(
    ("arguments", "typed", "words"),
    [
        (("anm", "--role", "representative"), BOTH, "did you mean ann?"),
        (
            ("zoe", "--role", "representative"),
            BOTH,
            "nobody has the id zoe in the representatives.yaml of tiny; there is ann",
        ),
        (("zoe", "--role", "supervisor", "--representative", "an"), BOTH, "did you mean ann?"),
        (("zoe", "--role", "supervisor", "--code", "17"), BOTH, "say who with --representative"),
        (("ann", "--role", "representative"), "short\n", "A password has at least 10 characters."),
        (("ann", "--role", "representative"), "password1234\n", "one of the first that anybody would try"),
        (("annannannann", "--role", "supervisor"), "annannannann1\n", "not the name of the person"),
        (("ann", "--role", "representative", "--code", "17"), f"{PASSWORD}\n123456\n", "does not count up or down"),
        (("ann", "--role", "representative", "--code", "17"), f"{PASSWORD}\n", "there is no PIN in line 2 of <stdin>"),
        (("ann", "--role", "representative"), "", "there is no Password in line 1 of <stdin>"),
        (("ann", "--role", "representative"), b"\xff\xfe\n", "<stdin> is not text in UTF-8"),
        (("ann", "--role", "representative", "--code", "0"), BOTH, "a code is 2 to 12 digits"),
        (("ann", "--role", "representative", "--code", "\N{FULLWIDTH DIGIT ONE}7"), BOTH, "a code is 2 to 12 digits"),
        ((" ann", "--role", "representative"), BOTH, "a name is 1 to 60 characters on one line"),
        (("an\nn", "--role", "representative"), BOTH, "a name is 1 to 60 characters on one line"),
        (("ann", "--role", "agent"), BOTH, "'agent' is not one of 'representative', 'supervisor'"),
    ],
)
def test_whoever_cannot_be_added_is_told_why_and_is_not(
    desk: Desk, file: Path, arguments: tuple[str, ...], typed: str | bytes, words: str
) -> None:
    done = desk("add-user", *arguments, "--password-file", "-", input=typed)
    assert done.exit_code == 2
    assert words in done.stderr
    with opened(file) as store:
        assert store.users.all() == ()


@pytest.mark.parametrize("name", ["ann", "Ann", "ANN"])
def test_whoever_may_sign_in_already_is_not_added_again_in_any_capitals(desk: Desk, file: Path, name: str) -> None:
    add_ann(desk)
    before = user_of(file, "ann")
    done = desk("add-user", name, "--role", "supervisor", "--password-file", "-", input="another good password\n")
    assert done.exit_code == 2
    assert "ann may sign in already; `ivr desk set-password ann`" in done.stderr
    assert user_of(file, "ann") == before


def test_a_code_is_one_persons_and_so_is_a_telephone(desk: Desk, file: Path) -> None:
    add_ann(desk)
    more = ("--role", "supervisor", "--password-file", "-")
    twice = desk("add-user", "zoe", *more, "--representative", "ann", input=BOTH)
    assert (twice.exit_code, user_of(file, "zoe")) == (2, None)
    assert "ann signs in for ann already" in twice.stderr
    with (file.parent / "tiny" / "representatives.yaml").open("a") as people:
        people.write("  ben:\n    name: Ben\n    number: +1 555 010 0112\n    groups: [everybody]\n")
    same = desk("add-user", "ben", *more, "--representative", "ben", "--code", "17", input=BOTH)
    assert (same.exit_code, user_of(file, "ben")) == (2, None)
    assert "code 17 is ann's" in same.stderr
    desk("add-user", "ben", *more, "--representative", "ben", "--code", "18", input=BOTH)
    taken = desk("set-pin", "ben", "--code", "17", "--pin-file", "-", input=f"{PIN}\n")
    assert (taken.exit_code, "code 17 is somebody else's" in taken.stderr) == (2, True)


def test_a_new_password_ends_what_was_signed_in_with_the_old_one(desk: Desk, file: Path) -> None:
    add_ann(desk)
    before = user_of(file, "ann")
    done = desk("set-password", "ann", "--password-file", "-", input="seven quiet rivers\n")
    assert (done.exit_code, done.stdout) == (0, "ann has a new password.\n")
    with opened(file) as store:
        assert sign_in(store).by_password("ann", Secret(PASSWORD), "127.0.0.1") is None
        after = sign_in(store).by_password("ann", Secret("seven quiet rivers"), "127.0.0.1")
    assert before is not None
    assert after is not None
    assert after.session != before.session
    assert replace(after, password="", session="") == replace(before, password="", session="")


def test_a_weak_new_password_changes_nothing(desk: Desk, file: Path) -> None:
    add_ann(desk)
    before = user_of(file, "ann")
    done = desk("set-password", "ann", "--password-file", "-", input="ann1234567890\n")
    assert (done.exit_code, "not the name of the person" in done.stderr) == (2, True)
    assert user_of(file, "ann") == before


def test_a_pin_may_be_given_later_together_with_a_code(desk: Desk, file: Path) -> None:
    desk("add-user", "ann", "--role", "representative", "--password-file", "-", input=BOTH)
    without = desk("set-pin", "ann", "--pin-file", "-", input=f"{PIN}\n")
    assert (without.exit_code, "give one with --code" in without.stderr) == (2, True)
    done = desk("set-pin", "ann", "--code", "42", "--pin-file", "-", input=f"{PIN}\n")
    assert (done.exit_code, done.stdout) == (0, "ann has a new PIN. The code is 42.\n")
    assert desk("set-pin", "ann", "--pin-file", "-", input="864209\n").stdout.endswith("The code is 42.\n")
    with opened(file) as store:
        assert sign_in(store).by_pin(Secret("42"), Secret(PIN), "+15550100111") is None
        assert sign_in(store).by_pin(Secret("42"), Secret("864209"), "+15550100111") is not None
        assert sign_in(store).by_password("ann", Secret(PASSWORD), "127.0.0.1") is not None


def test_whoever_takes_no_calls_gets_no_pin(desk: Desk) -> None:
    add_vera(desk)
    done = desk("set-pin", "vera", "--code", "42", "--pin-file", "-", input=f"{PIN}\n")
    assert (done.exit_code, "vera takes no calls" in done.stderr) == (2, True)


def test_everybody_is_listed_without_a_hash(desk: Desk) -> None:
    add_ann(desk)
    add_vera(desk)
    assert desk("users").stdout == (
        "name  role            representative  code  PIN\n"
        "ann   representative  ann             17    yes\n"
        "vera  supervisor      -               -     -\n"
    )


def test_whoever_is_removed_can_sign_in_no_more(desk: Desk, file: Path) -> None:
    add_ann(desk)
    done = desk("remove-user", "ann")
    assert done.stdout.splitlines() == [
        "ann can sign in no more.",
        "Calls still ring for ann, who stands in representatives.yaml.",
    ]
    assert user_of(file, "ann") is None
    assert desk("users").stdout == "Nobody may sign in yet; `ivr desk add-user` changes that.\n"


@pytest.mark.parametrize("command", [("set-password",), ("set-pin", "--code", "12"), ("remove-user",)])
def test_a_name_nobody_has_is_answered_with_the_nearest(desk: Desk, command: tuple[str, ...]) -> None:
    add_ann(desk)
    done = desk(*command, "anne")
    assert (done.exit_code, done.stderr) == (2, "Error: nobody signs in as anne; did you mean ann?\n")


# -- where, and where not ---------------------------------------------------------------------------------------------

COMMANDS = [("users",), ("status",), ("close",), ("open",), ("remove-user", "ann"), ("set-password", "ann")]


@pytest.mark.parametrize("command", [*COMMANDS, ("add-user", "vera", "--role", "supervisor")])
def test_a_database_in_memory_is_refused_because_only_the_server_sees_it(desk: Desk, command: tuple[str, ...]) -> None:
    done = desk(*command, env={"IVR_DATABASE_URL": "memory:"})
    assert done.exit_code == 2
    assert "which only the server itself can see" in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_only_a_first_user_makes_a_database(desk: Desk, file: Path, command: tuple[str, ...]) -> None:
    done = desk(*command)
    assert done.exit_code == 2
    assert "there is no database ivr.sqlite3 yet" in done.stderr
    assert not file.exists()


def test_no_key_is_made_and_no_token_is_needed(desk: Desk, file: Path) -> None:
    add_vera(desk)
    assert {one.name for one in file.parent.glob("ivr.sqlite3*")} == {"ivr.sqlite3"}


def test_without_a_terminal_and_a_file_nothing_is_asked(desk: Desk, file: Path) -> None:
    done = desk("add-user", "vera", "--role", "supervisor", input=f"{PASSWORD}\n{PASSWORD}\n")
    assert done.exit_code == 2
    assert "hand it in with --password-file -" in done.stderr
    assert user_of(file, "vera") is None


# -- the office -------------------------------------------------------------------------------------------------------


def test_a_server_on_the_same_file_sees_the_office_close_and_open(desk: Desk, file: Path) -> None:
    settings = Settings(("token",), database_url=f"sqlite:///{file}")
    with install(settings, load(files_of_folder("tiny"))) as installation:
        before = installation.floor.desk.version()
        closed = desk("close", "--by", "Vera")
        assert closed.stdout.splitlines() == [
            "The office is closed. `ivr desk open` opens it again.",
            "Nobody is waiting.",
        ]
        assert installation.floor.desk.version() > before
        assert installation.floor.desk.supervisor().emergency.startswith("Vera since 20")
        assert desk("close", "--by", "Omar").stdout.startswith("The office was closed already, by Vera since 20")
        assert "The office is closed, by Vera since 20" in desk("status").stdout
        assert desk("open").stdout.startswith("The office is open again. It had been closed by Vera since 20")
        assert installation.floor.desk.supervisor().emergency == ""
        assert desk("open").stdout == "The office was not closed.\n"


@pytest.mark.parametrize("by", ["", " Vera", "Vera\nOmar", "V" * 61])
def test_only_a_name_closes_the_office(desk: Desk, file: Path, by: str) -> None:
    add_vera(desk)
    done = desk("close", "--by", by)
    assert (done.exit_code, "a name is 1 to 60 characters" in done.stderr) == (2, True)
    with opened(file) as store:
        assert store.board.look().emergency == ""


def _busy(floor: Floor) -> Floor:
    """Ann talks since two minutes ago; somebody waits, and somebody else waits to be called back."""
    now = datetime.now(UTC)
    ann = Standing(
        "ann",
        Chosen.READY,
        now - timedelta(minutes=2),
        Activity.TALKING,
        "CA1",
        taken=3,
        missed=1,
        day=f"{now:%Y-%m-%d}",
    )
    told = (("account.last4", "2917"), ("caller.reason", "more_time"))
    since = now - timedelta(hours=1, minutes=5)
    waits = Waiter("CA2", "everybody", since, "es-US", hand_off=told)
    back = Waiter("token", "everybody", since + timedelta(minutes=1), callback=True, token="token")
    return entered(entered(replace(floor, standings={"ann": ann}), waits), back)


def test_status_tells_who_does_what_and_who_waits(desk: Desk, file: Path) -> None:
    with opened(file) as store:
        store.board.change(_busy)
        store.voicemails.keep(Voicemail("RE1", "CA3", "everybody", datetime.now(UTC), 12))
        store.voicemails.keep(Voicemail("RE2", "CA3", "everybody", datetime.now(UTC), 12))
        store.voicemails.heard("RE2", "ann", datetime.now(UTC))
    lines = desk("status").stdout.splitlines()
    assert lines[0] == "The office is not closed."
    assert " ".join(lines[2].split()) == "Ann On a call 2 min 00 s 3 taken 1 missed in a row"
    assert lines[4] == "1 person is waiting."
    assert " ".join(lines[5].split()) == "everybody 1 1 h 05 min Waiting about more time account ending 2917 Spanish"
    assert " ".join(lines[6].split()) == "everybody 2 1 h 04 min to be called back"
    assert lines[7] == "1 new voice message."
    assert desk("close").stdout.endswith("1 person is waiting.\n")


def test_a_line_with_mistakes_is_told_as_such(desk: Desk, file: Path) -> None:
    add_ann(desk)
    (file.parent / "tiny" / "representatives.yaml").write_text("representatives: {}\n")
    done = desk("status")
    assert done.exit_code == 2
    assert "the line has mistakes" in done.stderr
