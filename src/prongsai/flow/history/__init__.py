"""Who changed what when, and whether the chain is whole."""
