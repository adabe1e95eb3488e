"""Loopholes: every minimal way round what a property protects, found without being asked for it."""

# Minimal sets that are looked for of each property, if no more are asked for: those of the rules as they stand, and
# those that change them.
MOST = 48
