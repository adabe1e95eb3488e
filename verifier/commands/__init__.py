"""The commands: each in a module of its own with `add_parser(subparsers)` and `run(arguments) -> int`."""
