"""What stands in an untrusted JSON object, read as what it should be, or as something harmless. Pure; never raises."""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

T = TypeVar("T", bound=str | int)
E = TypeVar("E", bound=StrEnum)


def whole_number(value: object, otherwise: int) -> int:
    """A number as a non-negative integer, or ``otherwise``."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
        return otherwise
    return round(min(value, 10**15))


def share(value: object, otherwise: float) -> float:
    """A number from 0 to 100 as a float, or ``otherwise``."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
        return otherwise
    return float(value)


def signed(value: object) -> float:
    """A number from −1 to 1 as a float, or 0."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not -1 <= value <= 1:
        return 0.0
    return float(value)


def member(kind: type[E], value: object, otherwise: E) -> E:
    """The member of ``kind`` whose value this is, or ``otherwise``."""
    try:
        return kind(value) if isinstance(value, str) else otherwise
    except ValueError:
        return otherwise


def first(raw: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    """The first text that is not blank under any of ``keys``; empty where there is none."""
    return next((raw[key] for key in keys if isinstance(raw.get(key), str) and raw[key].strip()), "")


def mapping(value: object) -> Mapping[str, Any]:
    """An object as it is, anything else as an empty one."""
    return value if isinstance(value, Mapping) else {}


def text(value: object, otherwise: str) -> str:
    """A text as it is, or ``otherwise``."""
    return value if isinstance(value, str) else otherwise


def one_of(choices: tuple[T, ...], value: object, otherwise: T) -> T:
    """The choice that ``value`` is, in kind too, or ``otherwise``."""
    return next((choice for choice in choices if type(choice) is type(value) and choice == value), otherwise)
