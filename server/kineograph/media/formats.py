"""Recognises media by the first bytes of a file. Pure; knows nothing of names, paths or decoders."""

from __future__ import annotations

from dataclasses import dataclass

from kineograph.timeline.vocabulary import MediaKind

HEAD_BYTES = 4096
"""How much of a file ``sniff`` wants to see."""


@dataclass(frozen=True, slots=True)
class MediaFormat:
    """One format that the project takes. ``kind``: what it usually holds; ``probe`` says what a file does hold."""

    name: str
    kind: MediaKind
    mime: str
    extension: str


_IMAGE, _VIDEO, _AUDIO = MediaKind.IMAGE, MediaKind.VIDEO, MediaKind.AUDIO

JPG = MediaFormat("jpg", _IMAGE, "image/jpeg", ".jpg")
PNG = MediaFormat("png", _IMAGE, "image/png", ".png")
GIF = MediaFormat("gif", _IMAGE, "image/gif", ".gif")
WEBP = MediaFormat("webp", _IMAGE, "image/webp", ".webp")
HEIC = MediaFormat("heic", _IMAGE, "image/heic", ".heic")
MP4 = MediaFormat("mp4", _VIDEO, "video/mp4", ".mp4")
MOV = MediaFormat("mov", _VIDEO, "video/quicktime", ".mov")
AVI = MediaFormat("avi", _VIDEO, "video/x-msvideo", ".avi")
WEBM = MediaFormat("webm", _VIDEO, "video/webm", ".webm")
MKV = MediaFormat("mkv", _VIDEO, "video/x-matroska", ".mkv")
MP3 = MediaFormat("mp3", _AUDIO, "audio/mpeg", ".mp3")
WAV = MediaFormat("wav", _AUDIO, "audio/wav", ".wav")
M4A = MediaFormat("m4a", _AUDIO, "audio/mp4", ".m4a")
AAC = MediaFormat("aac", _AUDIO, "audio/aac", ".aac")

FORMATS = (JPG, PNG, GIF, WEBP, HEIC, MP4, MOV, AVI, WEBM, MKV, MP3, WAV, M4A, AAC)

_MAGIC = (
    (b"\xff\xd8\xff", JPG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"ID3", MP3),
)
_RIFF = {b"WEBP": WEBP, b"AVI ": AVI, b"WAVE": WAV}
_HEIC_BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"))
_MOV_BOXES = frozenset((b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"))
_BOX_LIMIT = 1 << 24  # a QuickTime file without ``ftyp`` starts with a small box, or with a large ``mdat``


def sniff(head: bytes) -> MediaFormat | None:
    """The format of a file that begins with ``head`` (``HEAD_BYTES`` are enough), or None where it is not ours."""
    for magic, found in _MAGIC:
        if head.startswith(magic):
            return found
    if head.startswith((b"RIFF", b"RF64")):
        return _RIFF.get(head[8:12])
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return _matroska(head)
    return _iso(head) or _mpeg_audio(head)


def _matroska(head: bytes) -> MediaFormat | None:
    if b"webm" in head[:128]:
        return WEBM
    return MKV if b"matroska" in head[:128] else None


def _iso(head: bytes) -> MediaFormat | None:
    box, brand = head[4:8], head[8:12]
    if box == b"ftyp":
        if brand in _HEIC_BRANDS:
            return None if b"avif" in head[8 : int.from_bytes(head[:4], "big")] else HEIC
        if brand in (b"avif", b"avis"):
            return None
        if brand in (b"M4A ", b"M4B "):
            return M4A
        return MOV if brand == b"qt  " else MP4
    size = int.from_bytes(head[:4], "big")
    return MOV if box in _MOV_BOXES and (box == b"mdat" or 8 <= size < _BOX_LIMIT) else None


def _mpeg_audio(head: bytes) -> MediaFormat | None:
    """ADTS and MPEG audio start with twelve set bits; the layer bits tell them apart (0 is AAC, 1 is MP3). Layer
    and rates that no encoder writes keep random bytes and UTF-16 text out."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    if head[1] & 0xF6 == 0xF0:
        return AAC if (head[2] >> 2) & 0xF < 13 else None
    version, layer, rate, sampling = (head[1] >> 3) & 3, (head[1] >> 1) & 3, head[2] >> 4, (head[2] >> 2) & 3
    return MP3 if version != 1 and layer == 1 and rate not in (0, 15) and sampling != 3 else None
