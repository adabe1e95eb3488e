"""What commands answer as data, each declared once: its JSON, the published schema and reading it back follow."""
