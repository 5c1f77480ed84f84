"""The page to work in: for one keeper, on one machine, in a browser."""
