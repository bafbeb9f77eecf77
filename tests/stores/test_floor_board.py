"""The sentences of the port Board, for every board."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stores_cast import KEY, MINUTE, NAIVE, ROSA, TEN, WAITER, at_once, floors, joins, taken, takes_one

from ivr.routing.floor import Activity, Floor, Talk
from ivr.service.floor_ports import Board
from ivr.service.ports import StoreError
from ivr.stores.desk_store import DeskStore, desk_store
from ivr.stores.sealing import Sealer


@pytest.fixture
def board(desk: DeskStore) -> Board:
    return desk.board


@pytest.fixture
def two_files(path: Path) -> Iterator[tuple[Board, Board]]:
    """Two boards on one file, as two processes have them."""
    with desk_store(path, Sealer([KEY])) as one, desk_store(path, Sealer([KEY])) as other:
        yield one.board, other.board


@pytest.fixture(params=["memory", "one file opened twice"])
def boards(request: pytest.FixtureRequest) -> tuple[Board, Board]:
    """Two ways to one floor; in memory it is twice the same."""
    if request.param == "memory":
        board = desk_store(None, None).board
        return board, board
    pair: tuple[Board, Board] = request.getfixturevalue("two_files")
    return pair


def lets_go(floor: Floor) -> Floor:
    return replace(floor, waiting={})


class TestAFloor:
    def test_is_empty_at_first(self, board: Board) -> None:
        assert board.look() == Floor()
        assert board.version() == 0

    def test_is_what_the_last_change_made_of_it(self, board: Board) -> None:
        after = board.change(takes_one)
        assert after == board.look() == Floor({"rosa": replace(ROSA, taken=1)})
        assert board.change(joins) == board.look() == Floor({"rosa": replace(ROSA, taken=1)}, {"CA1": WAITER})

    def test_keeps_talks_and_the_emergency_and_forgets_them(self, board: Board) -> None:
        talks = (Talk("billing", TEN, 200), Talk("billing", TEN + MINUTE, 30))
        assert board.change(lambda floor: replace(floor, talks=talks, emergency="Sue, 10:05")).talks == talks
        assert board.look().emergency == "Sue, 10:05"
        board.change(lambda floor: replace(floor, talks=talks[1:]))
        assert board.look() == Floor(talks=talks[1:], emergency="Sue, 10:05")
        assert board.change(lambda _: Floor()) == board.look() == Floor()

    def test_forgets_whoever_left(self, board: Board) -> None:
        board.change(joins)
        assert board.change(lets_go).waiting == {}
        assert board.look().waiting == {}

    def test_cannot_be_changed_through_what_was_handed_out(self, board: Board) -> None:
        for floor in (board.look(), board.change(joins), board.look()):
            with pytest.raises(TypeError):
                floor.waiting["CA9"] = WAITER  # type: ignore[index]  # the point of it
            with pytest.raises(TypeError):
                floor.standings["rosa"] = ROSA  # type: ignore[index]  # the point of it

    def test_cannot_be_changed_through_what_a_move_made(self, board: Board) -> None:
        waiting = {"CA1": WAITER}
        board.change(lambda floor: replace(floor, waiting=waiting))
        waiting.clear()
        assert board.look().waiting == {"CA1": WAITER}


class TestAMove:
    def test_that_raises_changes_nothing_and_is_heard_of(self, board: Board) -> None:
        board.change(joins)

        def fails(floor: Floor) -> Floor:
            takes_one(floor)
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            board.change(fails)
        assert board.look() == Floor(waiting={"CA1": WAITER})
        assert board.version() == 1
        assert taken(board.change(takes_one)) == 1

    @pytest.mark.parametrize(
        "unkeepable",
        [
            replace(ROSA, since=NAIVE),
            replace(ROSA, until=NAIVE),
            replace(ROSA, call="\udc00"),
            replace(ROSA, taken="three"),  # type: ignore[arg-type]  # what a type checker would have stopped
        ],
    )
    def test_to_what_cannot_be_kept_is_refused_whole(self, board: Board, unkeepable: object) -> None:
        board.change(takes_one)
        with pytest.raises(StoreError):
            board.change(lambda floor: replace(joins(floor), standings={"rosa": unkeepable}))  # type: ignore[dict-item]
        assert board.look() == Floor({"rosa": replace(ROSA, taken=1)})
        assert board.version() == 1

    def test_may_look_while_it_moves(self, board: Board) -> None:
        board.change(joins)
        seen: list[Floor] = []

        def looks(floor: Floor) -> Floor:
            seen.append(board.look())
            return takes_one(floor)

        board.change(looks)
        assert seen == [Floor(waiting={"CA1": WAITER})]


class TestTheVersion:
    def test_grows_with_every_change(self, board: Board) -> None:
        seen = [board.version()]
        for move in (takes_one, joins, lets_go, takes_one):
            board.change(move)
            seen.append(board.version())
        assert seen == sorted(set(seen))

    def test_stays_when_a_move_finds_nothing_to_do(self, board: Board) -> None:
        board.change(joins)
        version, floor = board.version(), board.look()
        for idle in (lambda floor: floor, joins, lambda floor: replace(floor, standings={})):
            assert board.change(idle) == floor
        assert board.version() == version


class TestTwoBoardsOnOneFloor:
    def test_see_each_others_changes_at_once(self, boards: tuple[Board, Board]) -> None:
        one, other = boards
        assert other.look() == Floor()
        one.change(takes_one)
        assert other.look() == Floor({"rosa": replace(ROSA, taken=1)})
        other.change(joins)
        assert one.look().waiting == {"CA1": WAITER}
        one.change(lets_go)
        assert other.look() == one.look() == Floor({"rosa": replace(ROSA, taken=1)})
        assert one.version() == other.version() == 3

    def test_move_from_what_the_other_left(self, boards: tuple[Board, Board]) -> None:
        one, other = boards
        for _ in range(5):
            one.change(takes_one)
            other.change(takes_one)
        assert taken(one.look()) == taken(other.look()) == 10

    def test_let_a_move_that_somebody_overtook_run_again(self, two_files: tuple[Board, Board]) -> None:
        """What the first run found is thrown away whole: here, that nobody waits."""
        one, other = two_files
        seen: list[tuple[str, ...]] = []

        def counts(floor: Floor) -> Floor:
            if not seen:
                other.change(joins)
            seen.append(tuple(floor.waiting))
            return replace(floor, emergency=f"{len(floor.waiting)} wait")

        assert one.change(counts) == Floor(waiting={"CA1": WAITER}, emergency="1 wait")
        assert seen == [(), ("CA1",)]
        assert other.look() == one.look()

    def test_let_a_move_that_somebody_overtook_find_nothing_to_do(self, two_files: tuple[Board, Board]) -> None:
        one, other = two_files
        overtaken: list[int] = []

        def joins_once(floor: Floor) -> Floor:
            if not overtaken:
                overtaken.append(other.change(joins) is not None)
            return joins(floor)

        assert one.change(joins_once) == Floor(waiting={"CA1": WAITER})
        assert one.version() == 1

    @pytest.mark.usefixtures("hasty_threads")
    def test_lose_no_change_of_many_threads(self, boards: tuple[Board, Board]) -> None:
        def work(number: int) -> None:
            for _ in range(15):
                before = boards[number % 2].look().standings.get("rosa", ROSA).taken
                assert taken(boards[number % 2].change(takes_one)) > before

        at_once(6, work)
        assert taken(boards[0].look()) == taken(boards[1].look()) == 90
        assert boards[0].version() == 90

    @pytest.mark.usefixtures("hasty_threads")
    def test_hold_one_representative_for_one_caller_only(self, boards: tuple[Board, Board]) -> None:
        """The race that matters: eight callers, one free representative."""

        def hold(number: int) -> bool:
            call = f"CA{number}"

            def move(floor: Floor) -> Floor:
                rosa = floor.standings.get("rosa", ROSA)
                if rosa.activity is not Activity.IDLE:
                    return floor
                return replace(floor, standings={"rosa": replace(rosa, activity=Activity.RINGING, call=call)})

            return boards[number % 2].change(move).standings["rosa"].call == call

        assert sorted(at_once(8, hold)) == [False] * 7 + [True]


@settings(max_examples=20, deadline=None)
@given(st.lists(floors, max_size=4))
def test_boards_cannot_be_told_apart_by_what_they_answer(
    tmp_path_factory: pytest.TempPathFactory, made: list[Floor]
) -> None:
    path = tmp_path_factory.mktemp("floor") / "calls.db"
    with (
        desk_store(None, None) as memory,
        desk_store(path, Sealer([KEY])) as file,
        desk_store(path, Sealer([KEY])) as too,
    ):
        for floor in made:
            assert memory.board.change(lambda _, to=floor: to) == file.board.change(lambda _, to=floor: to) == floor  # type: ignore[misc]
            assert memory.board.look() == file.board.look() == too.board.look() == floor
            assert memory.board.version() == file.board.version() == too.board.version()
