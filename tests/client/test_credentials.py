"""The client id and the tokens of this machine: private, whole, shared."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kineograph.client.credentials import FILE, Credentials, Token
from kineograph.errors import HumanMustAct

ANOTHER_PROCESS = """
import sys
from pathlib import Path
from kineograph.client.credentials import Credentials, Token
home, number = Path(sys.argv[1]), sys.argv[2]
for turn in range(20):
    Credentials(home, f"studio {number} {turn}").keep(Token(f"token {number} {turn}"))
print(Credentials(home, "shared").client_id())
"""


def test_the_client_id_is_made_once_and_kept(tmp_path: Path) -> None:
    first = Credentials(tmp_path, "a").client_id()
    assert Credentials(tmp_path, "a").client_id() == first
    assert Credentials(tmp_path, "b").client_id() != first
    assert Credentials(tmp_path, "a").client_id(renew=True) != first
    assert Credentials(tmp_path, "a", "mine").client_id(renew=True) == "mine"


@pytest.mark.requirement("reading.identity-is-kept")
def test_the_file_is_private_and_holds_one_token_for_each_studio(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    one, two = Credentials(home, "https://a"), Credentials(home, "https://b")
    assert one.token() is None
    one.keep(Token("t1", "u1", "2026-01-01"))
    two.keep(Token("t2"))
    assert (one.token(), two.token()) == (Token("t1", "u1", "2026-01-01"), Token("t2"))
    assert stat.S_IMODE((home / FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert not list(home.glob("*.tmp"))
    assert "t1" not in repr(one.token())


@pytest.mark.requirement("reading.identity-is-kept")
def test_two_processes_lose_nothing(tmp_path: Path) -> None:
    paths = {"PYTHONPATH": ":".join(sys.path)}
    both = [
        subprocess.Popen(
            [sys.executable, "-c", ANOTHER_PROCESS, str(tmp_path), number], stdout=subprocess.PIPE, text=True, env=paths
        )
        for number in "12"
    ]
    ids = {process.communicate(timeout=30)[0] for process in both}
    assert [process.returncode for process in both] == [0, 0]
    assert len(ids) == 1
    kept = json.loads((tmp_path / FILE).read_text("utf-8"))["studios"]
    assert sum("token" in studio for studio in kept.values()) == 40


@pytest.mark.parametrize("content", ["", "{", "[]", '{"studios": 7}', '{"studios": {"a": {"token": {"value": 5}}}}'])
def test_a_damaged_file_costs_a_token_not_the_work(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content, "utf-8")
    ours = Credentials(tmp_path, "a")
    assert ours.token() is None
    ours.keep(Token("t"))
    assert ours.token() == Token("t")


def test_a_home_that_cannot_be_written_is_told_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(HumanMustAct, match="KINEOGRAPH_HOME") as failure:
        Credentials(tmp_path / "file" / "home", "a").client_id()
    assert failure.value.code == "HOME_NOT_WRITABLE"
