"""The verifier: questions about a model, answered with proofs and replayed scenarios."""
