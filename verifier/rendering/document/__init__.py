"""A document before it has a format: chapters of blocks, which every format writes."""
