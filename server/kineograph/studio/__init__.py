"""The embedded studio: a complete stand-in for the cloud on the user's own machine, behind the same wire.

Rules: it listens on loopback only; everything needs its token but the token itself and links that it signed; what it
keeps (SQLite, media, videos) is private to the user and safe to share between processes; one render at a time per home.
It refuses to know its callers: it meets them on the wire and nowhere else. Only the command line knows that it exists.
Doors: ``app.create_app``, ``serve.running_studio``, ``options.StudioOptions``, ``faults.Faults``.
"""
