"""Media files as they are found on a disk: what they are, what they hold, whether they can be read to the end.

Rules: a file is judged by its content, never by its name; every refusal is a ``MediaError`` with one sentence and a
remedy; functions are synchronous and bounded in memory, so callers give them a thread; Pillow and PyAV load on first
use. Refuses to know sessions, studios and the wire.
"""

from kineograph.media.checks import check_decodable, to_jpeg
from kineograph.media.facts import MediaError, MediaFacts, MediaFault, VideoFacts
from kineograph.media.formats import HEAD_BYTES, MediaFormat, sniff
from kineograph.media.probing import probe
from kineograph.media.verifying import verify_mp4, verify_video

__all__ = [
    "HEAD_BYTES",
    "MediaError",
    "MediaFacts",
    "MediaFault",
    "MediaFormat",
    "VideoFacts",
    "check_decodable",
    "probe",
    "sniff",
    "to_jpeg",
    "verify_mp4",
    "verify_video",
]
