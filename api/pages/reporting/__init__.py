"""Reports on screen, on paper and as a sheet: the month at the desk, and the public notice."""
