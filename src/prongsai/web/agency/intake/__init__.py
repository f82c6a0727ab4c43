"""How results come in: typed, pasted, or read of a booklet."""
