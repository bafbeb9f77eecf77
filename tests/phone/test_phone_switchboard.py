import pytest

from ivr.carrier import Phone
from ivr.carrier.handsets.silent import Talker
from ivr.carrier.phones import NOBODY
from ivr.phone.switchboard import Plug, Switchboard

ROSA, BEN, ELSEWHERE = "+15550100201", "+15550100202", "+15550100299"
WILLING = Phone(answers_after=4.0, name="Rosa")


class Telephone:
    def __init__(self, name: str, *numbers: str) -> None:
        self.is_busy = False
        self.handset = Talker(1.0)
        self.plug = Plug(name, self.handset, lambda: self.is_busy, frozenset(numbers) or None)


@pytest.fixture
def board() -> Switchboard:
    return Switchboard({ROSA: WILLING})


def test_where_nobody_has_plugged_in_the_lines_own_people_answer(board: Switchboard) -> None:
    assert board[ROSA] is WILLING
    assert board.get(BEN, NOBODY) is NOBODY
    assert (ROSA in board, BEN in board, list(board), len(board)) == (True, False, [ROSA], 1)
    with pytest.raises(KeyError):
        board[BEN]


def test_a_telephone_that_is_plugged_in_answers_by_hand_in_the_place_of_a_willing_one(board: Switchboard) -> None:
    tab = Telephone("Rosa's tab", ROSA)
    board.plug_in(tab.plug)
    assert board[ROSA] == Phone(handset=tab.handset, name="Rosa's tab")
    board.unplug(tab.plug)
    board.unplug(tab.plug)
    assert board[ROSA] is WILLING


def test_a_busy_one_is_busy_and_a_free_one_is_taken_before_it(board: Switchboard) -> None:
    first, second = Telephone("first", ROSA), Telephone("second", ROSA)
    board.plug_in(first.plug)
    board.plug_in(second.plug)
    assert board[ROSA].name == "first"
    first.is_busy = True
    assert board[ROSA].name == "second"
    second.is_busy = True
    assert board[ROSA].busy


def test_one_for_this_number_is_asked_before_one_for_any(board: Switchboard) -> None:
    anybody, own = Telephone("anybody"), Telephone("own", BEN)
    board.plug_in(anybody.plug)
    board.plug_in(own.plug)
    assert board[BEN].name == "own"
    own.is_busy = True
    assert board[BEN].busy
    assert board[ELSEWHERE].name == "anybody"
    assert ELSEWHERE in board
    assert 7 not in board
