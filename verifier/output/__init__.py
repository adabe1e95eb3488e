"""The one way out: all text that leaves is made and written here, so that no printer can forget to make it harmless.

What may leave is a `Printable`, which nothing else makes (mypy and `tests/architecture` see to it): lines of text
(`text`), data in a format of its own (`formats`), Markdown (`markdown`). `streams` writes it to the output, the error
channel and the terminal.
"""
