"""Front matter as the skills use it: flat ``key: value`` lines between two ``---``. Nesting, lists and multi-line
values are refused, because a library for all of YAML is a large thing to trust with twelve lines of text."""

from __future__ import annotations

_FENCE = "---"


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields and the body of ``text``. Raises ``ValueError`` with the line that cannot be read."""
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines or lines[0].strip() != _FENCE:
        raise ValueError("it does not begin with ---")
    fields: dict[str, str] = {}
    for number, line in enumerate(lines[1:], start=2):
        if line.strip() == _FENCE:
            return fields, "\n".join(lines[number:]).strip() + "\n"
        if line.strip() and not line.lstrip().startswith("#"):
            key, value = _field(line, number)
            fields[key] = value
    raise ValueError("its front matter has no end (---)")


def _field(line: str, number: int) -> tuple[str, str]:
    key, colon, value = line.partition(":")
    if not colon or line[0].isspace() or not key.replace("_", "").replace("-", "").isalnum():
        raise ValueError(f"line {number} is not key: value")
    return key, _unquoted(value.strip())


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value
