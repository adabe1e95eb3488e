"""Every sentence that the verifier says to a person, and nothing else."""
