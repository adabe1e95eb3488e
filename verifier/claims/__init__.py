"""Claims: each family of claims says here what it asks of the solver, in a file of its own."""
