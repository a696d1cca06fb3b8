"""Guarding: what stands between the doors and the web's own dangers.

`patience` says how many wrong tries each secret bears, `attempts` counts them, `rates` slows
whoever asks too often, `origins` knows which forms are ours, `sheets` keeps formulas out of what
spreadsheets open, `uploads` looks at what was sent before anybody reads it.
"""
