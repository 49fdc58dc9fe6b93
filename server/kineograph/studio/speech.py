"""What the studio's agent says at the end of a turn, in the language of the instruction. Pure.

It talks like the cloud's agent on purpose, which believes in a person in front of a screen (``click the Export
button``): the caller's translation of such wishes is exercised by every turn.
"""

from __future__ import annotations

from dataclasses import dataclass

from kineograph.studio.interpreter import Report
from kineograph.timeline import Timeline, seconds_text, summarise


@dataclass(frozen=True, slots=True)
class Phrases:
    opening: str
    done: str
    unchanged: str
    failed: str
    preview: str
    assumed: str
    noted: str
    held: str
    unsupported: str
    closing: str
    joint: str
    end: str


_ENGLISH = Phrases(
    opening="On it...",
    done="Done: {what}. The video has {pictures} and lasts {seconds} s.",
    unchanged="Nothing was changed.",
    failed="I could not do that, and nothing was changed. {why}",
    preview="This would be done: {what}. Nothing was changed.",
    assumed="You did not say, so I assumed: {what}.",
    noted="Noted, without changing anything: {what}.",
    held="I did not understand this part and left it out: {what}.",
    unsupported="This is not possible here: {what}.",
    closing="You can preview it in the timeline, or click the Export button to save it.",
    joint="; ",
    end=" ",
)
_CHINESE = Phrases(
    opening="好的，马上处理……",
    done="完成：{what}。视频共有{pictures}，时长{seconds}秒。",
    unchanged="没有做任何修改。",
    failed="这一步无法完成，没有做任何修改。{why}",
    preview="将会这样处理：{what}。没有做任何修改。",
    assumed="您没有说明，我采用了默认值：{what}。",
    noted="已记下，不影响画面：{what}。",
    held="这部分我没有理解，没有处理：{what}。",
    unsupported="这里做不到：{what}。",
    closing="您可以在时间线中预览，或点击“导出”按钮保存视频。",
    joint="；",
    end="",
)

TOO_LONG = {
    "en": "That instruction is too long: {count} characters, {limit} at most. Nothing was changed. "
    "Tell me the essential steps in a few sentences.",
    "zh": "这条指令太长了：{count}个字符，最多{limit}个。没有做任何修改。请用几句话告诉我主要的步骤。",
}
EMPTY = {
    "en": "The instruction is empty. Tell me what to make, for example: make a video from my photos with music.",
    "zh": "指令是空的。请告诉我要做什么，例如：用我的照片做一个带音乐的视频。",
}
NOISE = "I encountered a temporary issue while processing your request. Please try again later."


def phrases(language: str) -> Phrases:
    return _CHINESE if language.startswith("zh") else _ENGLISH


def pick(texts: dict[str, str], language: str) -> str:
    return texts["zh" if language.startswith("zh") else "en"]


def closing_text(report: Report, before: Timeline, after: Timeline, failure: str) -> str:
    """Everything there is to say: what was done, assumed, noted, held, impossible, asked; ``failure`` a sentence where
    the edits could not be applied."""
    words = phrases(report.language)
    changed = after != before
    lines = [_outcome(words, report, after, failure, changed=changed)]
    groups = (
        (words.assumed, report.assumed if changed else ()),
        (words.noted, report.noted),
        (words.held, report.held),
        (words.unsupported, report.unsupported),
    )
    lines += [phrase.format(what=words.joint.join(map(_bare, what))) for phrase, what in groups if what]
    if report.question:
        lines.append(report.question)
    if changed and not after.is_empty:
        lines.append(words.closing)
    return words.end.join(line for line in lines if line)


def _outcome(words: Phrases, report: Report, after: Timeline, failure: str, *, changed: bool) -> str:
    if failure:
        return words.failed.format(why=failure)
    if not changed:
        return "" if report.question and not report.applied else words.unchanged
    what = words.joint.join(map(_bare, report.applied)) or summarise(after)
    return words.done.format(
        what=what, pictures=_pictures(words, len(after.visuals)), seconds=seconds_text(after.duration_ms)
    )


def _pictures(words: Phrases, count: int) -> str:
    if words is _CHINESE:
        return f"{count}个画面"
    return f"{count} picture{'' if count == 1 else 's'}"


def _bare(text: str) -> str:
    return text.strip().rstrip(".。;；")
