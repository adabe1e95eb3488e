"""Two specifications compared by what they mean: which decisions change their fate, who gained or lost what."""
