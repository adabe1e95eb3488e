"""A document before it has a format: chapters of blocks, which HTML and Word both write."""
