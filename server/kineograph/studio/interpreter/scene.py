"""What an instruction is read against, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kineograph.studio.interpreter.drafts.general import Draft
from kineograph.studio.interpreter.lexing.ledger import Entry
from kineograph.studio.interpreter.lexing.vocabulary import Language
from kineograph.timeline.clips import Media, Timeline
from kineograph.timeline.edits import Edit, Redo, Undo
from kineograph.timeline.vocabulary import ClipId, MediaKind

WRITTEN = "written"
"""The topic of texts that were added, rather than changed."""


@dataclass(frozen=True, slots=True)
class Focus:
    """What the last instruction that did something was about, so that the next can say "it", "再短一点", "#5 too":
    its words, the clips it pointed at, and the topic it left. ``undone``: a step back was taken since. The topic
    ``WRITTEN``: the texts that it added. ``asked``: the words that the last instruction was asked about."""

    said: str = ""
    clips: tuple[ClipId, ...] = ()
    topic: str = ""
    undone: bool = False
    asked: str = ""

    @property
    def about(self) -> str:
        """The topic, whether it was added or changed."""
        return "text" if self.topic == WRITTEN else self.topic


@dataclass(frozen=True, slots=True)
class Scene:
    """The project as it stands, everything uploaded to it in upload order, and what was spoken of before."""

    timeline: Timeline
    library: tuple[Media, ...] = ()
    focus: Focus = Focus()

    @property
    def before(self) -> Scene:
        """The project as the last instruction found it, as far as its words must be read so: without what it wrote."""
        if self.focus.topic != WRITTEN:
            return self
        tracks = (
            replace(track, clips=tuple(clip for clip in track.clips if clip.id not in self.focus.clips))
            for track in self.timeline.tracks
        )
        return replace(self, timeline=replace(self.timeline, tracks=tuple(tracks)))

    @property
    def unused(self) -> tuple[Media, ...]:
        """Uploaded pictures and footage that are not on the timeline."""
        used = {clip.media.id for clip in self.timeline.visuals}
        return tuple(media for media in self.library if media.kind is not MediaKind.AUDIO and media.id not in used)

    @property
    def sounds(self) -> tuple[Media, ...]:
        return tuple(media for media in self.library if media.kind is MediaKind.AUDIO)


@dataclass(frozen=True, slots=True)
class Report:
    """What became of an instruction, in its own language: ``applied`` a phrase an edit; ``held`` clauses and why;
    ``unsupported`` asks and the nearest thing there is; ``noted`` what changes nothing; ``assumed`` defaults taken;
    ``question`` at most one, ``options`` what can be said in answer to it, the usual one first."""

    language: Language
    applied: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    unsupported: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    question: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseRead:
    """One clause and what became of it: ``words`` as they were written, ``drafts`` each with the rule that left it.
    ``held``: why it was not carried out, a code of the phrases, ``about`` what that is about; "" where it was.
    ``refused``: the words that ask for what nobody here can do, each with its category."""

    number: int
    words: str
    drafts: tuple[tuple[str, Draft], ...] = ()
    held: str = ""
    about: str = ""
    refused: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Interpretation:
    """``edits`` in the order in which they apply; ``tokens`` the ledger; ``focus`` what the next one may refer to;
    ``clauses`` what the text was parted into."""

    edits: tuple[Edit | Undo | Redo, ...]
    report: Report
    tokens: tuple[Entry, ...] = ()
    focus: Focus = Focus()
    clauses: tuple[ClauseRead, ...] = ()
