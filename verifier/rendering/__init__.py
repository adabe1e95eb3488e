"""Renderings of results. They compute nothing."""
