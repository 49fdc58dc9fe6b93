"""The five skills say what the published ones say (the skills' texts; facts in the table below), and their headers come
from their front matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from kineograph.skills import DEFAULT_SKILL, SkillUnknown, load_skill, skill_names
from kineograph.skills.front_matter import split_front_matter
from kineograph.skills.profile import platform_of
from kineograph.tools.surface import TOOLS

MOTION = "animate this image into a 5-second video with smooth motion"
PUBLISHED = {
    "ai-image-to-video-animation": (200, "GIF", MOTION, "detect", "Setting up...", ""),
    "ai-image-in-video-generator": (
        200,
        "GIF",
        "turn my images into a smooth video with transitions and background music",
        "",
        "Connecting...",
        "Ready!",
    ),
    "pixverse-ai-image-to-video": (20, "HEIC", MOTION, "", "Connecting...", "Ready!"),
    "image-to-video-ai-joy": (
        200,
        "HEIC",
        "turn my photos into a smooth animated video with transitions",
        "detect",
        "Setting up...",
        "",
    ),
    "a2e-image-to-video": (
        50,
        "HEIC",
        "turn this image into a 10-second animated video with smooth motion",
        "en",
        "Connecting...",
        "",
    ),
}


def test_there_are_five() -> None:
    assert set(skill_names()) == set(PUBLISHED)
    assert load_skill().name == DEFAULT_SKILL == "ai-image-in-video-generator"


@pytest.mark.parametrize("name", PUBLISHED)
def test_each_says_what_is_published(name: str) -> None:
    skill = load_skill(name)
    megabytes, fourth_format, instruction, language, setup, ready = PUBLISHED[name]
    assert (skill.name, skill.version) == (name, "1.0.0")
    assert skill.max_file_bytes == megabytes * 1024 * 1024
    assert skill.formats == ("JPG", "PNG", "WEBP", fourth_format)
    assert skill.default_instruction == instruction
    assert skill.session_language == language
    assert (skill.setup, skill.ready) == (setup, ready)
    assert skill.description
    assert skill.tip


@pytest.mark.parametrize("name", PUBLISHED)
def test_each_body_serves_an_agent_that_reads_nothing_else(name: str) -> None:
    body = load_skill(name).body
    tools = {tool.name for tool in TOOLS}
    assert tools - {word for word in tools if f"`{word}`" in body} == set()
    for code in (1001, 1002, 2001, 4001, 4002, 400, 402, 429):
        assert f"| {code} |" in body
    for word in ("导出", "积分", "状态", "上传", "点击", "打开", "拖拽", "Quick edit", "Batch", "Step by step"):
        assert word in body


@pytest.mark.parametrize(
    ("place", "platform"),
    [
        (".clawhub/skills/x/SKILL.md", "clawhub"),
        (".cursor/skills/x/SKILL.md", "cursor"),
        (".cursor/rules/x/SKILL.md", "unknown"),
        ("projects/.clawhub/x/SKILL.md", "unknown"),
        (".claude/skills/x/SKILL.md", "unknown"),
    ],
)
def test_the_platform_is_where_the_skill_is_installed(place: str, platform: str) -> None:
    assert platform_of(Path.home() / place) == platform


def test_an_installed_skill_is_read_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "SKILL.md").write_text('---\nname: mine\nversion: "2.1"\nmax_file_mb: 5\n---\n# Mine\n', "utf-8")
    skill = load_skill(str(tmp_path))
    assert (skill.name, skill.version, skill.max_file_bytes) == ("mine", "2.1", 5 * 1024 * 1024)
    assert skill.body == "# Mine\n"


@pytest.mark.parametrize(
    "text",
    [
        "# no front matter",
        "---\nname: x\n",
        "---\nname: x\nformats:\n  - JPG\n---\n",
        "---\nversion: 1\n---\n",
        "---\nname: x\nmax_file_mb: big\n---\n",
        "---\nname: x\nsession_language: klingon\n---\n",
    ],
)
def test_a_broken_skill_file_is_refused_in_words(tmp_path: Path, text: str) -> None:
    (tmp_path / "SKILL.md").write_text(text, "utf-8")
    with pytest.raises(SkillUnknown, match=r"The skill file .* (cannot be read|lacks)"):
        load_skill(str(tmp_path / "SKILL.md"))


def test_an_unknown_skill_is_answered_with_the_known_ones() -> None:
    with pytest.raises(SkillUnknown, match="pixverse-ai-image-to-video"):
        load_skill("pixvers")


def test_front_matter_keeps_colons_quotes_and_comments() -> None:
    fields, body = split_front_matter(
        "\ufeff---\n# a comment\ntitle: 'One: two'\nurl: https://x.y\n---\n\nText\n---\nmore\n"
    )
    assert fields == {"title": "One: two", "url": "https://x.y"}
    assert body == "Text\n---\nmore\n"
