"""Own: what somebody sees of what is kept about them, or about the ward they answer for.

For: one's own data (`my_data`), the ward's (`ward`), and what both are made of (`kept`, `copies`,
`wishes`). Never: shows anybody to somebody else.
"""
