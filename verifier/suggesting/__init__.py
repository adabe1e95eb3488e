"""Which properties would the author of these rules want to know?"""
