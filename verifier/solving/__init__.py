"""Questions put to the solver: limits, verdicts of satisfiability, cores."""
