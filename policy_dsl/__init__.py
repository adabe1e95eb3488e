"""The policy language: text, syntax, model, and the interpreter that gives it its meaning."""
