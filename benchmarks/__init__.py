"""Benchmarks: how fast the house is, told as ratios that hold on any machine.

For: one file per figure, each measuring its contestants in turns inside one run; `__main__` runs
those that are named and prints one table.
Never: a test. Nothing here fails because a machine is slow; a missed target is said, with how much
is missing.
Large books are made once and kept in the user's cache (about two gigabytes), or in the folder that
`GOLDENBEAN_BENCH_PLACE` names; it should be on the kind of disk a community will use.
Read in this order: `measured`, `rounds`, `past`, one figure (`group_commit`), `__main__`.
"""
