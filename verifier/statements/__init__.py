"""What analyses say, as claims of the language: each prints as a property that can be put into the file and checked."""
