"""Outcomes of a power by votes for and against, worked out by the interpreter."""
