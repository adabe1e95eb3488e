"""The commands: each in a module of its own, as its `COMMAND`; `shell` says how any is run and answered."""
