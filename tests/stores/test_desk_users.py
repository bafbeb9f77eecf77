"""The sentences of the port Users, for every store."""

from dataclasses import replace

import pytest
from stores_cast import ROSA_USER, SUE, at_once

from ivr.service.desk_ports import Role, User, Users
from ivr.service.ports import StoreError
from ivr.stores.desk_store import DeskStore


@pytest.fixture
def users(desk: DeskStore) -> Users:
    return desk.users


class TestAUser:
    def test_who_was_never_put_is_nobody(self, users: Users) -> None:
        assert users.get("rosa") is None
        assert users.by_code("1234") is None
        assert users.all() == ()
        assert not users.remove("rosa")

    def test_is_found_by_name_and_by_code(self, users: Users) -> None:
        users.put(ROSA_USER)
        users.put(SUE)
        assert users.get("rosa") == users.by_code("1234") == ROSA_USER
        assert users.get("sue") == SUE
        assert users.get("Rosa") is None

    def test_put_again_is_replaced_whole(self, users: Users) -> None:
        users.put(ROSA_USER)
        changed = User("rosa", "scrypt:new", Role.SUPERVISOR, "", "77", "scrypt:new pin", "s9")
        users.put(changed)
        assert users.all() == (changed,)
        assert users.by_code("1234") is None
        assert users.by_code("77") == changed

    def test_may_keep_the_own_code(self, users: Users) -> None:
        users.put(ROSA_USER)
        users.put(replace(ROSA_USER, session="s9"))
        assert users.by_code("1234") == replace(ROSA_USER, session="s9")

    def test_cannot_have_the_code_of_another(self, users: Users) -> None:
        users.put(ROSA_USER)
        users.put(SUE)
        for user in (replace(SUE, code="1234"), replace(SUE, name="mia", code="1234")):
            with pytest.raises(ValueError, match="another user has that code") as refused:
                users.put(user)
            assert "1234" not in str(refused.value)
        assert users.all() == (ROSA_USER, SUE)

    def test_may_be_without_a_code_as_others_are_and_nobody_is_found_by_none(self, users: Users) -> None:
        users.put(SUE)
        users.put(replace(SUE, name="mia"))
        assert [user.name for user in users.all()] == ["mia", "sue"]
        assert users.by_code("") is None

    def test_who_was_removed_leaves_name_and_code_to_others(self, users: Users) -> None:
        users.put(ROSA_USER)
        assert users.remove("rosa")
        assert not users.remove("rosa")
        assert users.get("rosa") is None
        users.put(replace(SUE, code="1234"))
        assert users.by_code("1234") == replace(SUE, code="1234")

    def test_stands_in_the_order_of_names(self, users: Users) -> None:
        for name in ("éva", "ben", "Zoe", "ana"):
            users.put(replace(SUE, name=name))
        assert [user.name for user in users.all()] == ["Zoe", "ana", "ben", "éva"]

    def test_of_one_code_is_one_of_many_who_ask_for_it_at_once(self, users: Users) -> None:
        def put(number: int) -> bool:
            try:
                users.put(replace(SUE, name=f"user{number}", code="55"))
            except ValueError:
                return False
            return True

        assert sorted(at_once(6, put)) == [False] * 5 + [True]
        assert len(users.all()) == 1


def test_a_role_this_program_does_not_know_is_a_store_error(desk_file: DeskStore) -> None:
    desk_file.users.put(SUE)
    with desk_file._database.writing() as connection:  # type: ignore[union-attr]
        connection.execute("UPDATE desk_users SET role = 'king'")
    with pytest.raises(StoreError, match="king"):
        desk_file.users.get("sue")


def test_a_user_shows_no_hash_and_no_session() -> None:
    assert not any(hidden in repr(ROSA_USER) for hidden in (ROSA_USER.password, ROSA_USER.pin, ROSA_USER.session))
