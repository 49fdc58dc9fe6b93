"""The pictures of the jobs: 12-megapixel JPEGs, made the same way every time.

The example photographs are smaller than that. They are cut to 4:3 and enlarged, and what an enlargement lacks is put
in: fine texture where the picture has texture, and a little noise everywhere, as a sensor leaves it. So the decoder,
the scaler and the encoder get pictures that cost what photographs of that size cost.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

SIZE = (4000, 3000)
PHOTOS = (".jpg", ".jpeg", ".png", ".webp")
_QUALITY = 90
_TEXTURE = 0.35
_NOISE = 2.0
_MAKE = "2"  # raised with every change of what is made, so that no older picture is taken for a new one

Picture = NDArray[np.uint8]


def photos_in(folder: Path) -> list[Path]:
    """The pictures of ``folder`` by name. Raises ``SystemExit`` where there is none."""
    found = sorted(path for path in folder.iterdir() if path.suffix.lower() in PHOTOS)
    if not found:
        raise SystemExit(f"no pictures in {folder}")
    return found


def reference_pictures(photos: Sequence[Path], folder: Path, count: int = 5) -> list[Path]:
    """``count`` pictures of 4000 x 3000 in ``folder``, made from ``photos`` in turn; made already, they are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    for number in range(count):
        photo = photos[number % len(photos)]
        mark = hashlib.sha256(f"{_MAKE} {number} ".encode() + photo.read_bytes()).hexdigest()[:12]
        path = folder / f"picture-{number:03}-{mark}.jpg"
        if not path.exists():
            save(_enlarged(photo, number), path)
        made.append(path)
    return made


def save(picture: Picture, path: Path) -> None:
    """Writes ``picture`` (BGR) as a JPEG."""
    part = path.with_suffix(".part.jpg")
    if not cv2.imwrite(str(part), picture, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY]):
        raise OSError(f"{path} could not be written")
    part.replace(path)


def _enlarged(photo: Path, seed: int) -> Picture:
    picture = cv2.imread(str(photo), cv2.IMREAD_COLOR)
    if picture is None:
        raise SystemExit(f"{photo} cannot be read")
    height, width = picture.shape[:2]
    w, h = min(width, height * 4 // 3), min(height, width * 3 // 4)
    x, y = (width - w) // 2, (height - h) // 2
    large = cv2.resize(picture[y : y + h, x : x + w], SIZE, interpolation=cv2.INTER_LANCZOS4).astype(np.float32)
    large += (_grain(large, seed))[..., None]
    return np.clip(np.rint(large), 0, 255).astype(np.uint8)


def _grain(large: NDArray[np.float32], seed: int) -> NDArray[np.float32]:
    """Texture of the finest octave, as strong as the detail around it, and noise."""
    random = np.random.Generator(np.random.PCG64(seed))
    noise = random.standard_normal(SIZE[::-1], np.float32)
    grey = cv2.cvtColor(large, cv2.COLOR_BGR2GRAY)
    detail = cv2.blur(np.abs(grey - cv2.GaussianBlur(grey, (0, 0), 3)), (31, 31))
    fine = noise - cv2.GaussianBlur(noise, (0, 0), 1.2)
    return np.asarray(fine * detail * np.float32(_TEXTURE * 2) + noise * np.float32(_NOISE), np.float32)


def textured(width: int, height: int, seed: int) -> Picture:
    """Texture on every scale (grey noise of falling strength by octave, patches of it in colour): something to track
    everywhere, nothing periodic that a tracker could mistake by a whole period."""
    random = np.random.Generator(np.random.PCG64(seed))
    total = np.zeros((height, width), np.float32)
    for octave in range(1, 8):
        step = 2**octave
        small = random.standard_normal((height // step + 2, width // step + 2), np.float32)
        total += cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC) * np.float32(0.55 + 0.15 * octave)
    grey = 128 + 42 * total / float(total.std())
    tint = [cv2.resize(random.uniform(0.7, 1.3, (9, 16)).astype(np.float32), (width, height)) for _ in range(3)]
    return np.asarray(np.clip(np.rint(cv2.merge([grey * part for part in tint])), 0, 255), np.uint8)
