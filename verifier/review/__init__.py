"""The review of a specification: everything that the analyses say, put together clause by clause for people."""
