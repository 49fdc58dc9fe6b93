"""What an account has left, whose it is, and what things cost."""

from __future__ import annotations

from kineograph.sessions.context import Context, register_url
from kineograph.sessions.views import CreditsView

_COSTS = {
    "embedded": "Editing and exporting on this machine cost no money.",
    "cloud": "About 100 credits per generated clip, about 50 per editing session; exports are free.",
}


async def read_credits(context: Context) -> CreditsView:
    """The account's balance as the studio says it."""
    client = await context.studio.client()
    found = await client.credits()
    account = client.account
    name = context.studio.name
    kind = "local" if name == "embedded" else "registered" if account.is_own else "anonymous"
    register = register_url(await context.web_url(), account.user_id) if kind == "anonymous" else ""
    total = found.total if found.total is not None else found.available + found.frozen
    return CreditsView(found.available, found.frozen, total, name, kind, account.expires_at, _COSTS[name], register)
