"""What an account has left, whose it is, and what things cost."""

from __future__ import annotations

from kineograph.sessions.context import Context, is_anonymous, register_url
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
    user = account.user_id or await _known_user(context)
    guest = is_anonymous(user, own_token=account.is_own)
    kind = "local" if name == "embedded" else "anonymous" if guest else "registered"
    register = register_url(await context.web_url(), user) if kind == "anonymous" else ""
    total = found.total if found.total is not None else found.available + found.frozen
    return CreditsView(found.available, found.frozen, total, name, kind, account.expires_at, _COSTS[name], register)


async def _known_user(context: Context) -> str:
    """Whom the account's sessions belong to, as far as one was made."""
    latest = await context.ledger.latest_session(await context.studio.key())
    return latest.user_id if latest else ""
