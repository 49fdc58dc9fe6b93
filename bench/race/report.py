"""The figures as tables in Markdown. Only what was measured in this run; what could not run is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from race.measuring import Cost, Spread
from race.quality import Evenness, Quality
from race.series import Edit, Point


@dataclass
class Findings:
    """Everything one run of the bench found; empty parts were not asked for."""

    machine: str = ""
    renderer: str = ""
    costs: dict[str, list[Cost]] = field(default_factory=dict)
    inside: dict[str, list[dict[str, float]]] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)
    kilobits: dict[str, float] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)
    jitter: dict[str, dict[str, Evenness]] = field(default_factory=dict)
    quality: dict[str, Quality] = field(default_factory=dict)
    lengths: list[Point] = field(default_factory=list)
    counts: list[Point] = field(default_factory=list)
    drafts: list[Point] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    full_edit: Cost | None = None
    keeps_pieces: bool = False
    profile: dict[str, object] = field(default_factory=dict)


def told(found: Findings) -> str:
    """The whole report."""
    parts = [
        f"Machine: {found.machine}. Renderer: {found.renderer}.",
        *(f"Not run: {name}: {why}." for name, why in found.skipped.items()),
        _race(found),
        _inside(found.inside),
        _jitter(found.jitter),
        _quality(found.quality),
        _series("Longer and longer, five seconds a picture", found.lengths),
        _series("More and more pictures, two seconds each", found.counts),
        _edits(found),
        _drafts(found.drafts),
        _profile(found.profile),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _race(found: Findings) -> str:
    if not found.costs:
        return ""
    base = found.costs.get("ours") or next(iter(found.costs.values()))
    wall, cpu = Spread.of([one.wall for one in base]).middle, Spread.of([one.cpu for one in base]).middle
    rows = []
    for name, costs in found.costs.items():
        walls, cpus = Spread.of([one.wall for one in costs]), Spread.of([one.cpu for one in costs])
        peak = Spread.of([one.peak for one in costs]).middle
        rate = found.kilobits.get(name)
        rows.append(
            [
                f"**{name}**: {found.about[name]}",
                str(walls),
                f"{walls.middle / wall:.2f}",
                str(cpus),
                f"{cpus.middle / cpu:.2f}",
                f"{peak:.0f}",
                f"{rate / 1000:.1f}" if rate else "",
            ]
        )
    head = ("contender", "wall s", "× ours", "CPU s", "× ours", "peak MB", "Mbit/s")
    rounds = max(len(costs) for costs in found.costs.values())
    return f"### The reference job, {rounds} rounds in turns, median (least–most)\n\n" + table(head, rows)


def _inside(inside: Mapping[str, Sequence[Mapping[str, float]]]) -> str:
    """What each renderer of ours says of itself: seconds from the call of ``render`` to the first word of each part."""
    rows = []
    for name, told_ in inside.items():
        parts = list(dict.fromkeys(part for one in told_ for part in one))
        spreads = {part: Spread.of([one[part] for one in told_ if part in one]) for part in parts}
        rows.append([name, "; ".join(f"{part} {spread.middle:.2f}" for part, spread in spreads.items())])
    return "Seconds from the call to the first word of each part:\n\n" + table(("", "at"), rows) if rows else ""


def _jitter(found: Mapping[str, Mapping[str, Evenness]]) -> str:
    rows = []
    for name, moves in found.items():
        for move, one in moves.items():
            rows.append(
                [
                    name,
                    move,
                    f"{one.painted.rms:.4f}",
                    f"{100 * one.painted.backward / max(1, one.painted.steps):.1f} %",
                    f"{one.finished.rms:.4f}",
                    f"{one.finished.worst:.2f}",
                    f"{100 * one.finished.backward / max(1, one.finished.steps):.1f} %",
                ]
            )
    head = (
        "contender", "move", "painted: RMS px", "backward", "finished: RMS px", "worst px", "backward"
    )  # fmt: skip
    return "### Evenness of slow moves\n\n" + table(head, rows) if rows else ""


def _quality(found: Mapping[str, Quality]) -> str:
    rows = [
        [
            name,
            f"{one.painted:.4f}",
            f"{one.painted_lanczos:.4f}",
            f"{one.sharp:.2f}",
            f"{one.sized:.4f}",
            f"{one.sized_psnr:.1f}",
            f"{one.kilobits / 1000:.1f}",
        ]
        for name, one in found.items()
    ]
    head = (
        "contender", "painted: SSIM (area)", "SSIM (Lanczos)", "sharpness", "at our size: SSIM", "PSNR dB", "own Mbit/s"
    )  # fmt: skip
    return "### Likeness to the reference of its own move\n\n" + table(head, rows) if rows else ""


def _series(title: str, points: Sequence[Point]) -> str:
    rows = [
        [
            f"{point.seconds:.0f}",
            str(point.pictures),
            f"{point.cost.wall:.1f}",
            f"{point.cost.wall / point.seconds:.3f}",
            f"{point.cost.cpu / point.seconds:.3f}",
            f"{point.cost.peak:.0f}",
        ]
        for point in points
    ]
    head = ("video s", "pictures", "wall s", "wall s / s", "CPU s / s", "peak MB")
    return f"### {title}\n\n" + table(head, rows) if rows else ""


def _edits(found: Findings) -> str:
    if found.full_edit is None:
        return ""
    full = found.full_edit
    rows = [["first render, nothing kept", f"{full.wall:.1f}", "1", f"{full.cpu:.1f}", "1", "", ""]]
    rows += [
        [
            edit.change,
            f"{edit.cost.wall:.1f}",
            f"{edit.share:.2f}",
            f"{edit.cost.cpu:.1f}",
            f"{edit.cpu_share:.2f}",
            f"{edit.same} of {edit.groups}",
            f"{100 * edit.packets_same:.0f} %",
        ]
        for edit in found.edits
    ]
    head = ("change", "wall s", "share", "CPU s", "share", "groups of pictures unchanged", "packets unchanged")
    store = "encoded pieces are kept" if found.keeps_pieces else "this renderer keeps nothing"
    return f"### A change in a video of sixty clips ({store})\n\n" + table(head, rows)


def _drafts(points: Sequence[Point]) -> str:
    if not points:
        return ""
    walls = Spread.of([10 * point.cost.wall / point.seconds for point in points])
    cpus = Spread.of([10 * point.cost.cpu / point.seconds for point in points])
    return f"### Draft preview, 480p\n\nFor ten seconds of timeline: wall {walls} s, CPU {cpus} s."


def _profile(found: Mapping[str, object]) -> str:
    stages = found.get("stages")
    if not isinstance(stages, list):
        return ""
    rows = [
        [
            str(stage),
            str(thread),
            f"{calls:.0f}",
            f"{wall:.2f}",
            f"{cpu:.2f}",
            f"{100 * cpu / _number(found['cpu']):.1f} %",
        ]
        for stage, thread, calls, wall, cpu in sorted(stages, key=lambda one: -one[4])
    ]
    kinds = found.get("frames")
    frames = [
        [str(kind), f"{count:.0f}", f"{1000 * wall / count:.1f}", f"{1000 * cpu / count:.1f}"]
        for kind, count, wall, cpu in sorted(kinds if isinstance(kinds, list) else [], key=lambda one: -one[3])
    ]
    missing = found.get("missing")
    lacking = (
        f"\n\nNot in this renderer: {', '.join(map(str, missing))}." if isinstance(missing, list) and missing else ""
    )
    head = ("stage", "thread", "calls", "wall s", "CPU s", "share of CPU")
    return (
        "### Where the worker's time goes\n\n"
        + table(head, rows)
        + "\n\n"
        + table(("frame", "count", "wall ms", "CPU ms"), frames)
        + lacking
    )


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
