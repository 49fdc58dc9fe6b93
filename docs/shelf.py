"""The media that the vocabulary is shown with: the photographs of examples/photos, footage and a logo that are drawn."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image, ImageDraw

from kineograph.timeline import Media, MediaId, MediaKind

PHOTOS = Path(__file__).parent.parent / "examples" / "photos"


class Shelf:
    """The media of all entries."""

    def __init__(self, folder: Path) -> None:
        self.sources: dict[MediaId, Path] = {}
        self.photos = [self._photo(path) for path in sorted(PHOTOS.glob("*.jpg"))]
        self.footage = self._footage(folder / "ball.mp4")
        self.logo = self._logo(folder / "logo.png")

    def _add(self, path: Path, kind: MediaKind, size: tuple[int, int], ms: int = 0) -> Media:
        media = Media(MediaId(path.stem), kind, path.name, *size, ms)
        self.sources[media.id] = path
        return media

    def _photo(self, path: Path) -> Media:
        with Image.open(path) as picture:
            return self._add(path, MediaKind.IMAGE, picture.size)

    def _footage(self, path: Path) -> Media:
        """Two seconds of a ball that rolls to the right, with its second written on it."""
        with av.open(str(path), "w") as container:
            stream = container.add_stream("libx264", rate=30)
            assert isinstance(stream, VideoStream)
            stream.width, stream.height, stream.pix_fmt = 480, 270, "yuv420p"
            for number in range(60):
                picture = Image.new("RGB", (480, 270), (30, 60, 90))
                x = 30 + number * 7
                ImageDraw.Draw(picture).ellipse((x - 28, 107, x + 28, 163), fill=(240, 180, 40))
                ImageDraw.Draw(picture).text((x - 16, 122), f"{number / 30:.1f}", fill=(0, 0, 0), font_size=22)
                frame = VideoFrame.from_image(picture)
                frame.pts, frame.time_base = number, Fraction(1, 30)
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        return self._add(path, MediaKind.VIDEO, (480, 270), 2000)

    def _logo(self, path: Path) -> Media:
        picture = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
        pen = ImageDraw.Draw(picture)
        pen.ellipse((10, 10, 390, 390), fill=(225, 29, 72, 255))
        pen.polygon([(150, 110), (150, 290), (310, 200)], fill=(255, 255, 255, 255))
        picture.save(path)
        return self._add(path, MediaKind.IMAGE, (400, 400))
