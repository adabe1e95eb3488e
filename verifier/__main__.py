"""`python -m verifier` is the command `vetoproof`."""

from verifier.cli import run

if __name__ == "__main__":
    run()
