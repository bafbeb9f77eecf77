"""The sentences of the port Tickets, for every store, and what of them lies on the disk."""

import traceback
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_calls import asked
from stores_cast import ACCOUNT, KEY, NAIVE, PHONE, PIN, TICKET, moments, names

from ivr.secret import Secret
from ivr.service.floor_ports import Ticket, Tickets
from ivr.service.ports import Consent, StoreError, UnreadableStateError
from ivr.stores import codec
from ivr.stores.desk_store import DeskStore, desk_store
from ivr.stores.sealing import Sealer, new_key

digits = st.text("0123456789*#").map(Secret)
consents = st.builds(Consent, digits, moments, names, names, names, names, names)
all_tickets = st.builds(
    Ticket,
    token=names,
    call=names,
    number=digits,
    group=names,
    digest=names,
    at=names,
    language=names,
    patient=st.booleans(),
    values=st.dictionaries(names, names, max_size=3),
    secrets=st.dictionaries(names, digits, max_size=3),
    body=names,
    consent=st.none() | consents,
)


@pytest.fixture
def tickets(desk: DeskStore) -> Tickets:
    return desk.tickets


@given(all_tickets)
def test_any_ticket_comes_back_equal(ticket: Ticket) -> None:
    assert codec.decode_ticket(codec.encode_ticket(ticket)) == ticket


class TestATicket:
    def test_that_nobody_kept_is_not_there(self, tickets: Tickets) -> None:
        assert tickets.get("t1") is None

    def test_comes_back_by_its_token(self, tickets: Tickets) -> None:
        tickets.keep(TICKET)
        tickets.keep(replace(TICKET, token="t2", consent=None))
        assert tickets.get("t1") == TICKET
        assert tickets.get("t2") == replace(TICKET, token="t2", consent=None)

    def test_kept_again_is_as_it_was(self, tickets: Tickets) -> None:
        """A webhook that is delivered twice asks for one call back."""
        tickets.keep(TICKET)
        tickets.keep(replace(TICKET, number=Secret("+15550100002")))
        assert tickets.get("t1") == TICKET

    def test_is_gone_when_it_is_forgotten_and_others_are_not(self, tickets: Tickets) -> None:
        for token in ("t1", "t2"):
            tickets.keep(replace(TICKET, token=token))
        tickets.forget("t1")
        tickets.forget("t1")
        assert tickets.get("t1") is None
        assert tickets.get("t2") is not None

    def test_is_not_changed_through_what_was_handed_in(self, tickets: Tickets) -> None:
        values = {"account.last4": "5678"}
        tickets.keep(replace(TICKET, values=values))
        values.clear()
        assert tickets.get("t1") == TICKET

    @pytest.mark.parametrize(
        "unkeepable",
        [
            replace(TICKET, secrets={"account.number": Secret(ACCOUNT + "\udc00")}),
            replace(TICKET, consent=Consent(Secret(PHONE), NAIVE, "CA1", "ask", "May we?", "v1", "en-US")),
        ],
        ids=["no text", "no zone"],
    )
    def test_that_cannot_be_kept_is_refused_without_being_shown(self, tickets: Tickets, unkeepable: Ticket) -> None:
        with pytest.raises(StoreError) as refused:
            tickets.keep(unkeepable)
        assert refused.value.__context__ is None
        assert ACCOUNT[:8] not in "".join(traceback.format_exception(refused.value))
        assert tickets.get("t1") is None


def on_disk(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob(path.name + "*") if file.is_file())


class TestTheDisk:
    def test_never_sees_what_was_keyed_nor_the_number_to_call(self, path: Path, desk_file: DeskStore) -> None:
        desk_file.tickets.keep(TICKET)
        for text in (ACCOUNT, PIN, PHONE, PHONE[2:], ACCOUNT[:8]):
            assert text.encode() not in on_disk(path)
        assert b"t1" in on_disk(path)

    def test_has_nothing_left_of_a_ticket_that_was_forgotten(self, path: Path, desk_file: DeskStore) -> None:
        desk_file.tickets.keep(TICKET)
        ((body,),) = asked(path, "SELECT body FROM desk_tickets")
        assert isinstance(body, bytes)
        assert body[20:60] in on_disk(path)
        desk_file.tickets.forget("t1")
        asked(path, "PRAGMA wal_checkpoint(TRUNCATE)")
        assert body[20:60] not in on_disk(path)
        assert asked(path, "SELECT count(*) FROM desk_tickets") == [(0,)]

    def test_keeps_tickets_over_a_restart_and_a_change_of_keys(self, path: Path, desk_file: DeskStore) -> None:
        desk_file.tickets.keep(TICKET)
        with desk_store(path, Sealer([new_key(), KEY])) as later:
            assert later.tickets.get("t1") == TICKET

    def test_cannot_be_read_with_another_key_but_can_be_cleared(self, path: Path, desk_file: DeskStore) -> None:
        desk_file.tickets.keep(TICKET)
        with desk_store(path, Sealer([new_key()])) as stranger:
            with pytest.raises(UnreadableStateError):
                stranger.tickets.get("t1")
            stranger.tickets.forget("t1")
        assert desk_file.tickets.get("t1") is None
