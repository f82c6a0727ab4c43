"""What the program does by itself: what there is of it, how it is taken, and how it stands."""
