"""What can be said of a specification without any property: gaps, clashes, clauses that do nothing, and more."""
