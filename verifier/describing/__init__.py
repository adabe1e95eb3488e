"""Sets of decisions in the language's own words: the shortest conditions that say which decisions are meant."""
