"""Blocks as Word knows them: paragraphs with styles, tables with headings, fields, bookmarks, pictures."""
