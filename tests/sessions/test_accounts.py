"""Whose account it is: a guest registers, a customer tops up, whoever set the token."""

from __future__ import annotations

import pytest
from tests.client.loopback import Reply
from tests.sessions.conftest import Managers
from tests.sessions.fake_studio import FakeStudio, Turn
from tests.sessions.test_turns import failure, result

OUT_OF_CREDITS = Turn(reply=Reply(200, b'{"code":2001,"message":"insufficient"}'))


@pytest.mark.requirement("error.2001-anonymous")
async def test_a_guests_token_that_the_user_set_is_still_a_guests(studio: FakeStudio, managers: Managers) -> None:
    studio.users["nmv_usr_guest"] = "anon_9"
    studio.turns = [OUT_OF_CREDITS]
    async with managers(token="nmv_usr_guest") as manager:
        said = await failure(manager)
        found = await manager.credits()
    assert "https://web.example/register?bind=anon_9" in said
    assert (found.account, found.register_url) == ("anonymous", "https://web.example/register?bind=anon_9")


async def test_a_customer_has_nowhere_to_register(studio: FakeStudio, managers: Managers) -> None:
    async with managers(token="nmv_usr_mine") as manager:
        assert (await manager.credits()).account == "registered"
        await result(manager)
        found = await manager.credits()
    assert (found.account, found.register_url) == ("registered", "")
    assert studio.count("run") == 1
