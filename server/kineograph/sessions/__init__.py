"""The session manager: sessions, turns and exports as durable jobs. Owns the store and the clock."""
