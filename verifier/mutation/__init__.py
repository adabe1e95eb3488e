"""How well properties and scenarios watch over a specification: coverage, and mutants that nobody notices."""
