"""Scenarios: from what the solver found to a decision and named votes that the interpreter can replay."""
