"""The commands: each in a module of its own, as its `COMMAND`; `shell` says how any is run and answered."""

# In the order of the help. Only the one that is called is imported.
COMMANDS = (
    "check",
    "entrenchment",
    "loopholes",
    "repair",
    "format",
    "init",
    "import",
    "decide",
    "conform",
    "mutate",
    "matrix",
    "readings",
    "chart",
    "resilience",
    "suggest",
    "lint",
    "diff",
    "report",
)
