"""The disk: the only door to files, and to what git remembers of them."""
