"""Renderings of results. They compute nothing."""

# The formats in which any answer is printed as a document, each with its module, whose `printed` makes that of it.
FORMATS = {
    "markdown": "verifier.rendering.document_markdown",
    "html": "verifier.rendering.report_html",
}
