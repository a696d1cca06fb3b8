"""`python -m api`: the same as `goldenbean`, for whoever has not installed it."""

from __future__ import annotations

from api.cli import main

main()
