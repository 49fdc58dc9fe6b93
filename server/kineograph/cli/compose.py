"""Settings to a session manager with a studio behind it. The only module that knows that the embedded studio exists."""

from __future__ import annotations

import os
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kineograph.errors import HumanMustAct
from kineograph.tools.opening import opened_on_demand

if TYPE_CHECKING:
    from kineograph.sessions.manager import ManagerConfig, SessionManager
    from kineograph.settings import Settings
    from kineograph.skills import Skill
    from kineograph.studio.options import AskPlanner


def settings_of(overrides: Mapping[str, str]) -> Settings:
    """The settings, ``overrides`` (by variable, "" = none) before the environment. Raises ``HumanMustAct``."""
    from kineograph.settings import SettingsWrong, load_settings

    try:
        return load_settings({name: value for name, value in overrides.items() if value})
    except SettingsWrong as error:
        raise HumanMustAct("SETTINGS_WRONG", str(error)) from error


def skill_of(settings: Settings) -> Skill:
    """The chosen skill. Raises ``HumanMustAct``."""
    from kineograph.skills import SkillUnknown, load_skill

    try:
        skill = load_skill(settings.skill)
    except SkillUnknown as error:
        raise HumanMustAct("UNKNOWN_SKILL", str(error)) from error
    return replace(skill, platform=settings.skill_source or skill.platform)


@asynccontextmanager
async def opened_sessions(
    settings: Settings, skill: Skill, output_dir: Path, allow_local_paths: bool = True
) -> AsyncIterator[SessionManager]:
    """The session manager that ``settings`` describe. Raises ``HumanMustAct`` where the home cannot be used."""
    from kineograph.sessions.manager import open_manager

    check_writable(settings.home, "KINEOGRAPH_HOME")
    async with AsyncExitStack() as stack:
        endpoint = await _endpoint(settings, stack)
        config = _config(settings, skill, endpoint)
        config = replace(config, output_dir=output_dir, allow_local_paths=allow_local_paths)
        yield await stack.enter_async_context(open_manager(config))


async def _endpoint(settings: Settings, stack: AsyncExitStack) -> Callable[[], Awaitable[str]]:
    if settings.studio == "embedded":
        return await stack.enter_async_context(opened_on_demand(lambda: local_studio(settings)))

    async def cloud() -> str:
        return settings.base_url

    return cloud


def _config(settings: Settings, skill: Skill, endpoint: Callable[[], Awaitable[str]]) -> ManagerConfig:
    from kineograph.sessions.manager import ManagerConfig
    from kineograph.wire.attribution import Attribution

    return ManagerConfig(
        home=settings.home,
        studio=settings.studio,
        endpoint=endpoint,
        token=settings.token.get_secret_value() if settings.studio == "cloud" else "",
        client_id=settings.client_id,
        attribution=Attribution(skill.name, skill.version, skill.platform),
        web_url=settings.web_url,
        output_dir=settings.output,
        max_file_bytes=skill.max_file_bytes,
        session_language=skill.session_language,
        silence_s=settings.silence_s,
        poll_s=settings.poll_s,
    )


def local_studio(
    settings: Settings, faults: tuple[str, ...] = (), host: str = "127.0.0.1", port: int = 0
) -> AbstractAsyncContextManager[str]:
    """The embedded studio in the settings' home, with their planner, answering at the address that the context yields.
    Raises ``HumanMustAct``."""
    from kineograph.studio.faults import Faults
    from kineograph.studio.options import StudioOptions
    from kineograph.studio.serve import running_studio

    try:
        options = StudioOptions(
            home=settings.home / "studio", faults=Faults.parse(faults), planner=planner_of(settings)
        )
    except ValueError as error:
        raise HumanMustAct("WRONG_FAULT", str(error)) from error
    return running_studio(options, host, port)


def planner_of(settings: Settings) -> AskPlanner | None:
    """Who the embedded studio asks about what it did not understand; None unless the settings name somebody."""
    if not settings.planner_url:
        return None
    from kineograph.studio.planner import Planner

    return Planner(settings.planner_url, settings.planner_model, settings.planner_key.get_secret_value())


def check_writable(folder: Path, variable: str) -> None:
    """Makes ``folder`` (private) if it is not there. Raises ``HumanMustAct`` where nothing can be written to it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".writable-")
        os.close(handle)
        Path(name).unlink()
    except OSError as error:
        raise HumanMustAct(
            "FOLDER_UNWRITABLE",
            f"The folder {folder} cannot be written. Make it writable, or set {variable} to a folder that is.",
            str(error),
        ) from error
