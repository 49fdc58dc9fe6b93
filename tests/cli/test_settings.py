"""What can be set from outside, and what is refused."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from kineograph.cli.compose import planner_of
from kineograph.settings import CLOUD_URL, CLOUD_WEB_URL, SettingsWrong, is_loopback, load_settings
from kineograph.studio.planner import Planner


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("TOKEN", "API_URL", "WEB_URL", "CLIENT_ID"):
        monkeypatch.delenv(f"NEMO_{name}", raising=False)
    for name in ("STUDIO", "HOME", "OUTPUT", "SKILL", "LOG", "PLANNER_URL", "PLANNER_MODEL", "PLANNER_KEY"):
        monkeypatch.delenv(f"KINEOGRAPH_{name}", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.mark.requirement("reading.which-studio")
def test_nothing_has_to_be_set() -> None:
    settings = load_settings()
    assert settings.studio == "embedded"
    assert settings.web_url == ""
    assert settings.home.is_absolute()
    assert settings.skill == "ai-image-in-video-generator"


@pytest.mark.requirement("reading.which-studio")
@pytest.mark.parametrize(
    ("given", "studio"),
    [
        ({"NEMO_TOKEN": "nmv_usr_1"}, "cloud"),
        ({"NEMO_API_URL": "http://127.0.0.1:9"}, "cloud"),
        ({"NEMO_TOKEN": "nmv_usr_1", "KINEOGRAPH_STUDIO": "embedded"}, "embedded"),
        ({"KINEOGRAPH_STUDIO": "cloud"}, "cloud"),
    ],
)
def test_which_studio(given: dict[str, str], studio: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert load_settings().studio == studio


def test_the_clouds_addresses_are_known_and_another_studios_pages_are_its_own() -> None:
    cloud = load_settings({"KINEOGRAPH_STUDIO": "cloud"})
    assert (cloud.base_url, cloud.web_url) == (CLOUD_URL, CLOUD_WEB_URL)
    other = load_settings({"NEMO_API_URL": "https://studio.example/"})
    assert (other.base_url, other.web_url) == ("https://studio.example", "")


@pytest.mark.requirement("reading.which-studio")
def test_a_placeholder_that_a_client_left_counts_as_not_set(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("NEMO_TOKEN", "${NEMO_TOKEN:-}")
    monkeypatch.setenv("KINEOGRAPH_HOME", "${user_config.home}")
    with caplog.at_level(logging.WARNING):
        settings = load_settings()
    assert settings.studio == "embedded"
    assert "$" not in str(settings.home)
    assert "NEMO_TOKEN is still a placeholder" in caplog.text


@pytest.mark.parametrize(
    "url",
    [
        "http://studio.example",
        "http://10.0.0.5:8000",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "studio.example",
        "https://",
        "https://user:secret@studio.example",
        "https://studio.example/?token=secret",
    ],
)
def test_an_address_to_which_a_token_must_not_go_is_refused(url: str) -> None:
    with pytest.raises(SettingsWrong, match="NEMO_API_URL") as refused:
        load_settings({"NEMO_API_URL": url})
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("url", ["http://192.168.1.5:11434/v1", "https://u:secret@host/v1", "host:11434"])
def test_an_address_to_which_a_planners_key_must_not_go_is_refused(url: str) -> None:
    with pytest.raises(SettingsWrong, match="KINEOGRAPH_PLANNER_URL") as refused:
        load_settings({"KINEOGRAPH_PLANNER_URL": url})
    assert "secret" not in str(refused.value)


def test_a_planners_key_is_not_shown_and_not_taken_where_it_cannot_be_one() -> None:
    settings = load_settings({"KINEOGRAPH_PLANNER_KEY": "sk-secret"})
    assert "sk-secret" not in repr(settings)
    with pytest.raises(SettingsWrong, match="KINEOGRAPH_PLANNER_KEY") as refused:
        load_settings({"KINEOGRAPH_PLANNER_KEY": "sk secret"})
    assert "sk secret" not in str(refused.value)


def test_nobody_is_a_planner_until_an_address_is_set() -> None:
    assert planner_of(load_settings({"KINEOGRAPH_PLANNER_MODEL": "m", "KINEOGRAPH_PLANNER_KEY": "k"})) is None
    told = {"URL": "http://127.0.0.1:11434/v1/", "MODEL": "qwen3", "KEY": "k"}
    found = planner_of(load_settings({f"KINEOGRAPH_PLANNER_{name}": value for name, value in told.items()}))
    assert found == Planner("http://127.0.0.1:11434/v1", "qwen3", "k")


@pytest.mark.parametrize(
    ("variable", "value"), [("KINEOGRAPH_STUDIO", "moon"), ("KINEOGRAPH_LOG", "loud"), ("NEMO_WEB_URL", "javascript:1")]
)
def test_a_wrong_value_is_named_by_its_variable(variable: str, value: str) -> None:
    with pytest.raises(SettingsWrong, match=variable):
        load_settings({variable: value})


def test_a_token_does_not_show_in_what_is_printed() -> None:
    assert "nmv_usr" not in repr(load_settings({"NEMO_TOKEN": "nmv_usr_1"}))


def test_videos_go_to_the_videos_folder_or_to_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KINEOGRAPH_HOME", str(tmp_path / "state"))
    assert load_settings().output == tmp_path / "state" / "exports"
    assert load_settings({"KINEOGRAPH_OUTPUT": "~/out"}).output == tmp_path / "out"
    assert not (tmp_path / "state").exists()


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("192.168.1.9", False),
        ("x.y", False),
    ],
)
def test_what_can_only_be_this_machine(host: str, ours: bool) -> None:
    assert is_loopback(host) is ours


@pytest.mark.parametrize("token", ["nmv_usr_a b", "nmv_usr_a\nb", "tökén"])
def test_a_token_that_cannot_be_sent_is_told_and_not_shown(monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    monkeypatch.setenv("NEMO_TOKEN", token)
    with pytest.raises(SettingsWrong) as caught:
        load_settings()
    assert "NEMO_TOKEN" in str(caught.value)
    assert token not in str(caught.value)
