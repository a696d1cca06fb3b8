"""Money: the desk's pages for what stands behind the beans, and for what wants a look at shops."""
