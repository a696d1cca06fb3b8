"""Metrics: what an operator's graphs are drawn from, in the text format of Prometheus 0.0.4.

Numbers only: no person, no shop, no unit and no ledger's name stands in a label. Counters speak of
the process that answers, which says so in `goldenbean_process`; what the book and the views say is
the same for all.
"""
