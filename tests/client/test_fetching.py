"""Links that somebody gave: fetched when public, bounded, never from a private network."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.client.loopback import Reply, Request, listening

from kineograph.client.fetching import fetch_public
from kineograph.errors import AgentMustFix, KineographError, TryLater


def anyone(_: str) -> bool:
    return True


async def test_a_public_link_is_written_to_the_file(tmp_path: Path) -> None:
    seen: list[Request] = []

    async def handle(request: Request) -> Reply:
        seen.append(request)
        if request.path == "/a":
            return Reply(302, b"", headers={"Location": "/b"})
        return Reply(200, b"picture", "image/jpeg")

    async with listening(handle) as url:
        target = tmp_path / "f"
        assert await fetch_public(url.replace("127.0.0.1", "localhost") + "/a", target, 100, anyone) == 7
        assert target.read_bytes() == b"picture"
    # the connection went to the address that was judged, under the name that was asked for
    assert all(request.headers["host"].startswith("localhost:") for request in seen)


@pytest.mark.requirement("upload.private-networks")
@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/a",
        "http://localhost:9/a",
        "http://[::1]:9/",
        "http://0.0.0.0/",
        "http://169.254.169.254/latest",
    ],
)
async def test_private_addresses_are_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(AgentMustFix, match="private") as failure:
        await fetch_public(url, tmp_path / "f", 100)
    assert failure.value.code == "PRIVATE_ADDRESS"
    assert not (tmp_path / "f").exists()


@pytest.mark.requirement("upload.private-networks")
async def test_each_redirect_is_judged_anew(tmp_path: Path) -> None:
    async def handle(_: Request) -> Reply:
        return Reply(302, b"", headers={"Location": "http://127.0.0.2:9/"})

    async with listening(handle) as url:
        with pytest.raises(AgentMustFix, match="private"):
            await fetch_public(url, tmp_path / "f", 100, lambda address: address == "127.0.0.1")


@pytest.mark.requirement("upload.links-are-bounded")
async def test_more_than_the_limit_is_never_written_whole(tmp_path: Path) -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield bytes(1000)

    async def handle(_: Request) -> Reply:
        return Reply(200, endless(), "image/jpeg")

    async with listening(handle) as url:
        with pytest.raises(AgentMustFix) as failure:
            await fetch_public(url, tmp_path / "f", 10_000, anyone)
    assert failure.value.code == "FILE_TOO_LARGE"


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply(404, b""), "LINK_BROKEN"),
        (Reply(302, b"", headers={"Location": "/again"}), "LINK_BROKEN"),
        (Reply(302, b"", headers={"Location": "ftp://example.com/"}), "UNSUPPORTED_LINK"),
        (Reply(head=False), "LINK_UNREACHABLE"),
        (Reply(302, b"", headers={"Location": "http://127.0.0.1:99999/"}), "UNSUPPORTED_LINK"),
    ],
)
async def test_a_link_without_a_file_is_told(tmp_path: Path, reply: Reply, code: str) -> None:
    async def handle(_: Request) -> Reply:
        return reply

    async with listening(handle) as url:
        with pytest.raises(KineographError) as failure:
            await fetch_public(url, tmp_path / "f", 100, anyone)
    assert failure.value.code == code


async def test_no_network_is_told(tmp_path: Path) -> None:
    with pytest.raises(TryLater, match="network"):
        await fetch_public("http://no-such-host.invalid/a.jpg", tmp_path / "f", 100)
