"""Words: the vocabulary of records, the catalogues of sentences, numbers and dates."""
