"""What can be set from outside, read once from the environment and never changed. The only reader besides the command
line; knows names and limits of settings, not what is built from them.

A value that is still a placeholder (``${NEMO_TOKEN}``, left by a client that does not expand it) counts as not set.
"""

from __future__ import annotations

import ipaddress
import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from platformdirs import user_state_path, user_videos_path
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

logger = logging.getLogger(__name__)

CLOUD_URL = "https://mega-api-prod.nemovideo.ai"
CLOUD_WEB_URL = "https://nemovideo.com"


class SettingsWrong(ValueError):
    """A setting cannot be used. The message is ours, names the variable and never its value."""


class Settings(BaseSettings):
    """Field descriptions are the settings table of the README."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True, hide_input_in_errors=True)

    token: SecretStr = Field(
        SecretStr(""),
        validation_alias="NEMO_TOKEN",
        description="Your cloud token. Without one an anonymous one is got.",
    )
    api_url: str = Field(
        "", validation_alias="NEMO_API_URL", description="Where the cloud, or another studio, answers."
    )
    web_choice: str = Field("", validation_alias="NEMO_WEB_URL", description="Where registration and claim links lead.")
    client_id: str = Field(
        "", validation_alias="NEMO_CLIENT_ID", description="The X-Client-Id; made and kept if not set."
    )
    skill_source: str = Field(
        "", validation_alias="SKILL_SOURCE", description="X-Skill-Platform, in place of the detected one."
    )
    studio_choice: Literal["", "embedded", "cloud"] = Field(
        "",
        validation_alias="KINEOGRAPH_STUDIO",
        description="embedded or cloud. If not set: cloud where NEMO_TOKEN or NEMO_API_URL is set, embedded otherwise.",
    )
    home: Path = Field(
        default_factory=lambda: user_state_path("kineograph", appauthor=False),
        validation_alias="KINEOGRAPH_HOME",
        description="Where sessions, jobs and the embedded studio are kept.",
    )
    output_choice: str = Field(
        "",
        validation_alias="KINEOGRAPH_OUTPUT",
        description="Where finished videos go: Kineograph in your videos folder, or exports in the home without one.",
    )
    skill: str = Field(
        "ai-image-in-video-generator",
        validation_alias="KINEOGRAPH_SKILL",
        description="The skill profile: one of the five names, or the path of a SKILL.md.",
    )
    silence_s: float = Field(
        120,
        ge=10,
        le=900,
        validation_alias="KINEOGRAPH_SILENCE",
        description="Seconds without a byte after which a studio's stream counts as lost.",
    )
    poll_s: float = Field(
        15, ge=1, le=30, validation_alias="KINEOGRAPH_POLL", description="Seconds between looks at a render, at most."
    )
    planner_url: str = Field(
        "",
        validation_alias="KINEOGRAPH_PLANNER_URL",
        description="An OpenAI-compatible address that the embedded studio asks about what it did not understand.",
    )
    planner_model: str = Field(
        "", validation_alias="KINEOGRAPH_PLANNER_MODEL", description="The model that is asked for there."
    )
    planner_key: SecretStr = Field(
        SecretStr(""), validation_alias="KINEOGRAPH_PLANNER_KEY", description="The key for it, where it needs one."
    )
    log: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "WARNING", validation_alias="KINEOGRAPH_LOG", description="How much is logged to stderr."
    )

    @model_validator(mode="before")
    @classmethod
    def _without_placeholders(cls, values: dict[str, Any]) -> dict[str, Any]:
        kept: dict[str, Any] = {}
        for name, value in values.items():
            if isinstance(value, str) and value.strip().startswith("${") and value.strip().endswith("}"):
                logger.warning(
                    "%s is still a placeholder (${…}): the client did not fill it in; taken as not set", name
                )
            else:
                kept[name] = value.strip() if isinstance(value, str) else value
        return kept

    @field_validator("log", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("home", mode="after")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("token", "planner_key", mode="after")
    @classmethod
    def _sendable(cls, value: SecretStr) -> SecretStr:
        if not all("!" <= sign <= "~" for sign in value.get_secret_value()):
            raise ValueError("it has a space, a line break or a letter that no token has; copy it again")
        return value

    @field_validator("api_url", "web_choice", "planner_url", mode="after")
    @classmethod
    def _safe_url(cls, value: str) -> str:
        return safe_base_url(value) if value else ""

    @property
    def studio(self) -> Literal["embedded", "cloud"]:
        if self.studio_choice:
            return self.studio_choice
        return "cloud" if self.token.get_secret_value() or self.api_url else "embedded"

    @property
    def base_url(self) -> str:
        """The cloud's address; an embedded studio has its own."""
        return self.api_url or CLOUD_URL

    @property
    def web_url(self) -> str:
        """Where registration and claim links lead; "" = to the studio itself, as for any other than the cloud."""
        return self.web_choice or (CLOUD_WEB_URL if self.studio == "cloud" and self.base_url == CLOUD_URL else "")

    @property
    def output(self) -> Path:
        """Where finished videos go. Nothing is made here: the first export does that."""
        if self.output_choice:
            return Path(self.output_choice).expanduser().absolute()
        videos = user_videos_path()
        return videos / "Kineograph" if videos.is_dir() and os.access(videos, os.W_OK) else self.home / "exports"


def safe_base_url(value: str) -> str:
    """``value`` without a slash at its end. Raises ``ValueError`` where a token sent there would travel in the clear:
    plain http is for this machine only, without exception, because a token that leaked cannot be called back."""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("it must look like https://host")
    if parts.username or parts.password:
        raise ValueError("a name or password does not belong in it")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ValueError("plain http is only for this machine (127.0.0.1, localhost); use https")
    return value.rstrip("/")


def is_loopback(host: str) -> bool:
    """Whether ``host`` can only mean this machine. Names other than localhost are not looked up, hence not trusted."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def load_settings(overrides: Mapping[str, Any] | None = None) -> Settings:
    """The settings, ``overrides`` (by variable name) before the environment. Raises ``SettingsWrong``."""
    try:
        return Settings(**dict[str, Any](overrides or {}))
    except ValidationError as error:
        faults = "; ".join(
            f"{fault['loc'][0]}: {fault['msg'].removeprefix('Value error, ')}"
            for fault in error.errors(include_url=False, include_context=False, include_input=False)
        )
        raise SettingsWrong(f"A setting is wrong. {faults}. Mend it where the server is configured.") from error
