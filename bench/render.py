"""What the renderer costs and how good its pictures are, beside its peers, on one job in one run.

    python bench/render.py                                the reference job, ours and whoever is installed, 3 rounds
    python bench/render.py --install --peers all          the same, with the peers installed into the --env folder
    python bench/render.py --quality --series --edits --drafts --profile --rounds 0    the rest

The parts and how they are measured: bench/README.md. Figures of different runs cannot be compared; ratios inside one
can. ``--against CHECKOUT`` lets the renderer of another checkout run beside this one.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "server"), str(ROOT / "bench")]

from race import contenders, pictures, quality, series, videos  # noqa: E402 - the path comes first
from race.contenders import CONTENDERS, HERE, Contender, Place, Task, environment, install, task_of  # noqa: E402 - likewise
from race.job import FULL, SMALL, Job  # noqa: E402 - likewise
from race.measuring import Failed, machine  # noqa: E402 - likewise
from race.orders import written  # noqa: E402 - likewise
from race.report import Findings, told  # noqa: E402 - likewise

PARTS = ("quality", "series", "edits", "drafts", "profile")


def asked(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    names = [contender.name.replace(" ", "-") for contender in CONTENDERS]
    parser.add_argument("--rounds", type=int, default=3, help="rounds of the reference job; 0 for none")
    parser.add_argument("--peers", nargs="*", default=["all"], help=f"all, none, or some of {', '.join(names[2:])}")
    parser.add_argument("--photos", type=Path, default=ROOT / "examples" / "photos", help="a folder of photographs")
    parser.add_argument("--env", type=Path, help="where peers are installed (default: beside the work)")
    parser.add_argument("--work", type=Path, help="where everything is made and kept (default: a temporary folder)")
    parser.add_argument("--install", action="store_true", help="install peers that are missing into --env")
    parser.add_argument("--against", type=Path, help="another checkout whose renderer runs too")
    parser.add_argument("--json", type=Path, help="write every single figure here")
    parser.add_argument("--long", action="store_true", help="the series goes on to 600 s")
    parser.add_argument("--small", action="store_true", help="series and edits at 360p, to try the bench")
    for part in PARTS:
        parser.add_argument(f"--{part}", action="store_true")
    return parser.parse_args(words)


def chosen(options: argparse.Namespace, place: Place, found: Findings) -> list[Contender]:
    """Who takes part; says of the others why not."""
    wanted = {name.replace("-", " ") for name in options.peers}
    peers = CONTENDERS[2:] if "all" in wanted else tuple(one for one in CONTENDERS[2:] if one.name in wanted)
    if options.install:
        install({one.name for one in peers}, place)
    present: list[Contender] = []
    before = [contenders.before(options.against.resolve())] if options.against else []
    for one in (*CONTENDERS[:1], *before, *CONTENDERS[1:2], *peers):
        if why := one.missing(place):
            found.skipped[one.name] = why
            print(f"not run: {one.name}: {why}", flush=True)
        else:
            present.append(one)
    return present


def run_race(present: Sequence[Contender], place: Place, task: Task, rounds: int, found: Findings) -> None:
    """Everyone in turns, each round begun by the next one, so that a busy machine is busy for all."""
    ready = []
    for one in present:
        one.ready(place, task)
        found.about[one.name] = one.about
        ready.append(one)
    for number in range(rounds):
        turn = number % max(1, len(ready))
        for one in ready[turn:] + ready[:turn]:
            try:
                cost, out, said = contenders.race(one, place, task)
            except Failed as failure:
                found.skipped[one.name] = f"failed: {failure}"
                print(f"{one.name} failed: {failure}", flush=True)
                ready.remove(one)
                continue
            found.costs.setdefault(one.name, []).append(cost)
            size = out.stat().st_size if one.name == "floor" else videos.video_bytes(out)
            found.kilobits[one.name] = size * 8 / 1000 / task.job.seconds
            note(found, one.name, said)
            print(f"{number + 1}: {one.name}: {cost.wall:.2f} s, CPU {cost.cpu:.2f} s, {cost.peak:.0f} MB", flush=True)


def note(found: Findings, name: str, said: str) -> None:
    """Keeps what a renderer of ours said of its own times."""
    try:
        told_ = json.loads(said)
    except ValueError:
        return
    found.inside.setdefault(name, []).append({**told_.get("began", {}), "done": told_["seconds"]})


def run_parts(options: argparse.Namespace, present: list[Contender], place: Place, found: Findings) -> None:
    folder = place.work / "pictures"
    photos = pictures.photos_in(options.photos)
    few = pictures.reference_pictures(photos, folder)
    size = SMALL if options.small else FULL
    judged = [one for one in present if one.name != "floor"]
    if options.quality:
        found.jitter = quality.jitters(judged, place, folder)
        found.quality = quality.likenesses([one for one in judged if one.follows != "own"], place, few)
    if options.series:
        many = pictures.reference_pictures(photos, folder, max(series.COUNTS))
        found.lengths = series.lengths(place, many[:20], options.long, size)
        found.counts = series.counts(place, many, size)
    if options.edits:
        found.full_edit, found.edits, found.keeps_pieces = series.edits(place, few, size)
    if options.drafts:
        found.drafts = series.drafts(place, few, max(1, options.rounds))
    if options.profile:
        found.profile = profiled(task_of(Job(tuple(few)), place, "profile"))


def profiled(task: Task) -> dict[str, object]:
    """The worker's own times by stage, on the reference job."""
    path = task.path("job.json")
    path.write_text(written(task.job, task.path("profile.mp4")))
    command = [sys.executable, str(HERE / "profile.py"), str(path), str(time.perf_counter())]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"the profile failed: {done.stderr[-2000:]}")
    return dict(json.loads(done.stdout))


def renderer() -> str:
    """Which renderer this is: the checkout's version, and what resamples."""
    git = subprocess.run(
        ["git", "-C", str(ROOT), "describe", "--always", "--dirty"],  # noqa: S607 - whatever git is here
        capture_output=True,
        text=True,
        check=False,
    )
    version = git.stdout.strip() or "no version"
    try:
        from kineograph.studio.render.paint.resampling import AVAILABLE
    except ImportError:
        return f"{version}, OpenCV resamples"
    return f"{version}, " + ("compiled resampler" if AVAILABLE else "resampler NOT compiled (pip install -e .)")


def main(words: Sequence[str]) -> int:
    options = asked(words)
    with tempfile.TemporaryDirectory(prefix="kineograph-bench-") as temporary:
        work = (options.work or Path(temporary) / "work").resolve()
        place = Place(work, (options.env or work.parent / "env").resolve())
        work.mkdir(parents=True, exist_ok=True)
        found = Findings(machine(), renderer())
        present = chosen(options, place, found)
        if options.rounds:
            few = pictures.reference_pictures(pictures.photos_in(options.photos), work / "pictures")
            run_race(present, place, task_of(Job(tuple(few)), place, "reference"), options.rounds, found)
        run_parts(options, present, place, found)
    if options.json:
        options.json.write_text(json.dumps(asdict(found), indent=1))
    print("\n" + told(found))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
