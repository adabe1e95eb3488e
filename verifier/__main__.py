"""`python -m verifier` is the command `vetoproof`."""

from typing import NoReturn


def run() -> NoReturn:
    """The command `vetoproof`, which can be stopped from its first moment on."""
    import gc
    import os

    # What a command builds it mostly keeps until it ends, so looking for what could be thrown away, at every 700th
    # object, finds little and takes a tenth of the time; and so does taking it apart, piece by piece, at the end.
    gc.set_threshold(100_000, 20, 100)
    from verifier.commands.signals import Stopping, exit_code

    try:
        Stopping()
        from verifier.cli import run_stoppable

        run_stoppable()
    except KeyboardInterrupt as stopped:
        os._exit(exit_code(stopped))


if __name__ == "__main__":
    run()
