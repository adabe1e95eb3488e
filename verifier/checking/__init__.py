"""Checking properties: asking what a claim asks, and explaining the answer."""
