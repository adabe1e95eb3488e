"""Who decides what: the classes of decision that the rules distinguish, and for each who can take or block it."""
