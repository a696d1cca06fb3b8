"""Second looks: the desk's pages for what two people decide, and for what was recorded wrongly."""
