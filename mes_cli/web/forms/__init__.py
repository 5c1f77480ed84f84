"""Forms: made from the shape of the models and the vocabulary, read back as canonical data."""
