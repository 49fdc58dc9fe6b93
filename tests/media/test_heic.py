"""HEIC, as phones write it, is a picture like any other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.media.heic import write_heic

from kineograph.media import MediaError, MediaFault, check_decodable, to_jpeg
from kineograph.timeline.vocabulary import MediaKind


@pytest.mark.requirement("upload.heic")
def test_a_turned_heic_becomes_an_upright_jpeg(tmp_path: Path) -> None:
    path, out = tmp_path / "a.heic", tmp_path / "a.jpg"
    pixels = np.full((64, 128, 3), 30, np.uint8)
    pixels[:, 64:] = (200, 60, 30)
    write_heic(path, pixels, quarter_turns=1)
    facts = check_decodable(path)
    assert (facts.kind, facts.format.name, facts.width, facts.height) == (MediaKind.IMAGE, "heic", 64, 128)
    to_jpeg(path, out)
    with Image.open(out) as made:
        assert made.size == (64, 128)
        seen = np.asarray(made)
        assert np.allclose(seen[20, 32], (200, 60, 30), atol=12)
        assert np.allclose(seen[110, 32], (30, 30, 30), atol=12)


def test_a_cut_heic_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "a.heic"
    write_heic(path, np.full((64, 64, 3), 90, np.uint8))
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(MediaError) as caught:
        check_decodable(path)
    assert caught.value.code is MediaFault.BROKEN
