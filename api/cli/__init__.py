"""The command line: `goldenbean`, one file per command.

Read `main` first, then a command; `opened` and `failures` stand around each of them. What a
command needs is imported when it runs, so that none waits for the others' libraries.
"""

from __future__ import annotations

from api.cli.main import main

__all__ = ["main"]
