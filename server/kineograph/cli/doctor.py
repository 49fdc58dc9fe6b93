"""``kineograph doctor``: says what works here, and what to do about what does not.

The proof is the thing itself: it starts the server as a client would, speaks MCP to it, and has it make a short video
in a home of its own. Nothing of the user's is touched, and no credits are spent: that video is the embedded studio's.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio

from kineograph import __version__
from kineograph.cli.compose import check_writable, settings_of, skill_of
from kineograph.cli.ending import FAILED, Work
from kineograph.errors import KineographError

if TYPE_CHECKING:
    from mcp.client import Client
    from mcp.client.stdio import StdioServerParameters


_TRIAL_S = 120
_NETWORK_S = 8


@dataclass(frozen=True, slots=True)
class Finding:
    """``remedy`` "" where all is well."""

    what: str
    remedy: str = ""

    def line(self) -> str:
        return f"✗ {self.what}\n  → {self.remedy}" if self.remedy else f"✓ {self.what}"


def examining() -> Work:
    """The work of examining this installation; 1 if anything does not work."""

    async def examine() -> int:
        healthy = True
        async for finding in findings():
            healthy = healthy and not finding.remedy
            print(finding.line(), flush=True)
        return 0 if healthy else FAILED

    return examine


async def findings() -> AsyncIterator[Finding]:
    """One finding after the other, cheap ones first."""
    yield Finding(f"kineograph {__version__}, Python {platform.python_version()} on {platform.system()}")
    try:
        settings = settings_of({})
        skill = skill_of(settings)
    except KineographError as error:
        yield Finding("The settings cannot be used", error.advice)
        return
    yield Finding(f"Settings: {settings.studio} studio, skill {skill.name} {skill.version}")
    yield _writable("State", settings.home, "KINEOGRAPH_HOME")
    yield _writable("Videos", settings.output, "KINEOGRAPH_OUTPUT")
    yield _codecs()
    yield _pictures()
    yield _fonts()
    if settings.studio == "cloud":
        yield await _reachable(
            "Network", settings.base_url, "NEMO_API_URL, or set KINEOGRAPH_STUDIO=embedded to work without the cloud"
        )
    elif settings.planner_url:
        yield await _reachable("Planner", settings.planner_url, "KINEOGRAPH_PLANNER_URL; without it nobody is asked")
    async for finding in _trial():
        yield finding


def _writable(what: str, folder: Path, variable: str) -> Finding:
    try:
        check_writable(folder, variable)
    except KineographError as error:
        return Finding(f"{what}: {folder}", error.advice)
    return Finding(f"{what}: {folder} can be written")


def _codecs() -> Finding:
    try:
        from av.codec import Codec

        for name, mode in (("libx264", "w"), ("aac", "w"), ("h264", "r")):
            Codec(name, "w" if mode == "w" else "r")
    except Exception as error:  # noqa: BLE001 - a broken native library fails in any way it likes; it is reported
        return Finding(
            "Video codecs", f"Install the package again (pip install --force-reinstall av). It says: {error}"
        )
    return Finding("Video codecs: H.264 and AAC can be written")


def _pictures() -> Finding:
    missing = [name for name in ("PIL", "pi_heif", "cv2", "numpy") if find_spec(name) is None]
    if missing:
        return Finding(f"Pictures: {', '.join(missing)} missing", "Install the package again (pip install kineograph).")
    return Finding("Pictures: JPEG, PNG, WEBP, GIF and HEIC can be read")


def _fonts() -> Finding:
    if find_spec("noto_cjk_sans_otc") is None:
        return Finding("Fonts: none for titles", "Install the package again (pip install kineograph).")
    return Finding("Fonts: titles in Latin and Chinese, Japanese and Korean")


async def _reachable(what: str, url: str, way_out: str) -> Finding:
    import httpx

    try:
        async with httpx.AsyncClient(timeout=_NETWORK_S, follow_redirects=False) as client:
            answer = await client.get(url)
    except httpx.HTTPError as error:
        return Finding(f"{what}: {url} does not answer ({type(error).__name__})", f"Check the network and {way_out}.")
    return Finding(f"{what}: {url} answers (HTTP {answer.status_code})")


async def _trial() -> AsyncIterator[Finding]:
    """Starts the server in a home of its own and makes a video with it, over MCP."""
    # Ignoring errors: an encoder that is just ending may still hold a file on Windows
    with tempfile.TemporaryDirectory(prefix="kineograph-doctor-", ignore_cleanup_errors=True) as folder:
        steps: list[Finding] = []
        try:
            with anyio.fail_after(_TRIAL_S):
                await _speak(Path(folder), steps.append)
        except TimeoutError:
            steps.append(
                Finding("The server took too long", f"It had {_TRIAL_S} s. Is the machine very busy? Try again.")
            )
        except Exception as error:  # noqa: BLE001 - whatever the server did, the doctor's task is to say so
            steps.append(
                Finding("The server did not come up", f"It says: {_innermost(error)}. See the lines above it.")
            )
    for step in steps:
        yield step


async def _speak(folder: Path, found: Callable[[Finding], None]) -> None:
    from mcp.client import Client
    from mcp.client.stdio import stdio_client

    began = time.monotonic()
    async with Client(stdio_client(_server_in(folder))) as client:
        tools = await client.list_tools()
        found(Finding(f"MCP server: {len(tools.tools)} tools after {time.monotonic() - began:.1f} s"))
        uploaded = await _call(client, "upload_image", {"images": [str(_picture(folder))]})
        session = str(uploaded["session_id"])
        found(Finding("A picture was uploaded"))
        await _call(client, "send_instruction", {"instruction": "make a 1 second video", "session_id": session})
        exported = await _call(client, "export_video", {"session_id": session})
        while exported["state"] == "running":
            exported = await _call(client, "wait_for_job", {"job_id": exported["job_id"]})
        video = exported["video"]
        found(
            Finding(
                f"A video was made: {video['width']}x{video['height']}, {video['video_codec']}, {video['duration_s']} s"
            )
        )


async def _call(client: Client, tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
    answer = await client.call_tool(tool, arguments)
    if answer.is_error or answer.structured_content is None:
        said = " ".join(block.text for block in answer.content if block.type == "text")
        raise RuntimeError(f"{tool}: {said}")
    return dict(answer.structured_content)


def _server_in(folder: Path) -> StdioServerParameters:
    from mcp.client.stdio import StdioServerParameters

    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NEMO_", "KINEOGRAPH_"))}
    own = {"KINEOGRAPH_HOME": str(folder / "home"), "KINEOGRAPH_OUTPUT": str(folder), "KINEOGRAPH_STUDIO": "embedded"}
    return StdioServerParameters(command=sys.executable, args=["-m", "kineograph", "serve"], env=kept | own)


def _picture(folder: Path) -> Path:
    from PIL import Image

    path = folder / "gradient.png"
    Image.linear_gradient("L").resize((640, 360)).convert("RGB").save(path)
    return path


def _innermost(error: BaseException) -> BaseException:
    while isinstance(error, BaseExceptionGroup) and error.exceptions:
        error = error.exceptions[0]
    return error
