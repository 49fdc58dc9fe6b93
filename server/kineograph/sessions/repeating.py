"""The same request again: answered from its record where that is what the caller needs.

A caller whose answer was lost asks again in the same words; so does one who cannot know that the first call went
through. Where the session's last turn had these words and changed something, and nothing changed since, it is not sent
and not charged again: always where its result was never told to anybody, else unless the words mean more each time.
"""

from __future__ import annotations

from anyio import to_thread

from kineograph.errors import KineographError
from kineograph.protocol.repeating import means_more_each_time
from kineograph.sessions.context import Context
from kineograph.sessions.keeping import Keeper
from kineograph.sessions.records import ExportRow, SessionRow, Step, TurnRow, read_result
from kineograph.sessions.requests import still_right
from kineograph.sessions.views import ExportView, TurnView


async def turn_that_answers(keeper: Keeper, last: TurnRow | None, session: SessionRow, text: str) -> TurnRow | None:
    """``last``, the session's last turn, where its result answers this instruction."""
    if last is None or last.edits or last.instruction != text or last.state != Step.DONE or not last.after:
        return None
    result = read_result(last)
    if not isinstance(result, TurnView) or not result.changes:
        return None
    if last.told_at and means_more_each_time(text):
        return None
    try:
        unchanged = (await keeper.see(session)).fingerprint == last.after
    except KineographError:
        # a state that cannot be read decides nothing: the turn will say what is wrong
        return None
    return last if unchanged else None


async def export_that_answers(context: Context, row: ExportRow) -> ExportRow | None:
    """A delivered export of the same draft under the same name, whose file is still there and still right."""
    for twin in await context.ledger.finished_exports(row):
        same = twin.request == row.request and isinstance(read_result(twin), ExportView)
        if same and await to_thread.run_sync(still_right, twin, context.config.studio == "embedded"):
            return twin
    return None
