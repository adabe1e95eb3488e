"""Rules from the configurations of systems that hold votes: what the file says, and what it does not, as assumed."""
