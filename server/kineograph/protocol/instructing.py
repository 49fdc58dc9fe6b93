"""Typed edits in words, for a studio that takes words alone: one unambiguous sentence for each. Pure.

A table by operation and language. Numbers are digits with their unit, clips are counted from 1, texts and files stand
in quotes, and a field that an edit leaves as it is goes unsaid. Refuses to know what a studio makes of it: see
:mod:`kineograph.protocol.expecting`.
"""

from __future__ import annotations

from collections.abc import Sequence

from kineograph.protocol import asking, asking_chinese, asking_chinese_layers, asking_clips, asking_layers
from kineograph.wire.edits import AnyEdit

TABLES = (asking_clips, asking_layers, asking_chinese_layers)
"""Where the sentences are: a module adds its own to the table of its language when it is imported."""


def instruction(edits: Sequence[AnyEdit], language: str = "en") -> str:
    """All the edits as one instruction, to be carried out in this order; numbered where there are several."""
    said = [sentence(edit, language) for edit in edits]
    if len(said) == 1:
        return said[0]
    return "\n".join(f"{number}. {line}" for number, line in enumerate(said, 1))


def sentence(edit: AnyEdit, language: str = "en") -> str:
    """One edit as a sentence that asks for it, in English or Chinese ("zh")."""
    if language.startswith("zh"):
        return f"{asking_chinese.ask(edit)}。"
    return f"{asking.ask(edit)}."
