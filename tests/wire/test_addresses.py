"""A link may lead to the open internet and nowhere else, however the address is written."""

from __future__ import annotations

import pytest

from kineograph.wire.addresses import is_public


@pytest.mark.parametrize(
    "address",
    ["93.184.216.34", "2606:2800:220:1::1", "2606:4700::1111", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"],
)
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.requirement("upload.private-networks")
@pytest.mark.parametrize(
    "address",
    [
        "0.1.2.3",
        "10.0.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "::1",
        "fc00::1",
        "fe80::1",
        "fe80::1%eth0",
        "::ffff:127.0.0.1",
        "2002:7f00:1::",
        "2001::1",
        "64:ff9b::7f00:1",
    ],
)
def test_not_public(address: str) -> None:
    assert not is_public(address)
