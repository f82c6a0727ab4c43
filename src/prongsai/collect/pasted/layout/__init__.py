"""How a pasted text is laid out: its lines as cells and rows, the heads of its columns."""
