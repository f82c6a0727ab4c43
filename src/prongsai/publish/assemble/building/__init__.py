"""What the parts of documents are built from: words, advice, names of figures, the plan's form."""
