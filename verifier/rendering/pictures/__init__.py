"""Pictures of results as SVG: they compute nothing but where things go on the page."""
