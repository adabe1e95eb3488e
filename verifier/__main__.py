"""`python -m verifier` is the command `vetoproof`."""

from typing import NoReturn


def run() -> NoReturn:
    """The command `vetoproof`, which can be stopped from its first moment on."""
    import os

    try:
        from verifier.commands.signals import Stopping, collect_seldom, exit_code
    except KeyboardInterrupt:
        os._exit(130)
    try:
        collect_seldom()
        Stopping()
        from verifier.cli import run_stoppable

        run_stoppable()
    except KeyboardInterrupt as stopped:
        os._exit(exit_code(stopped))


if __name__ == "__main__":
    run()
