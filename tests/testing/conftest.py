"""No test of systems keeps what it found for the next run, but those that say where."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("nothing kept", database=None)
settings.load_profile("nothing kept")
