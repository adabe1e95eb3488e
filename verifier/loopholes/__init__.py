"""Loopholes: every minimal way round what a property protects, found without being asked for it."""
