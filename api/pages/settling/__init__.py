"""Settling: the desk where merchants' months are closed, answered for and settled.

For: all merchants of a month (`months`), and one statement (`statement`).
Never: decides a rule, or looks beyond the caller's reach.
"""
