"""How fast, compared with what: ratios measured in one run, never durations to be met by a test."""
