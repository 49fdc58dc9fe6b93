"""The wire over httpx and httpx-sse: one method per route, credentials, uploads, downloads.

httpx is imported at first use. Nothing here retries by decorator: a route that is not safe to repeat is sent again only
where the studio answered before it acted (a bad token, a rate limit).
"""

from kineograph.client.account import Account
from kineograph.client.credentials import Credentials
from kineograph.client.studio_client import StudioClient

__all__ = ["Account", "Credentials", "StudioClient"]
