"""Pictures drawn with their mask known: a subject before a ground, land before a sky, and pictures with neither."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Rgb = NDArray[np.uint8]
Mask = NDArray[np.bool_]

WIDTH, HEIGHT = 640, 360


def texture(seed: int, low: tuple[int, int, int], high: tuple[int, int, int], grain: int = 12) -> Rgb:
    """Smooth blotches ``grain`` pixels wide between two colours."""
    rough = np.random.default_rng(seed).random((HEIGHT // grain + 2, WIDTH // grain + 2)).astype(np.float32)
    share = np.clip(cv2.resize(rough, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC), 0, 1)[..., None]
    return np.asarray(np.array(low) * (1 - share) + np.array(high) * share, np.uint8)


def gradient(top: tuple[int, int, int], bottom: tuple[int, int, int]) -> Rgb:
    share = np.linspace(0, 1, HEIGHT)[:, None, None] * np.ones((1, WIDTH, 1))
    return np.asarray(np.array(top) * (1 - share) + np.array(bottom) * share, np.uint8)


def laid_over(ground: Rgb, subject: Rgb, cover: NDArray[np.uint8]) -> Rgb:
    share = cover[..., None] / 255
    return np.asarray(subject * share + ground * (1 - share), np.uint8)


def disc() -> NDArray[np.uint8]:
    cover = np.zeros((HEIGHT, WIDTH), np.uint8)
    return np.asarray(cv2.circle(cover, (290, 180), 95, (255,), -1, cv2.LINE_AA), np.uint8)


def bust() -> NDArray[np.uint8]:
    """Head and shoulders, cut off by the lower edge."""
    cover = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.circle(cover, (350, 130), 62, (255,), -1, cv2.LINE_AA)
    return np.asarray(cv2.ellipse(cover, (350, 360), (130, 190), 0, 0, 360, (255,), -1, cv2.LINE_AA), np.uint8)


def bottle() -> NDArray[np.uint8]:
    cover = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.rectangle(cover, (250, 130), (350, 310), (255,), -1)
    return np.asarray(cv2.rectangle(cover, (282, 60), (318, 130), (255,), -1), np.uint8)


def ball_on_plain_ground() -> tuple[Rgb, Mask]:
    ground = gradient((205, 210, 215), (180, 185, 195))
    return laid_over(ground, texture(1, (150, 30, 20), (230, 120, 60)), disc()), disc() > 127


def person_before_blurred_leaves() -> tuple[Rgb, Mask]:
    ground = texture(2, (30, 70, 40), (70, 110, 60), grain=60)
    return laid_over(ground, texture(3, (150, 60, 30), (240, 170, 130)), bust()), bust() > 127


def bottle_before_a_wall() -> tuple[Rgb, Mask]:
    ground = texture(4, (200, 190, 170), (215, 205, 190), grain=8)
    return laid_over(ground, texture(5, (20, 40, 90), (70, 120, 190)), bottle()), bottle() > 127


def hills_before_a_sky() -> tuple[Rgb, Mask]:
    x = np.arange(WIDTH)
    line = 120 - 30 * np.cos((x - 320) / 100) - 8 * np.sin(x / 17)
    land = np.arange(HEIGHT)[:, None] > line
    cover = np.asarray(land * 255, np.uint8)
    return laid_over(
        gradient((90, 140, 220), (190, 215, 240)), texture(6, (40, 60, 20), (120, 130, 60), 6), cover
    ), land


def noise() -> Rgb:
    return np.random.default_rng(7).integers(0, 255, (HEIGHT, WIDTH, 3), dtype=np.uint8)


def text() -> Rgb:
    page = np.full((HEIGHT, WIDTH, 3), 250, np.uint8)
    for row in range(9):
        line = "The quick brown fox jumps over it"[row : row + 26]
        cv2.putText(page, line, (20, 40 + 38 * row), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (20, 20, 20), 2, cv2.LINE_AA)
    return page


def checks() -> Rgb:
    rows, columns = np.indices((HEIGHT, WIDTH)) // 40
    return np.repeat(np.asarray((rows + columns) % 2 * 255, np.uint8)[..., None], 3, axis=2)


def coat_without_its_head() -> Rgb:
    """A bright coat, and a face much like the wall: the coat alone must not be taken for the person."""
    picture = laid_over(
        np.full((HEIGHT, WIDTH, 3), (205, 200, 190), np.uint8), texture(8, (210, 70, 20), (250, 110, 40)), bust()
    )
    face = texture(9, (222, 200, 178), (240, 220, 205))
    cover = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.circle(cover, (350, 120), 74, (255,), -1, cv2.LINE_AA)
    return laid_over(picture, face, cover)
