"""Why a figure is what it is, down to the counts."""
