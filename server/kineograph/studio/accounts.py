"""Accounts, tokens, credits and what was charged. Tokens and claim tokens are kept as hashes only.

A client id is one account for good; asking again makes a fresh token, and older ones live until they expire (7 days).
Credits are 100 and stay 100: it is the user's own machine. With ``charge`` on, a turn costs 50 (skill text 1.9).
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kineograph.studio.ledger import connect

TOKEN_LIFE_S = 7 * 24 * 3600
GRANTED = 100
TURN_COST = 50


@dataclass(frozen=True, slots=True)
class NewToken:
    """``expires`` in seconds since 1970."""

    token: str
    account_id: str
    expires: float
    credits: int

    def to_wire(self) -> dict[str, object]:
        moment = datetime.fromtimestamp(self.expires, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return {"token": self.token, "user_id": self.account_id, "expires_at": moment, "credits": self.credits}


@dataclass(frozen=True, slots=True)
class Balance:
    available: int
    frozen: int


@dataclass(frozen=True, slots=True)
class Charge:
    """One accepted turn: what a cloud would have charged for. ``cost`` is what this studio took."""

    session_id: str
    text_hash: str
    cost: int
    state: str


def hash_secret(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class TokenLimits:
    """How many tokens there are in 7 days: one a client or any number; ``per_address`` for an address, 0 = any."""

    one_a_client: bool = False
    per_address: int = 0


def issue_token(
    connection: sqlite3.Connection, client_id: str, now: float, limits: TokenLimits = TokenLimits(), address: str = ""
) -> NewToken | None:
    """A fresh token for the client's account, which is made on first sight; None where a weekly limit forbids it.
    ``address``: where the request came from."""
    account_id = f"anon_{secrets.token_hex(8)}"
    connection.execute(
        "insert into account (id, client_id, granted, created) values (?, ?, ?, ?) on conflict do nothing",
        (account_id, client_id, GRANTED, now),
    )
    row = connection.execute("select id, granted, spent from account where client_id = ?", (client_id,)).fetchone()
    of_client, of_address = connection.execute(
        "select coalesce(sum(account_id = ?), 0), coalesce(sum(address = ?), 0) from token where created > ?",
        (row["id"], address, now - TOKEN_LIFE_S),
    ).fetchone()
    if (limits.one_a_client and of_client) or (limits.per_address and of_address >= limits.per_address):
        return None
    token = f"nmv_usr_{secrets.token_urlsafe(32)}"
    connection.execute("delete from token where expires < ?", (now - TOKEN_LIFE_S,))
    connection.execute(
        "insert into token (hash, account_id, created, expires, address) values (?, ?, ?, ?, ?)",
        (hash_secret(token), row["id"], now, now + TOKEN_LIFE_S, address),
    )
    return NewToken(token, row["id"], now + TOKEN_LIFE_S, row["granted"] - row["spent"])


def find_account(connection: sqlite3.Connection, token: str, now: float) -> str | None:
    """Whose token this is, if it still lives."""
    row = connection.execute(
        "select account_id from token where hash = ? and expires > ?", (hash_secret(token), now)
    ).fetchone()
    return row["account_id"] if row else None


def balance(connection: sqlite3.Connection, account_id: str) -> Balance:
    """What is left and what running turns have reserved; reserved credits are taken from the left ones."""
    row = connection.execute("select granted, spent from account where id = ?", (account_id,)).fetchone()
    frozen = connection.execute(
        "select coalesce(sum(turn.cost), 0) from turn join session on session.id = turn.session_id"
        " where session.account_id = ? and turn.state = 'running'",
        (account_id,),
    ).fetchone()[0]
    return Balance(row["granted"] - row["spent"] - frozen, frozen)


def read_charges(ledger: Path) -> tuple[Charge, ...]:
    """Every turn that was ever accepted, oldest first, from the records at ``ledger``: the proof that nothing is sent
    twice. Raises ``sqlite3.Error``."""
    connection = connect(ledger)
    try:
        rows = connection.execute("select session_id, text_hash, cost, state from turn order by number").fetchall()
    finally:
        connection.close()
    return tuple(Charge(row["session_id"], row["text_hash"], row["cost"], row["state"]) for row in rows)
