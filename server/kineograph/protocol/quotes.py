"""Sets quoted text aside, so that no rule ever reads or touches it.

A title may say "Click here" or "EXPORT": words in quotation marks are content, whatever they spell. Code between
backquotes is set aside too. A pattern never runs past the next opening mark, so that text full of marks that never
close takes time in proportion to its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PAIRS = re.compile(
    r"```[^`]*```|“[^“”\n]*”|‘[^‘’\n]*’(?![A-Za-z])|「[^「」\n]*」|『[^『』\n]*』|《[^《》\n]*》|【[^【】\n]*】|"
    r'"[^"\n]*"|`[^`\n]*`|(?<![\w])\'[^\'\n]+\'(?![\w])'
)
_MARK = re.compile("\ue000(\\d+)\ue001")
MASK = "\ue000\\d+\ue001"
"""A pattern for one quotation that was set aside."""


@dataclass(frozen=True, slots=True)
class Masked:
    """``text`` with its quotations replaced by marks."""

    text: str
    quotations: tuple[str, ...]

    def restore(self, part: str) -> str:
        """``part`` of the masked text with its quotations back in place."""
        return _MARK.sub(lambda mark: self.quotations[int(mark[1])], part)


def set_aside(text: str) -> Masked:
    """The text without its quotations. Marks that came with the text are removed: they are private characters."""
    found: list[str] = []

    def keep(match: re.Match[str]) -> str:
        found.append(match[0])
        return f"\ue000{len(found) - 1}\ue001"

    return Masked(_PAIRS.sub(keep, re.sub("[\ue000-\ue003]", "", text)), tuple(found))
