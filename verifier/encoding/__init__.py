"""A model, as terms of the solver: who may vote, what a requirement demands, what is in force."""
